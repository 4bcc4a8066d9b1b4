import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { ThumbnailUpdate } from '../../../shared/preview'
import type { ThumbnailRegistry } from '../../components/thumbnail-registry'
import { callMain } from '../../lib/call-main'
import { createLatest } from '../../lib/latest'
import { toSelectedAsset } from '../../../shared/selected-asset'
import { KnownThumbnails } from './known-thumbnails'
import { VisibleFiles } from './visible-files'

export interface ThumbnailState {
  /** Files on screen without a thumbnail. Each would cost one call. */
  readonly missing: readonly Asset[]
  /** Number of thumbnails queued or being rendered. */
  readonly pending: number
  readonly stopped: ThumbnailUpdate['stopped']
}

export interface ThumbnailStore extends StoreApi<ThumbnailState> {
  readonly registry: ThumbnailRegistry
  /** Loads the missing thumbnails at one call each, on request or if enabled in the settings. */
  readonly loadMissing: () => Promise<void>
  readonly stopLoading: () => Promise<void>
  readonly applyUpdate: (update: ThumbnailUpdate) => void
  /** Sets whether visible thumbnails are loaded automatically. */
  readonly setAuto: (isAuto: boolean) => void
  /** Forgets everything: the connection changed or the preview cache was cleared. */
  readonly reset: () => void
  /** Forgets files without a date after a refresh of the place, since they may have changed. */
  readonly invalidateUndated: () => void
}

const noThumbnails: ThumbnailState = { missing: [], pending: 0, stopped: null }
/** Files per lookup in main. */
const maxFilesPerLookup = 500

export function createThumbnailStore(api: RefshelfApi): ThumbnailStore {
  const store = createStore<ThumbnailState>(() => noThumbnails)
  const known = new KnownThumbnails()
  let isAuto = false
  let visible: readonly Asset[] = []
  /** Cancelled by each reset: responses to earlier lookups are dropped. */
  const latest = createLatest()

  function updateCounts(): void {
    const missing = visible.filter((asset) => known.isMissing(asset))
    store.setState({ missing, pending: known.pending.size })
    if (isAuto && missing.length > 0 && known.pending.size === 0 && store.getState().stopped === null)
      void loadMissing()
  }

  function applyUpdate(update: ThumbnailUpdate): void {
    known.applyUpdate(update)
    store.setState({ stopped: update.stopped })
    updateCounts()
  }

  async function findVisible(assets: readonly Asset[]): Promise<void> {
    visible = assets
    const isCurrent = latest.track()
    const requested = known.unrequested(assets).slice(0, maxFilesPerLookup)
    const found =
      requested.length === 0
        ? null
        : await callMain(api.findThumbnails({ assets: requested.map(toSelectedAsset) }))
    if (!isCurrent()) return
    if (found?.ok === true) {
      known.markRequested(requested)
      applyUpdate(found.value)
    } else updateCounts()
  }

  const visibleFiles = new VisibleFiles((assets) => void findVisible(assets))

  async function loadMissing(): Promise<void> {
    const { missing } = store.getState()
    if (missing.length === 0) return
    store.setState({ stopped: null })
    await callMain(api.loadThumbnails({ assets: missing.map(toSelectedAsset) }))
  }

  function reset(): void {
    latest.cancel()
    known.clear()
    store.setState(noThumbnails)
    visibleFiles.scheduleCheck()
  }

  function setAuto(enabled: boolean): void {
    isAuto = enabled
    updateCounts()
  }

  function invalidateUndated(): void {
    known.forgetUndated()
    visibleFiles.scheduleCheck()
  }

  return Object.assign(store, {
    registry: createRegistry(known, visibleFiles),
    loadMissing,
    applyUpdate,
    reset,
    setAuto,
    invalidateUndated,
    stopLoading: async () => {
      await callMain(api.stopThumbnails())
    },
  })
}

function createRegistry(known: KnownThumbnails, visibleFiles: VisibleFiles): ThumbnailRegistry {
  return {
    urlOf: (asset) => known.urlOf(asset),
    subscribe: (asset, listener) => known.subscribe(asset, listener),
    observe: (element, asset) => visibleFiles.observe(element, asset),
    markBroken: (asset) => {
      known.markBroken(asset)
      visibleFiles.scheduleCheck()
    },
  }
}
