import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { StagingSnapshot } from '../../../shared/transfers'
import { callMain } from '../../lib/call-main'
import { toSelectedAsset } from '../../lib/selected-asset'

/** What files are brought here for. */
export type StagingPurpose = 'drag' | 'clipboard'

export interface StagingState {
  /** What was asked for last; empty while nothing was, or once that was dismissed. */
  readonly assets: readonly Asset[]
  readonly purpose: StagingPurpose
  readonly snapshot: StagingSnapshot | null
  readonly isCopied: boolean
  /** A drag of so many is brought by nobody: each may cost a call, and none of them was asked for. */
  readonly isTooMany: boolean
  /** Why the call itself was refused. */
  readonly failure: AppFailure | null
}

export interface StagingStore extends StoreApi<StagingState> {
  /** Brings assets here, unless just these are on their way or here. */
  readonly stage: (assets: readonly Asset[], purpose: StagingPurpose) => Promise<void>
  /** Whether exactly these can be handed to the desktop now. */
  readonly isReady: (assets: readonly Asset[]) => boolean
  readonly applySnapshot: (snapshot: StagingSnapshot) => void
  /** Hands them to the desktop, in a drag that has just begun. */
  readonly dragOut: (assets: readonly Asset[]) => Promise<void>
  /** Ends what is on its way. */
  readonly dismiss: () => void
}

/** Files that leave the window in a drag are brought without being asked for: so many at most. */
const maxUnrequestedFiles = 50

const noStaging: StagingState = {
  ...{ assets: [], purpose: 'drag', snapshot: null },
  ...{ isCopied: false, isTooMany: false, failure: null },
}

/** The same files with the same bytes, as far as the list tells. */
function areSameFiles(a: readonly Asset[], b: readonly Asset[]): boolean {
  if (a.length !== b.length) return false
  const text = ({ key, size, modifiedDate }: Asset) => JSON.stringify([key, size, modifiedDate])
  const known = new Set(a.map(text))
  return b.every((asset) => known.has(text(asset)))
}

/** Whether what was asked for is here, or will be; no news: main was just asked. */
function isReadyOrPreparing({ snapshot, failure, isTooMany }: StagingState): boolean {
  if (snapshot === null) return failure === null && !isTooMany
  return snapshot.state === 'ready' || snapshot.state === 'preparing'
}

/** Whether these may be told of: what is told of others was asked for before. */
function isAbout(snapshot: StagingSnapshot, assets: readonly Asset[]): boolean {
  return assets.length > 0 && (snapshot.files === assets.length || snapshot.state === 'failed')
}

export function createStagingStore(api: RefshelfApi): StagingStore {
  const store = createStore<StagingState>(() => noStaging)
  let round = 0

  async function copyToClipboard(): Promise<void> {
    const { assets, purpose } = store.getState()
    const ownRound = round
    const result = await callMain(api.copyFiles({ assets: assets.map(toSelectedAsset) }))
    if (ownRound !== round) return
    store.setState(result.ok ? { isCopied: true } : { assets, purpose, failure: result.failure })
  }

  /** An answer and an event may both tell that they are ready: they are copied once. */
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
    round += 1
    const ownRound = round
    store.setState({ ...noStaging, assets, purpose })
    const result = await callMain(api.stageAssets({ assets: assets.map(toSelectedAsset) }))
    if (ownRound !== round) return
    if (result.ok) applyUpdate(result.value)
    else store.setState({ failure: result.failure })
  }

  function dismiss(): void {
    round += 1
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
      // Verified gone, or changed here, one of them: main has none of them ready any more.
      if (snapshot.state === 'idle' && before !== null) store.setState(noStaging)
      else if (isAbout(snapshot, assets)) applyUpdate(snapshot)
    },
    dragOut: async (assets) => {
      const result = await callMain(api.dragOut({ assets: assets.map(toSelectedAsset) }))
      // Not there any more: the next drag out brings them anew.
      if (!result.ok) store.setState({ assets, purpose: 'drag', snapshot: null, failure: result.failure })
    },
  }
}
