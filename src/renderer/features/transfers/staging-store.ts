import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { StagingNews } from '../../../shared/transfers'
import { safely } from '../../lib/safely'
import { toSelected } from '../../lib/selected-asset'

/** What files are brought here for. */
export type StagingPurpose = 'drag' | 'clipboard'

export interface StagingState {
  /** What was asked for last; empty while nothing was, or once that was dismissed. */
  readonly assets: readonly Asset[]
  readonly purpose: StagingPurpose
  readonly news: StagingNews | null
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
  readonly takeNews: (news: StagingNews) => void
  /** Hands them to the desktop, in a drag that has just begun. */
  readonly dragOut: (assets: readonly Asset[]) => Promise<void>
  /** Ends what is on its way. */
  readonly dismiss: () => void
}

/** Files that leave the window in a drag are brought without being asked for: so many at most. */
const mostUnasked = 50

const nothing: StagingState = {
  ...{ assets: [], purpose: 'drag', news: null },
  ...{ isCopied: false, isTooMany: false, failure: null },
}

/** The same files with the same bytes, as far as the list tells. */
function isSame(a: readonly Asset[], b: readonly Asset[]): boolean {
  if (a.length !== b.length) return false
  const text = ({ key, size, modifiedDate }: Asset) => JSON.stringify([key, size, modifiedDate])
  const known = new Set(a.map(text))
  return b.every((asset) => known.has(text(asset)))
}

/** Whether what was asked for is here, or will be; no news: main was just asked. */
function isComing({ news, failure, isTooMany }: StagingState): boolean {
  if (news === null) return failure === null && !isTooMany
  return news.state === 'ready' || news.state === 'preparing'
}

/** Whether these may be told of: what is told of others was asked for before. */
function isOf(news: StagingNews, assets: readonly Asset[]): boolean {
  return assets.length > 0 && (news.files === assets.length || news.state === 'failed')
}

export function createStagingStore(api: RefshelfApi): StagingStore {
  const store = createStore<StagingState>(() => nothing)
  let round = 0

  async function copy(): Promise<void> {
    const { assets, purpose } = store.getState()
    const mine = round
    const result = await safely(api.copyFiles({ assets: assets.map(toSelected) }))
    if (mine !== round) return
    store.setState(result.ok ? { isCopied: true } : { assets, purpose, failure: result.failure })
  }

  /** An answer and an event may both tell that they are ready: they are copied once. */
  function take(news: StagingNews): void {
    const { purpose, news: before } = store.getState()
    store.setState({ news })
    if (news.state === 'ready' && before?.state !== 'ready' && purpose === 'clipboard') void copy()
  }

  async function stage(assets: readonly Asset[], purpose: StagingPurpose): Promise<void> {
    if (assets.length === 0) return
    const state = store.getState()
    if (isSame(state.assets, assets) && isComing(state)) {
      store.setState({ purpose, failure: null, isCopied: false })
      if (purpose === 'clipboard' && state.news?.state === 'ready') await copy()
      return
    }
    if (purpose === 'drag' && assets.length > mostUnasked) {
      dismiss()
      store.setState({ assets, purpose, isTooMany: true })
      return
    }
    round += 1
    const mine = round
    store.setState({ ...nothing, assets, purpose })
    const result = await safely(api.stageAssets({ assets: assets.map(toSelected) }))
    if (mine !== round) return
    if (result.ok) take(result.value)
    else store.setState({ failure: result.failure })
  }

  function dismiss(): void {
    round += 1
    if (store.getState().assets.length > 0) void safely(api.unstageAssets())
    store.setState(nothing)
  }

  return {
    ...store,
    stage,
    dismiss,
    isReady: (assets) => {
      const { assets: staged, news } = store.getState()
      return news?.state === 'ready' && isSame(staged, assets)
    },
    takeNews: (news) => {
      const { assets, news: before } = store.getState()
      // Verified gone, or changed here, one of them: main has none of them ready any more.
      if (news.state === 'idle' && before !== null) store.setState(nothing)
      else if (isOf(news, assets)) take(news)
    },
    dragOut: async (assets) => {
      const result = await safely(api.dragOut({ assets: assets.map(toSelected) }))
      // Not there any more: the next drag out brings them anew.
      if (!result.ok) store.setState({ assets, purpose: 'drag', news: null, failure: result.failure })
    },
  }
}
