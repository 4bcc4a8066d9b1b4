import type { App } from '../../core/app'
import { heartbeat, throttle } from '../../core/lib/throttle'
import type { SettingsSnapshot } from '../../shared/settings'
import { packAssets } from '../../shared/ipc/pack-assets'
import { systemClock as clock } from '../adapters/system-ports'
import { logError } from '../log'
import type { OperationNotifier } from '../operation-notifier'
import type { StatusBroadcaster } from '../status-broadcaster'
import { broadcast } from './broadcast'

/** Minimum time between two pushes, in milliseconds. */
const binIntervalMs = 80
const transfersIntervalMs = 150
const budgetIntervalMs = 500
/** Interval of pushes while transfers run and nothing changes, so that windows notice a stall or a wait, in milliseconds. */
const heartbeatMs = 1_000

export interface PushTargets {
  readonly status: StatusBroadcaster
  readonly notifier: OperationNotifier
  readonly readSettings: () => SettingsSnapshot
}

/** Pushes what happens in the app to the windows and to the system. */
export function pushEvents(app: App, { status, notifier, readSettings }: PushTargets): void {
  const { events } = app
  events.on('statusChanged', () => status.broadcastStatus())
  events.on('runChanged', () => status.broadcastRun())
  events.on('settingsChanged', () => broadcast('watchSettings', readSettings()))
  events.on('listingPart', (part) => broadcast('watchListing', { ...part, assets: packAssets(part.assets) }))
  events.on('opening', (progress) => broadcast('watchOpening', progress))
  events.on('savedPlaces', (places) => broadcast('watchSavedPlaces', places))
  events.on('segmentsRefreshed', (refresh) => broadcast('watchRefresh', refresh))
  events.on('stagingChanged', (snapshot) => broadcast('watchStaging', snapshot))
  events.on('protectionsChanged', (snapshot) => broadcast('watchProtections', snapshot))
  events.on('activityChanged', (head) => broadcast('watchActivity', head))
  events.on('previewProgress', (progress) => broadcast('watchPreview', progress))
  events.on('thumbnails', (update) => broadcast('watchThumbnails', update))
  events.on('drawing', (drawing) => broadcast('watchDrawing', drawing))
  events.on('batchEnded', (batch) => notifier.onBatchEnd(batch))
  events.on(
    'binChanged',
    throttle(() => void pushBin(app, notifier), { intervalMs: binIntervalMs, clock, delaysFirst: true }),
  )
  events.on(
    'budgetChanged',
    throttle(() => pushBudget(app), { intervalMs: budgetIntervalMs, clock, delaysFirst: true }),
  )
  events.on('transfersChanged', pushTransfers(app, notifier))
}

async function pushBin({ recycleBin }: App, notifier: OperationNotifier): Promise<void> {
  try {
    const snapshot = await recycleBin.connected.snapshot()
    broadcast('watchBin', snapshot)
    notifier.onRestoreChange(snapshot.restore)
  } catch (error) {
    logError('cannot send the state of the recycle bin', error)
  }
}

function pushBudget({ access }: App): void {
  const status = access.current()?.client.budget() ?? null
  if (status !== null) broadcast('watchBudget', status)
}

function pushTransfers({ transfers: { transfers } }: App, notifier: OperationNotifier): () => void {
  const push = throttle(
    () => {
      const snapshot = transfers.snapshot()
      broadcast('watchTransfers', snapshot)
      notifier.onTransferProgress(snapshot.batches)
      keepPushing(transfers.isRunning())
    },
    { intervalMs: transfersIntervalMs, clock },
  )
  const keepPushing = heartbeat(push, { idleMs: heartbeatMs, clock })
  return push
}
