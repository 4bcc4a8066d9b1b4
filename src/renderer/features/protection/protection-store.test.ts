import { describe, expect, it } from 'vitest'
import type { AssetIdentity } from '../../../shared/asset'
import type { ListedLock, ProtectionNews } from '../../../shared/protection'
import { fail, succeed, type Result } from '../../../shared/result'
import { done, fakeWindowApi, later, sampleAsset } from '../../../testing/window-api'
import { createProtectionStore, isProtected } from './protection-store'

const facts = {
  serverKey: 'https://platform.example',
  accountId: 'acme',
  family: 'classic',
  lockedAt: 1,
  isFromHere: true,
} as const

const segmentLock: ListedLock = { ...facts, id: 's', reach: 'segment', segmentId: 1 }
const fileLock: ListedLock = {
  ...facts,
  ...{ id: 'f', reach: 'file', segmentId: 2, locale: null, relativePath: '', name: 'a.png' },
}
const inOne = sampleAsset({ segmentId: 1 })
const inTwo = sampleAsset({ segmentId: 2, name: 'a.png' })
const free = sampleAsset({ segmentId: 3 })

function news(...locks: readonly ListedLock[]): ProtectionNews {
  return { isReadable: true, locks }
}

/** A main whose locks keep what stands in their segment. */
function start(first: ProtectionNews = news(segmentLock, fileLock)) {
  let held = first
  const findLocks = ({ assets }: { readonly assets: readonly AssetIdentity[] }) =>
    Promise.resolve(
      succeed(
        assets.map(({ segmentId }) =>
          held.locks.filter((lock) => lock.segmentId === segmentId).map(({ id }) => id),
        ),
      ),
    )
  const api = fakeWindowApi({
    findLocks,
    protect: done,
    unprotect: done,
    restartProtections: done,
    readProtections: () => Promise.resolve(succeed(held)),
    reloadProtections: () => Promise.resolve(succeed(held)),
  })
  const store = createProtectionStore(api)
  const hold = (next: ProtectionNews) => {
    held = next
    store.takeNews(next)
  }
  return { api, store, hold }
}

const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('the locks that the list shows', () => {
  it('are asked for, of those segments alone that have one', async () => {
    const { api, store } = start()
    store.takeAssets([inOne, inTwo, free])
    await store.start()
    await settle()
    expect([inOne, inTwo, free].map(({ key }) => isProtected(store.getState(), key))).toEqual([
      true,
      true,
      false,
    ])
    const asked = api.asked.filter(({ name }) => name === 'findLocks')
    expect(asked).toHaveLength(1)
    const { context, segmentId, locale, relativePath, name } = inOne
    expect((asked[0]?.input as { assets: unknown[] }).assets).toEqual([
      { context, segmentId, locale, relativePath, name },
      { context, segmentId: 2, locale, relativePath, name: 'a.png' },
    ])
  })

  it('go when the lock goes, and come with other files', async () => {
    const { store, hold } = start()
    await store.start()
    store.takeAssets([inOne])
    await settle()
    hold(news(fileLock))
    await settle()
    expect(isProtected(store.getState(), inOne.key)).toBe(false)
    store.takeAssets([inTwo])
    await settle()
    expect(isProtected(store.getState(), inTwo.key)).toBe(true)
  })

  it('never are those of files that were left meanwhile', async () => {
    const slow = later<Result<readonly (readonly string[])[]>>()
    let asked = 0
    const api = fakeWindowApi({
      findLocks: () => {
        asked += 1
        return asked === 1 ? slow.answer : Promise.resolve(succeed([['f']]))
      },
    })
    const store = createProtectionStore(api)
    store.takeNews(news(segmentLock, fileLock))
    store.takeAssets([inOne])
    store.takeAssets([inTwo])
    slow.give(succeed([['s']]))
    await settle()
    expect([...store.getState().locksOf.keys()]).toEqual([inTwo.key])
  })

  it('of another connection keep nothing here', async () => {
    const { api, store } = start(news({ ...segmentLock, isFromHere: false }))
    await store.start()
    store.takeAssets([inOne])
    await settle()
    expect(isProtected(store.getState(), inOne.key)).toBe(false)
    expect(api.asked.some(({ name }) => name === 'findLocks')).toBe(false)
  })

  it('are all files where nobody can read them', async () => {
    const { store } = start({ isReadable: false, locks: [] })
    await store.start()
    expect(isProtected(store.getState(), free.key)).toBe(true)
  })
})

describe('taking locks off', () => {
  it('asks where a lock covers more than one file, and sends nothing before the answer', async () => {
    const { api, store } = start()
    await store.start()
    store.takeAssets([inOne, inTwo])
    await settle()
    await store.unprotect([inOne, inTwo])
    expect(store.getState().asking.map(({ id }) => id)).toEqual(['s', 'f'])
    expect(api.asked.some(({ name }) => name === 'unprotect')).toBe(false)
    store.cancel()
    expect(store.getState().isAsking).toBe(false)
    await store.confirm()
    expect(api.asked.some(({ name }) => name === 'unprotect')).toBe(false)
    await store.unprotect([inOne])
    await store.confirm()
    expect(api.asked.at(-1)).toEqual({ name: 'unprotect', input: { lockIds: ['s'] } })
  })

  it('does not ask about single files', async () => {
    const { api, store } = start()
    await store.start()
    store.takeAssets([inTwo])
    await settle()
    await store.unprotect([inTwo])
    expect(store.getState().isAsking).toBe(false)
    expect(api.asked.at(-1)).toEqual({ name: 'unprotect', input: { lockIds: ['f'] } })
  })

  it('does nothing where there is no lock', async () => {
    const { api, store } = start()
    await store.unprotect([free])
    expect(api.asked).toEqual([])
  })
})

it('tells why a lock could not be made, until that is dismissed', async () => {
  const api = fakeWindowApi({
    protect: () => Promise.resolve(fail({ kind: 'storage-failed', retry: 'now' })),
  })
  const store = createProtectionStore(api)
  await store.protect([inOne], 'segment')
  expect(store.getState().failure?.kind).toBe('storage-failed')
  store.dismiss()
  expect(store.getState().failure).toBeNull()
})
