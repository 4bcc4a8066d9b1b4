import { describe, expect, it } from 'vitest'
import type { Asset } from '../../../shared/asset'
import { packAssets, type PackedAnswer } from '../../../shared/ipc/pack-assets'
import type { PlaceRequest } from '../../../shared/place'
import { fail, succeed, type Result } from '../../../shared/result'
import { respondDone, fakeWindowApi, deferred, packedListing, sampleAsset } from '../../../testing/window-api'
import { groupKey, selectOnly } from './selection'
import { createBrowseStore, type BrowseStore } from './browse-store'

const place: PlaceRequest = { kind: 'segments', scope: 'pr7214', segmentIds: [1, 2] }
const a = sampleAsset({ name: 'a.png', segmentId: 1 })
const b = sampleAsset({ name: 'b.png', segmentId: 2 })
const c = sampleAsset({ name: 'c.png', segmentId: 2 })

function listing(...assets: Asset[]): Result<PackedAnswer> {
  return succeed(packedListing(assets, { place }))
}

/** A store whose sweeps answer one after the other with what is given. */
function createTestStore(...answers: (Result<PackedAnswer> | Promise<Result<PackedAnswer>>)[]) {
  const remaining = [...answers]
  const api = fakeWindowApi({
    cancelOpen: respondDone,
    openPlace: () => Promise.resolve(remaining.shift() ?? fail({ kind: 'internal', retry: 'no' })),
  })
  return { api, store: createBrowseStore(api) }
}

function names(store: BrowseStore): string {
  return store
    .getState()
    .view.map((asset) => asset.name[0])
    .join('')
}

function requestId(store: BrowseStore): string {
  return store.getState().loading?.requestId ?? 'none'
}

describe('groups', () => {
  it('that are closed take the keyboard to their heads, one or all of them', async () => {
    const { store } = createTestStore(listing(a, b, c))
    await store.openPlace(place)
    store.groupBy('segment')
    store.select((now, view) => selectOnly(now, view, 2))
    store.setAllGroupsOpen(false)
    expect(store.getState().closed).toEqual(new Set(['1', '2']))
    expect(store.getState().selection.active).toBe(groupKey('2'))
    expect(store.selected()).toEqual([c])
    store.setAllGroupsOpen(true)
    expect(store.getState().closed.size).toBe(0)
  })
})

describe('locks', () => {
  it('that come or go change what a filter by protection shows, and outlive the place', async () => {
    const { store } = createTestStore(listing(a, b), listing(b, c))
    await store.openPlace(place)
    store.filterBy({ protection: ['protected'] })
    expect(names(store)).toBe('')
    store.applyProtection((key) => key === b.key)
    expect(names(store)).toBe('b')
    store.closePlace()
    await store.openPlace(place)
    store.filterBy({ protection: ['open'] })
    expect(names(store)).toBe('c')
  })
})

describe('opening a place', () => {
  it('shows rows as answers come, and how many calls are done', async () => {
    const reply = deferred<Result<PackedAnswer>>()
    const { store } = createTestStore(reply.answer)
    const opened = store.openPlace(place)
    store.applyPart({ requestId: requestId(store), assets: packAssets([b]), callsDone: 1, callsTotal: 2 })
    store.applyPart({ requestId: requestId(store), assets: packAssets([a]), callsDone: 2, callsTotal: 2 })
    expect(names(store)).toBe('ab')
    expect(store.getState().loading).toMatchObject({ callsDone: 2, callsTotal: 2 })
    reply.resolve(listing(c, a, b))
    await opened
    expect(names(store)).toBe('abc')
    expect(store.getState().loading).toBeNull()
  })

  it('waits for the parts that the answer overtook, and has the rows of all of them', async () => {
    const reply = deferred<Result<PackedAnswer>>()
    const { store } = createTestStore(reply.answer)
    const opened = store.openPlace(place)
    const part = (asset: Asset, callsDone: number) =>
      ({ requestId: requestId(store), assets: packAssets([asset]), callsDone, callsTotal: 2 }) as const
    store.applyPart(part(b, 1))
    reply.resolve(succeed({ ...packedListing([c], { place }), parts: 2 }))
    await Promise.resolve()
    expect(store.getState().listing).toBeNull()
    store.applyPart(part(a, 2))
    await opened
    expect(names(store)).toBe('abc')
    expect(store.getState().listing?.assets).toEqual([b, a, c])
  })

  it('ends a refresh with what its parts brought', async () => {
    const reply = deferred<Result<PackedAnswer>>()
    const { store } = createTestStore(listing(a, b), reply.answer)
    await store.openPlace(place)
    const refreshed = store.refresh()
    store.applyPart({ requestId: requestId(store), assets: packAssets([c]), callsDone: 1, callsTotal: 1 })
    expect(names(store)).toBe('ab')
    reply.resolve(succeed({ ...packedListing([], { place }), parts: 1 }))
    await refreshed
    expect(names(store)).toBe('c')
  })

  it('ignores parts and answers of a sweep that was left for another', async () => {
    const slowReply = deferred<Result<PackedAnswer>>()
    const { api, store } = createTestStore(slowReply.answer, listing(b))
    const first = store.openPlace(place)
    const leftRequestId = requestId(store)
    await store.openPlace({ ...place, segmentIds: [2] })
    store.applyPart({ requestId: leftRequestId, assets: packAssets([a]), callsDone: 1, callsTotal: 1 })
    slowReply.resolve(listing(a))
    await first
    expect(names(store)).toBe('b')
    expect(api.calls).toContainEqual({ name: 'cancelOpen', input: { requestId: leftRequestId } })
  })

  it('acts on nothing while the set is not whole', async () => {
    const reply = deferred<Result<PackedAnswer>>()
    const { store } = createTestStore(reply.answer)
    const opened = store.openPlace(place)
    store.applyPart({ requestId: requestId(store), assets: packAssets([a]), callsDone: 1, callsTotal: 2 })
    store.selectAll()
    expect(store.selected()).toEqual([])
    reply.resolve(listing(a, b))
    await opened
    expect(store.selected()).toEqual([a])
  })

  it('shows none of a list that was stopped: a part would look like the whole', async () => {
    const reply = deferred<Result<PackedAnswer>>()
    const { store } = createTestStore(reply.answer)
    const opened = store.openPlace(place)
    store.applyPart({ requestId: requestId(store), assets: packAssets([a]), callsDone: 1, callsTotal: 2 })
    await store.cancelLoading()
    reply.resolve(fail({ kind: 'stopped', retry: 'now' }))
    await opened
    expect(names(store)).toBe('')
    expect(store.getState().failure).toMatchObject({ kind: 'stopped' })
  })
})

describe('refreshing', () => {
  it('keeps the rows until the new ones are there, and the selection by identity', async () => {
    const reply = deferred<Result<PackedAnswer>>()
    const { store } = createTestStore(listing(a, b), reply.answer)
    await store.openPlace(place)
    store.selectAll()
    const refreshed = store.refresh()
    expect(names(store)).toBe('ab')
    reply.resolve(listing(b, c))
    await refreshed
    expect(names(store)).toBe('bc')
    expect(store.selected()).toEqual([b])
  })

  it('keeps the rows when it fails, and says so', async () => {
    const { store } = createTestStore(listing(a), fail({ kind: 'unreachable', retry: 'now' }))
    await store.openPlace(place)
    await store.refresh()
    expect(names(store)).toBe('a')
    expect(store.getState().failure).toMatchObject({ kind: 'unreachable' })
  })

  it('does nothing without a place', async () => {
    const { api, store } = createTestStore()
    await store.refresh()
    expect(api.calls).toEqual([])
  })
})

describe('what a job tells', () => {
  const context = a.context

  it('takes the place of the rows of its segments, and of no others', async () => {
    const { store } = createTestStore(listing(a, b, c))
    await store.openPlace(place)
    store.selectAll()
    store.applyRefresh({ context, segmentIds: [2], assets: [c] })
    expect(names(store)).toBe('ac')
    expect(store.selected()).toEqual([a, c])
  })

  it('changes nothing in a place of another context, or of other segments', async () => {
    const { store } = createTestStore(listing(a))
    await store.openPlace(place)
    store.applyRefresh({ context: { family: 'classic', scope: 'pr9' }, segmentIds: [1], assets: [] })
    store.applyRefresh({ context, segmentIds: [99], assets: [sampleAsset({ segmentId: 99 })] })
    expect(names(store)).toBe('a')
  })

  it('is not undone by a sweep that began before it', async () => {
    const reply = deferred<Result<PackedAnswer>>()
    const { store } = createTestStore(listing(a, b), reply.answer)
    await store.openPlace(place)
    const refreshed = store.refresh()
    store.applyRefresh({ context, segmentIds: [1], assets: [] })
    reply.resolve(listing(a, b))
    await refreshed
    expect(names(store)).toBe('b')
  })
})

describe('search and sort', () => {
  it('acts on what is selected and shown, and counts nothing hidden', async () => {
    const { store } = createTestStore(listing(a, b, c))
    await store.openPlace(place)
    store.selectAll()
    store.search('b.')
    expect(store.selected()).toEqual([b])
    store.search('')
    expect(store.selected()).toHaveLength(3)
  })

  it('sorts the whole set and keeps what is selected', async () => {
    const { store } = createTestStore(listing(a, b, c))
    await store.openPlace(place)
    store.select(() => ({ keys: new Set([b.key]), anchor: b.key, active: b.key }))
    store.sortBy('name')
    expect(names(store)).toBe('cba')
    expect(store.selected()).toEqual([b])
  })
})

describe('a place that was open before', () => {
  function visited(known: Promise<Result<PackedAnswer | null>>) {
    const reply = deferred<Result<PackedAnswer>>()
    const store = createBrowseStore(
      fakeWindowApi({ cancelOpen: respondDone, openPlace: () => reply.answer, recallPlace: () => known }),
    )
    return { store, answer: reply }
  }

  it('shows what it listed last until the new listing is whole, and tells what changed', async () => {
    const { store, answer: reply } = visited(Promise.resolve(listing(a, b)))
    const opened = store.openPlace(place)
    await new Promise((resolve) => setTimeout(resolve))
    store.applyPart({ requestId: requestId(store), assets: packAssets([c]), callsDone: 1, callsTotal: 2 })
    expect([names(store), store.getState().isRemembered]).toEqual(['ab', true])
    reply.resolve(listing(a, c))
    await opened
    expect([names(store), store.getState().isRemembered]).toEqual(['ac', false])
  })

  it('keeps showing it, marked, where the new listing fails', async () => {
    const { store, answer: reply } = visited(Promise.resolve(listing(a)))
    const opened = store.openPlace(place)
    await new Promise((resolve) => setTimeout(resolve))
    reply.resolve(fail({ kind: 'timed-out', retry: 'now' }))
    await opened
    expect(store.getState()).toMatchObject({ isRemembered: true, failure: { kind: 'timed-out' } })
    expect(names(store)).toBe('a')
  })

  it('shows nothing older once the new listing is there', async () => {
    const known = deferred<Result<PackedAnswer | null>>()
    const { store, answer: reply } = visited(known.answer)
    const opened = store.openPlace(place)
    reply.resolve(listing(a))
    await opened
    known.resolve(listing(b))
    await new Promise((resolve) => setTimeout(resolve))
    expect([names(store), store.getState().isRemembered]).toEqual(['a', false])
  })
})

it('waits with a place that costs many calls until it is paid for', async () => {
  const api = fakeWindowApi({
    cancelOpen: respondDone,
    approveOpen: respondDone,
    openPlace: () => deferred<never>().answer,
  })
  const store = createBrowseStore(api)
  void store.openPlace(place)
  const id = requestId(store)
  const cost = { calls: 150, segments: 30_000, waitMs: 0 }
  store.applyOpening({ requestId: id, found: 30_000, expected: null, cost, needsApproval: true })
  expect(store.getState().loading?.opening?.needsApproval).toBe(true)
  await store.approveLoading()
  expect(store.getState().loading?.opening).toMatchObject({ needsApproval: false, cost })
  expect(api.calls).toContainEqual({ name: 'approveOpen', input: { requestId: id } })
})
