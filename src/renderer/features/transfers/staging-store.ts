import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { StagingSnapshot } from '../../../shared/transfers'
import { callMain } from '../../lib/call-main'
import { createLatest } from '../../lib/latest'
import { toSelectedAsset } from '../../../shared/selected-asset'

/** Why files are staged. */
export type StagingPurpose = 'drag' | 'clipboard'

export interface StagingState {
  /** The assets requested last; empty if none were, or after they were dismissed. */
  readonly assets: readonly Asset[]
  readonly purpose: StagingPurpose
  readonly snapshot: StagingSnapshot | null
  readonly isCopied: boolean
  /** The drag has too many files to be staged without an explicit request: each may cost a call. */
  readonly isTooMany: boolean
  /** Why the call to main failed. */
  readonly failure: AppFailure | null
}

export interface StagingStore extends StoreApi<StagingState> {
  /** Stages assets, unless exactly these are already staged or being staged. */
  readonly stage: (assets: readonly Asset[], purpose: StagingPurpose) => Promise<void>
  /** Whether exactly these assets can be handed to the desktop now. */
  readonly isReady: (assets: readonly Asset[]) => boolean
  readonly applySnapshot: (snapshot: StagingSnapshot) => void
  /** Hands staged assets to the desktop, in a drag that has just begun. */
  readonly dragOut: (assets: readonly Asset[]) => Promise<void>
  /** Cancels staging and clears the note. */
  readonly dismiss: () => void
}

/** Maximum number of files that a drag out of the window stages without an explicit request. */
const maxUnrequestedFiles = 50

const noStaging: StagingState = {
  assets: [],
  purpose: 'drag',
  snapshot: null,
  isCopied: false,
  isTooMany: false,
  failure: null,
}

/** Whether both lists have the same files in the same versions, as far as the listing shows. */
function areSameFiles(a: readonly Asset[], b: readonly Asset[]): boolean {
  if (a.length !== b.length) return false
  const versionOf = ({ key, size, modifiedDate }: Asset) => JSON.stringify([key, size, modifiedDate])
  const versions = new Set(a.map(versionOf))
  return b.every((asset) => versions.has(versionOf(asset)))
}

/** Whether the requested files are ready or being prepared. Without a snapshot, the request has just been sent. */
function isReadyOrPreparing({ snapshot, failure, isTooMany }: StagingState): boolean {
  if (snapshot === null) return failure === null && !isTooMany
  return snapshot.state === 'ready' || snapshot.state === 'preparing'
}

/** Whether a snapshot is about these assets, and not about an earlier request. */
function belongsTo(snapshot: StagingSnapshot, assets: readonly Asset[]): boolean {
  return assets.length > 0 && (snapshot.files === assets.length || snapshot.state === 'failed')
}

export function createStagingStore(api: RefshelfApi): StagingStore {
  const store = createStore<StagingState>(() => noStaging)
  const latest = createLatest()

  async function copyToClipboard(): Promise<void> {
    const { assets, purpose } = store.getState()
    const isCurrent = latest.track()
    const result = await callMain(api.copyFiles({ assets: assets.map(toSelectedAsset) }))
    if (!isCurrent()) return
    store.setState(result.ok ? { isCopied: true } : { assets, purpose, failure: result.failure })
  }

  /** Copies ready files once, although a response and an event may both report them as ready. */
  function applyUpdate(snapshot: StagingSnapshot): void {
    const { purpose, snapshot: before } = store.getState()
    store.setState({ snapshot })
    if (snapshot.state === 'ready' && before?.state !== 'ready' && purpose === 'clipboard')
      void copyToClipboard()
  }

  async function stage(assets: readonly Asset[], purpose: StagingPurpose): Promise<void> {
    if (assets.length === 0) return
    const state = store.getState()
    if (areSameFiles(state.assets, assets) && isReadyOrPreparing(state)) {
      store.setState({ purpose, failure: null, isCopied: false })
      if (purpose === 'clipboard' && state.snapshot?.state === 'ready') await copyToClipboard()
      return
    }
    if (purpose === 'drag' && assets.length > maxUnrequestedFiles) {
      dismiss()
      store.setState({ assets, purpose, isTooMany: true })
      return
    }
    const isLatest = latest.start()
    store.setState({ ...noStaging, assets, purpose })
    const result = await callMain(api.stageAssets({ assets: assets.map(toSelectedAsset) }))
    if (!isLatest()) return
    if (result.ok) applyUpdate(result.value)
    else store.setState({ failure: result.failure })
  }

  function dismiss(): void {
    latest.cancel()
    if (store.getState().assets.length > 0) void callMain(api.unstageAssets())
    store.setState(noStaging)
  }

  return {
    ...store,
    stage,
    dismiss,
    isReady: (assets) => {
      const { assets: staged, snapshot } = store.getState()
      return snapshot?.state === 'ready' && areSameFiles(staged, assets)
    },
    applySnapshot: (snapshot) => {
      const { assets, snapshot: before } = store.getState()
      // One of them was verified as deleted, or its local copy changed: main has discarded all of them.
      if (snapshot.state === 'idle' && before !== null) store.setState(noStaging)
      else if (belongsTo(snapshot, assets)) applyUpdate(snapshot)
    },
    dragOut: async (assets) => {
      const result = await callMain(api.dragOut({ assets: assets.map(toSelectedAsset) }))
      // The files are no longer staged: the next drag stages them again.
      if (!result.ok) store.setState({ assets, purpose: 'drag', snapshot: null, failure: result.failure })
    },
  }
}
