import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset, AssetIdentity, AssetKey } from '../../../shared/asset'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { ListedLock, LockReach, ProtectionSnapshot } from '../../../shared/protection'
import type { Result } from '../../../shared/result'
import { callMain } from '../../lib/call-main'

export interface ProtectionState {
  /** Null until main has sent the first snapshot. */
  readonly snapshot: ProtectionSnapshot | null
  /** Lock ids of the protected files in the list, for display only: main checks again before it deletes. */
  readonly locksOf: ReadonlyMap<AssetKey, readonly string[]>
  readonly failure: AppFailure | null
}

export interface ProtectionStore extends StoreApi<ProtectionState> {
  readonly loadSnapshot: () => Promise<void>
  readonly applySnapshot: (snapshot: ProtectionSnapshot) => void
  /** Sets the files that the list shows. */
  readonly setAssets: (assets: readonly Asset[]) => void
  readonly protect: (assets: readonly AssetIdentity[], reach: LockReach) => Promise<void>
  /** Removes the locks from these files. Main asks first. */
  readonly unprotect: (assets: readonly Asset[]) => Promise<void>
  readonly remove: (locks: readonly ListedLock[]) => Promise<void>
  readonly reload: () => Promise<void>
  readonly restart: () => Promise<void>
  readonly dismiss: () => void
}

const noLocks: ReadonlyMap<AssetKey, readonly string[]> = new Map()

const initialProtection: ProtectionState = {
  snapshot: null,
  locksOf: noLocks,
  failure: null,
}

/** Whether a file is shown as protected. Every file is if the locks cannot be read. */
export function isProtected({ snapshot, locksOf }: ProtectionState, key: AssetKey): boolean {
  return snapshot?.isReadable === false || locksOf.has(key)
}

export function createProtectionStore(api: RefshelfApi): ProtectionStore {
  const store = createStore<ProtectionState>(() => initialProtection)
  const lockFinder = createLockFinder(api, store)

  function applySnapshot(snapshot: ProtectionSnapshot): void {
    store.setState({ snapshot })
    lockFinder.refreshLocks()
  }

  return {
    ...store,
    ...createProtectionActions(api, store),
    applySnapshot,
    setAssets: lockFinder.setAssets,
    loadSnapshot: async () => {
      const result = await callMain(api.readProtections())
      if (result.ok && store.getState().snapshot === null) applySnapshot(result.value)
    },
    reload: async () => {
      const result = await callMain(api.reloadProtections())
      if (result.ok) applySnapshot(result.value)
      store.setState({ failure: result.ok ? null : result.failure })
    },
  }
}

/** Looks up in main which files are protected: one request at a time, only for segments that have a lock. */
function createLockFinder(
  api: RefshelfApi,
  store: StoreApi<ProtectionState>,
): Pick<ProtectionStore, 'setAssets'> & { readonly refreshLocks: () => void } {
  let assets: readonly Asset[] = []
  let isFinding = false
  let isStale = false

  async function findOnce(): Promise<void> {
    const locked = new Set(
      (store.getState().snapshot?.locks ?? [])
        .filter((lock) => lock.isFromOpenConnection)
        .map((lock) => lock.segmentId),
    )
    const candidates = locked.size === 0 ? [] : assets.filter(({ segmentId }) => locked.has(segmentId))
    if (candidates.length === 0) {
      if (store.getState().locksOf.size > 0) store.setState({ locksOf: noLocks })
      return
    }
    const result = await callMain(api.findLocks({ assets: candidates.map(identityOf) }))
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

  function refreshLocks(): void {
    isStale = true
    if (!isFinding) void findAll()
  }

  return {
    refreshLocks,
    setAssets: (next) => {
      assets = next
      refreshLocks()
    },
  }
}

/** The actions that call main. The changed locks arrive in the next snapshot. */
function createProtectionActions(
  api: RefshelfApi,
  store: StoreApi<ProtectionState>,
): Pick<ProtectionStore, 'protect' | 'unprotect' | 'remove' | 'restart' | 'dismiss'> {
  async function send(call: () => Promise<Result<unknown>>): Promise<void> {
    const result = await callMain(call())
    store.setState({ failure: result.ok ? null : result.failure })
  }

  async function remove(locks: readonly ListedLock[]): Promise<void> {
    if (locks.length > 0) await send(() => api.unprotect({ lockIds: locks.map(({ id }) => id) }))
  }

  return {
    remove,
    protect: async (assets, reach) => {
      if (assets.length > 0) await send(() => api.protect({ assets: assets.map(identityOf), reach }))
    },
    unprotect: async (assets) => {
      const { snapshot, locksOf } = store.getState()
      const ids = new Set(assets.flatMap(({ key }) => locksOf.get(key) ?? []))
      await remove((snapshot?.locks ?? []).filter(({ id }) => ids.has(id)))
    },
    restart: () => send(() => api.restartProtections()),
    dismiss: () => store.setState({ failure: null }),
  }
}

/** Only the fields that identify a file. */
function identityOf({ context, segmentId, locale, relativePath, name }: AssetIdentity): AssetIdentity {
  return { context, segmentId, locale, relativePath, name }
}
