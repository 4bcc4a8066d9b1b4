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

/** A store whose listings return the given responses, one after the other. */
function createTestStore(...responses: (Result<PackedAnswer> | Promise<Result<PackedAnswer>>)[]) {
  const remaining = [...responses]
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
  it('move the focus to their header when they are closed', async () => {
    const { store } = createTestStore(listing(a, b, c))
    await store.openPlace(place)
    store.groupBy('segment')
    store.select((selection, view) => selectOnly(selection, view, 2))
    store.setAllGroupsOpen(false)
    expect(store.getState().closed).toEqual(new Set(['1', '2']))
    expect(store.getState().selection.active).toBe(groupKey('2'))
    expect(store.selected()).toEqual([c])
    store.setAllGroupsOpen(true)
    expect(store.getState().closed.size).toBe(0)
  })
})

describe('locks', () => {
  it('update the protection filter when they change, and are kept when the place closes', async () => {
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
  it('shows rows and the number of calls as parts arrive', async () => {
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

  it('waits for parts that arrive after the response, and includes their rows', async () => {
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

  it('ends a refresh with the rows of its parts', async () => {
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

  it('ignores parts and the response of a listing that was replaced by another', async () => {
    const slowReply = deferred<Result<PackedAnswer>>()
    const { api, store } = createTestStore(slowReply.answer, listing(b))
    const first = store.openPlace(place)
    const abandonedRequestId = requestId(store)
    await store.openPlace({ ...place, segmentIds: [2] })
    store.applyPart({ requestId: abandonedRequestId, assets: packAssets([a]), callsDone: 1, callsTotal: 1 })
    slowReply.resolve(listing(a))
    await first
    expect(names(store)).toBe('b')
    expect(api.calls).toContainEqual({ name: 'cancelOpen', input: { requestId: abandonedRequestId } })
  })

  it('has no actionable files while the listing is incomplete', async () => {
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

  it('shows no rows of a stopped listing, which would look complete', async () => {
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
  it('keeps the rows until the new ones arrive, and the selection by identity', async () => {
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

  it('keeps the rows and reports a failure', async () => {
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

describe('a refresh from a deletion run', () => {
  const context = a.context

  it('replaces the rows of its segments only', async () => {
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

  it('is not undone by a listing that started before it', async () => {
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
  it('limit the actionable files to those selected and shown', async () => {
    const { store } = createTestStore(listing(a, b, c))
    await store.openPlace(place)
    store.selectAll()
    store.search('b.')
    expect(store.selected()).toEqual([b])
    store.search('')
    expect(store.selected()).toHaveLength(3)
  })

  it('keep the selection when all files are sorted', async () => {
    const { store } = createTestStore(listing(a, b, c))
    await store.openPlace(place)
    store.select(() => ({ keys: new Set([b.key]), anchor: b.key, active: b.key }))
    store.sortBy('name')
    expect(names(store)).toBe('cba')
    expect(store.selected()).toEqual([b])
  })
})

describe('a place that was open before', () => {
  function visited(remembered: Promise<Result<PackedAnswer | null>>) {
    const reply = deferred<Result<PackedAnswer>>()
    const store = createBrowseStore(
      fakeWindowApi({
        cancelOpen: respondDone,
        openPlace: () => reply.answer,
        recallPlace: () => remembered,
      }),
    )
    return { store, reply }
  }

  it('shows its last listing until the new one is complete', async () => {
    const { store, reply } = visited(Promise.resolve(listing(a, b)))
    const opened = store.openPlace(place)
    await new Promise((resolve) => setTimeout(resolve))
    store.applyPart({ requestId: requestId(store), assets: packAssets([c]), callsDone: 1, callsTotal: 2 })
    expect([names(store), store.getState().isRemembered]).toEqual(['ab', true])
    reply.resolve(listing(a, c))
    await opened
    expect([names(store), store.getState().isRemembered]).toEqual(['ac', false])
  })

  it('keeps showing its last listing, marked as remembered, if the new one fails', async () => {
    const { store, reply } = visited(Promise.resolve(listing(a)))
    const opened = store.openPlace(place)
    await new Promise((resolve) => setTimeout(resolve))
    reply.resolve(fail({ kind: 'timed-out', retry: 'now' }))
    await opened
    expect(store.getState()).toMatchObject({ isRemembered: true, failure: { kind: 'timed-out' } })
    expect(names(store)).toBe('a')
  })

  it('ignores its last listing if the new one arrives first', async () => {
    const remembered = deferred<Result<PackedAnswer | null>>()
    const { store, reply } = visited(remembered.answer)
    const opened = store.openPlace(place)
    reply.resolve(listing(a))
    await opened
    remembered.resolve(listing(b))
    await new Promise((resolve) => setTimeout(resolve))
    expect([names(store), store.getState().isRemembered]).toEqual(['a', false])
  })
})

it('waits for approval before it lists an expensive place', async () => {
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
