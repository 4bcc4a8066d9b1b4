import { describe, expect, it } from 'vitest'
import type { AssetIdentity } from '../../../shared/asset'
import type { ListedLock, ProtectionSnapshot } from '../../../shared/protection'
import { fail, succeed, type Result } from '../../../shared/result'
import { respondDone, fakeWindowApi, deferred, sampleAsset } from '../../../testing/window-api'
import { createProtectionStore, isProtected } from './protection-store'

const facts = {
  serverKey: 'https://platform.example',
  accountId: 'acme',
  family: 'classic',
  lockedAt: 1,
  isFromOpenConnection: true,
} as const

const segmentLock: ListedLock = { ...facts, id: 's', reach: 'segment', segmentId: 1 }
const fileLock: ListedLock = {
  ...facts,
  id: 'f',
  reach: 'file',
  segmentId: 2,
  locale: null,
  relativePath: '',
  name: 'a.png',
}
const inSegment1 = sampleAsset({ segmentId: 1 })
const inSegment2 = sampleAsset({ segmentId: 2, name: 'a.png' })
const unlocked = sampleAsset({ segmentId: 3 })

function snapshot(...locks: readonly ListedLock[]): ProtectionSnapshot {
  return { isReadable: true, locks }
}

/** A fake main in which every lock covers all files of its segment. */
function setUp(first: ProtectionSnapshot = snapshot(segmentLock, fileLock)) {
  let current = first
  const lookUpLocks = ({ assets }: { readonly assets: readonly AssetIdentity[] }) =>
    Promise.resolve(
      succeed(
        assets.map(({ segmentId }) =>
          current.locks.filter((lock) => lock.segmentId === segmentId).map(({ id }) => id),
        ),
      ),
    )
  const api = fakeWindowApi({
    findLocks: lookUpLocks,
    protect: respondDone,
    unprotect: respondDone,
    restartProtections: respondDone,
    readProtections: () => Promise.resolve(succeed(current)),
    reloadProtections: () => Promise.resolve(succeed(current)),
  })
  const store = createProtectionStore(api)
  const publish = (next: ProtectionSnapshot) => {
    current = next
    store.applySnapshot(next)
  }
  return { api, store, publish }
}

const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('the locks of listed files', () => {
  it('are looked up only for segments that have a lock', async () => {
    const { api, store } = setUp()
    store.setAssets([inSegment1, inSegment2, unlocked])
    await store.loadSnapshot()
    await settle()
    expect([inSegment1, inSegment2, unlocked].map(({ key }) => isProtected(store.getState(), key))).toEqual([
      true,
      true,
      false,
    ])
    const lookups = api.calls.filter(({ name }) => name === 'findLocks')
    expect(lookups).toHaveLength(1)
    const { context, segmentId, locale, relativePath, name } = inSegment1
    expect((lookups[0]?.input as { assets: unknown[] }).assets).toEqual([
      { context, segmentId, locale, relativePath, name },
      { context, segmentId: 2, locale, relativePath, name: 'a.png' },
    ])
  })

  it('follow removed locks and newly listed files', async () => {
    const { store, publish } = setUp()
    await store.loadSnapshot()
    store.setAssets([inSegment1])
    await settle()
    publish(snapshot(fileLock))
    await settle()
    expect(isProtected(store.getState(), inSegment1.key)).toBe(false)
    store.setAssets([inSegment2])
    await settle()
    expect(isProtected(store.getState(), inSegment2.key)).toBe(true)
  })

  it('are not taken from a late response for files that are no longer listed', async () => {
    const slowResponse = deferred<Result<readonly (readonly string[])[]>>()
    let lookups = 0
    const api = fakeWindowApi({
      findLocks: () => {
        lookups += 1
        return lookups === 1 ? slowResponse.answer : Promise.resolve(succeed([['f']]))
      },
    })
    const store = createProtectionStore(api)
    store.applySnapshot(snapshot(segmentLock, fileLock))
    store.setAssets([inSegment1])
    store.setAssets([inSegment2])
    slowResponse.resolve(succeed([['s']]))
    await settle()
    expect([...store.getState().locksOf.keys()]).toEqual([inSegment2.key])
  })

  it('do not include those of another connection', async () => {
    const { api, store } = setUp(snapshot({ ...segmentLock, isFromOpenConnection: false }))
    await store.loadSnapshot()
    store.setAssets([inSegment1])
    await settle()
    expect(isProtected(store.getState(), inSegment1.key)).toBe(false)
    expect(api.calls.some(({ name }) => name === 'findLocks')).toBe(false)
  })

  it('cover every file if the locks cannot be read', async () => {
    const { store } = setUp({ isReadable: false, locks: [] })
    await store.loadSnapshot()
    expect(isProtected(store.getState(), unlocked.key)).toBe(true)
  })
})

describe('removing locks', () => {
  it('sends the locks of the files to main, which asks', async () => {
    const { api, store } = setUp()
    await store.loadSnapshot()
    store.setAssets([inSegment1, inSegment2])
    await settle()
    await store.unprotect([inSegment1, inSegment2])
    expect(api.calls.at(-1)).toEqual({ name: 'unprotect', input: { lockIds: ['s', 'f'] } })
  })

  it('does nothing without a lock', async () => {
    const { api, store } = setUp()
    await store.unprotect([unlocked])
    expect(api.calls).toEqual([])
  })
})

it('shows why a lock could not be created until that is dismissed', async () => {
  const api = fakeWindowApi({
    protect: () => Promise.resolve(fail({ kind: 'storage-failed', retry: 'now' })),
  })
  const store = createProtectionStore(api)
  await store.protect([inSegment1], 'segment')
  expect(store.getState().failure?.kind).toBe('storage-failed')
  store.dismiss()
  expect(store.getState().failure).toBeNull()
})
