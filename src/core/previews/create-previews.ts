import { lazy } from '../../shared/lazy'
import type { Settings } from '../../shared/settings'
import type { AppBase } from '../app-base'
import { ConnectedThumbnails } from './connected-thumbnails'
import { EncodingChoices } from './encoding-choices'
import { PreviewCache } from './preview-cache'
import { Previews } from './previews'

export type PreviewModule = ReturnType<typeof createPreviews>

/** Previews, thumbnails and their cache. */
export function createPreviews({ ports, events, access: connections }: AppBase) {
  const { clock, random, hash, storage, inspectors, dialogs } = ports
  const settings = (): Settings => ports.settings.getSettings()
  const files = new PreviewCache({
    files: storage.cache,
    hash,
    clock,
    limit: () => settings().previewCacheBytes,
  })
  /** Opened when a preview is first opened. */
  const encodingChoices = lazy(() => new EncodingChoices({ files: storage.files('.'), hash }))
  const previews = new Previews({
    cache: files,
    clock,
    random,
    connections,
    settings,
    save: dialogs.save,
    inspector: inspectors.previews,
    encodingChoices,
    onProgress: (progress) => events.emit('previewProgress', progress),
  })
  const thumbnails = new ConnectedThumbnails({
    cache: files,
    clock,
    random,
    connections,
    inspector: inspectors.thumbnails,
    onUpdate: (update) => events.emit('thumbnails', update),
    onDrawing: (drawing) => events.emit('drawing', drawing),
  })
  const cache = {
    name: 'preview cache',
    onSettingsChanged: () => void files.trimToLimit(),
    dropCached: (account: string) => files.forgetAccount(account),
    close: () => files.whenSettled(),
  }
  return { files, cache, encodingChoices, previews, thumbnails }
}
