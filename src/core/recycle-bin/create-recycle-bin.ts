import type { Activity } from '../activity/activity'
import type { AppBase } from '../app-base'
import type { OpenRuns } from '../deletion/open-runs'
import { TrustedTime } from '../trusted-time/trusted-time'
import { toPurgeFact, toRestoreFact } from './activity-facts'
import { ConnectedBin } from './connected-bin'
import { CopyPreviews } from './copy-previews'
import { RecycleBin } from './recycle-bin'
import { Restores } from './restores'

export type RecycleBinModule = ReturnType<typeof createRecycleBin>

/** The recycle bin, its restores and its pictures. */

export function createRecycleBin(
  { ports, events, access: connections }: AppBase,
  openRuns: OpenRuns,
  activity: Activity,
) {
  const { clock, random, hash, storage, settings, inspectors, dialogs, logError } = ports
  const measure = hash.measure.bind(hash)
  const bin = new RecycleBin({
    blobs: storage.copies,
    logs: storage.logs('recycle-bin'),
    measure,
    clock,
    random,
    settings: () => settings.getSettings(),
    isRunOpen: openRuns.isRunOpen,
    time: new TrustedTime({ files: storage.files('.'), clock, random }),
    onChange: () => events.emit('copiesChanged', undefined),
  })
  const restores = new Restores({
    bin,
    measure,
    clock,
    connections,
    canWrite: (open) => !open.connection.readOnly,
    onRefresh: (refresh) => events.emit('segmentsChanged', refresh),
    onRestored: (entry, outcome) => void activity.recordFacts([toRestoreFact(entry, outcome)]),
    onChange: () => events.emit('binChanged', undefined),
  })
  const connected = new ConnectedBin({
    bin,
    restores,
    clock,
    connections,
    save: dialogs.save,
    onChange: () => events.emit('binChanged', undefined),
    onPurged: (entry) => void activity.recordFacts([toPurgeFact(entry)]),
    onError: logError,
  })
  events.on('copiesChanged', () => connected.listChanged())
  return {
    bin,
    restores,
    connected,
    previews: new CopyPreviews({ bin, inspector: inspectors.thumbnails, random }),
  }
}
