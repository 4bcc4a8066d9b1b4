import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { ThumbnailUpdate } from '../../../shared/preview'
import type { ThumbnailRegistry } from '../../components/thumbnail-registry'
import { callMain } from '../../lib/call-main'
import { toSelectedAsset } from '../../lib/selected-asset'
import { KnownThumbnails } from './known-thumbnails'
import { VisibleFiles } from './visible-files'

export interface ThumbnailState {
  /** Pictures on the screen that have no thumbnail, and would cost a call each. */
  readonly missing: readonly Asset[]
  /** How many are being made, or wait to be. */
  readonly pending: number
  readonly stopped: ThumbnailUpdate['stopped']
}

export interface ThumbnailStore extends StoreApi<ThumbnailState> {
  readonly registry: ThumbnailRegistry
  /** One call each: the user has asked, or has set it so. */
  readonly loadMissing: () => Promise<void>
  readonly stopLoading: () => Promise<void>
  readonly applyUpdate: (update: ThumbnailUpdate) => void
  /** Whether what is seen is loaded without being asked for. */
  readonly setAuto: (isAuto: boolean) => void
  /** Another connection, or the kept ones were cleared: nothing that was known holds. */
  readonly reset: () => void
  /** The place was listed anew: a file without a date may be another one now. */
  readonly invalidateUndated: () => void
}

const noThumbnails: ThumbnailState = { missing: [], pending: 0, stopped: null }
/** Files of one question to main. */
const maxRequested = 500

export function createThumbnailStore(api: RefshelfApi): ThumbnailStore {
  const store = createStore<ThumbnailState>(() => noThumbnails)
  const known = new KnownThumbnails()
  let isAuto = false
  let visible: readonly Asset[] = []
  /** Grows when all that was known is given up: what was asked before is not believed. */
  let round = 0

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
    const ownRound = round
    const requested = known.unrequested(assets).slice(0, maxRequested)
    const found =
      requested.length === 0
        ? null
        : await callMain(api.findThumbnails({ assets: requested.map(toSelectedAsset) }))
    if (ownRound !== round) return
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
    round += 1
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
    ...{ loadMissing, applyUpdate, reset, setAuto, invalidateUndated },
    stopLoading: async () => {
      await callMain(api.stopThumbnails())
    },
  })
}

function createRegistry(known: KnownThumbnails, visibleFiles: VisibleFiles): ThumbnailRegistry {
  return {
    addressOf: (asset) => known.addressOf(asset),
    subscribe: (asset, listener) => known.subscribe(asset, listener),
    observe: (element, asset) => visibleFiles.observe(element, asset),
    markBroken: (asset) => {
      known.markBroken(asset)
      visibleFiles.scheduleCheck()
    },
  }
}
