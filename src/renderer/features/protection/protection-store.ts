import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset, AssetIdentity, AssetKey } from '../../../shared/asset'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { ListedLock, LockReach, ProtectionNews } from '../../../shared/protection'
import type { Result } from '../../../shared/result'
import { safely } from '../../lib/safely'

export interface ProtectionState {
  /** Null until main has told it for the first time. */
  readonly news: ProtectionNews | null
  /** Of the files in the list: which are protected, and by which locks. What holds is what main says when it counts. */
  readonly locksOf: ReadonlyMap<AssetKey, readonly string[]>
  readonly isAsking: boolean
  /** Locks that the user is asked about, or was asked about last. */
  readonly asking: readonly ListedLock[]
  readonly failure: AppFailure | null
}

export interface ProtectionStore extends StoreApi<ProtectionState> {
  readonly start: () => Promise<void>
  readonly takeNews: (news: ProtectionNews) => void
  /** The files that the list shows. */
  readonly takeAssets: (assets: readonly Asset[]) => void
  readonly protect: (assets: readonly AssetIdentity[], reach: LockReach) => Promise<void>
  /** Takes the locks off these files; asks first where a lock covers more than one file. */
  readonly unprotect: (assets: readonly Asset[]) => Promise<void>
  readonly remove: (locks: readonly ListedLock[]) => Promise<void>
  readonly confirm: () => Promise<void>
  readonly cancel: () => void
  readonly reload: () => Promise<void>
  readonly restart: () => Promise<void>
  readonly dismiss: () => void
}

const noLocks: ReadonlyMap<AssetKey, readonly string[]> = new Map()

const initial: ProtectionState = { news: null, locksOf: noLocks, isAsking: false, asking: [], failure: null }

/** Whether a file is shown as protected: all of them are where the locks cannot be read. */
export function isProtected({ news, locksOf }: ProtectionState, key: AssetKey): boolean {
  return news?.isReadable === false || locksOf.has(key)
}

export function createProtectionStore(api: RefshelfApi): ProtectionStore {
  const store = createStore<ProtectionState>(() => initial)
  const finder = createLockFinder(api, store)

  function takeNews(news: ProtectionNews): void {
    store.setState({ news })
    finder.find()
  }

  return {
    ...store,
    ...createWishes(api, store),
    takeNews,
    takeAssets: finder.takeAssets,
    start: async () => {
      const result = await safely(api.readProtections())
      if (result.ok && store.getState().news === null) takeNews(result.value)
    },
    reload: async () => {
      const result = await safely(api.reloadProtections())
      if (result.ok) takeNews(result.value)
      store.setState({ failure: result.ok ? null : result.failure })
    },
  }
}

/** Asks main which of the files are protected: only those of segments that have a lock, and one question at a time. */
function createLockFinder(
  api: RefshelfApi,
  store: StoreApi<ProtectionState>,
): Pick<ProtectionStore, 'takeAssets'> & { readonly find: () => void } {
  let assets: readonly Asset[] = []
  let isFinding = false
  let isStale = false

  async function findOnce(): Promise<void> {
    const locked = new Set(
      (store.getState().news?.locks ?? []).filter((lock) => lock.isFromHere).map((lock) => lock.segmentId),
    )
    const candidates = locked.size === 0 ? [] : assets.filter(({ segmentId }) => locked.has(segmentId))
    if (candidates.length === 0) {
      if (store.getState().locksOf.size > 0) store.setState({ locksOf: noLocks })
      return
    }
    const result = await safely(api.findLocks({ assets: candidates.map(identityOf) }))
    if (!result.ok || isStale) return
    const found = candidates.map(({ key }, index) => [key, result.value[index] ?? []] as const)
    store.setState({ locksOf: new Map(found.filter(([, locks]) => locks.length > 0)) })
  }

  async function findAll(): Promise<void> {
    isFinding = true
    do {
      isStale = false
      await findOnce()
    } while (hasBecomeStale())
    isFinding = false
  }

  const hasBecomeStale = (): boolean => isStale

  function find(): void {
    isStale = true
    if (!isFinding) void findAll()
  }

  return {
    find,
    takeAssets: (next) => {
      assets = next
      find()
    },
  }
}

/** What is asked of main, and what is shown of its answer. The locks themselves come as news. */
function createWishes(
  api: RefshelfApi,
  store: StoreApi<ProtectionState>,
): Pick<ProtectionStore, 'protect' | 'unprotect' | 'remove' | 'confirm' | 'cancel' | 'restart' | 'dismiss'> {
  async function wish(call: () => Promise<Result<unknown>>): Promise<void> {
    const result = await safely(call())
    store.setState({ failure: result.ok ? null : result.failure })
  }

  async function removeNow(locks: readonly ListedLock[]): Promise<void> {
    if (locks.length > 0) await wish(() => api.unprotect({ lockIds: locks.map(({ id }) => id) }))
  }

  async function remove(locks: readonly ListedLock[]): Promise<void> {
    if (locks.some(({ reach }) => reach !== 'file')) store.setState({ isAsking: true, asking: locks })
    else await removeNow(locks)
  }

  return {
    remove,
    protect: async (assets, reach) => {
      if (assets.length > 0) await wish(() => api.protect({ assets: assets.map(identityOf), reach }))
    },
    unprotect: async (assets) => {
      const { news, locksOf } = store.getState()
      const ids = new Set(assets.flatMap(({ key }) => locksOf.get(key) ?? []))
      await remove((news?.locks ?? []).filter(({ id }) => ids.has(id)))
    },
    confirm: async () => {
      const { asking, isAsking } = store.getState()
      store.setState({ isAsking: false })
      if (isAsking) await removeNow(asking)
    },
    cancel: () => store.setState({ isAsking: false }),
    restart: () => wish(() => api.restartProtections()),
    dismiss: () => store.setState({ failure: null }),
  }
}

/** What names a file, and nothing else of its row. */
function identityOf({ context, segmentId, locale, relativePath, name }: AssetIdentity): AssetIdentity {
  return { context, segmentId, locale, relativePath, name }
}
