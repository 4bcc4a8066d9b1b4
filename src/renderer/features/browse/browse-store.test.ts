import { describe, expect, it } from 'vitest'
import type { Asset } from '../../../shared/asset'
import { packAssets, type PackedAnswer } from '../../../shared/ipc/pack-assets'
import type { PlaceRequest } from '../../../shared/place'
import { fail, succeed, type Result } from '../../../shared/result'
import { done, fakeWindowApi, later, packedListing, sampleAsset } from '../../../testing/window-api'
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
function storeOf(...answers: (Result<PackedAnswer> | Promise<Result<PackedAnswer>>)[]) {
  const rest = [...answers]
  const api = fakeWindowApi({
    cancelOpen: done,
    openPlace: () => Promise.resolve(rest.shift() ?? fail({ kind: 'internal', retry: 'no' })),
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
  return store.getState().sweep?.requestId ?? 'none'
}

describe('groups', () => {
  it('that are closed take the keyboard to their heads, one or all of them', async () => {
    const { store } = storeOf(listing(a, b, c))
    await store.open(place)
    store.groupBy('segment')
    store.select((now, view) => selectOnly(now, view, 2))
    store.openAllGroups(false)
    expect(store.getState().closed).toEqual(new Set(['1', '2']))
    expect(store.getState().selection.active).toBe(groupKey('2'))
    expect(store.selected()).toEqual([c])
    store.openAllGroups(true)
    expect(store.getState().closed.size).toBe(0)
  })
})

describe('locks', () => {
  it('that come or go change what a filter by protection shows, and outlive the place', async () => {
    const { store } = storeOf(listing(a, b), listing(b, c))
    await store.open(place)
    store.filterBy({ protection: ['protected'] })
    expect(names(store)).toBe('')
    store.takeProtection((key) => key === b.key)
    expect(names(store)).toBe('b')
    store.close()
    await store.open(place)
    store.filterBy({ protection: ['open'] })
    expect(names(store)).toBe('c')
  })
})

describe('opening a place', () => {
  it('shows rows as answers come, and how many calls are done', async () => {
    const answer = later<Result<PackedAnswer>>()
    const { store } = storeOf(answer.answer)
    const opened = store.open(place)
    store.takePart({ requestId: requestId(store), assets: packAssets([b]), callsDone: 1, callsTotal: 2 })
    store.takePart({ requestId: requestId(store), assets: packAssets([a]), callsDone: 2, callsTotal: 2 })
    expect(names(store)).toBe('ab')
    expect(store.getState().sweep).toMatchObject({ callsDone: 2, callsTotal: 2 })
    answer.give(listing(c, a, b))
    await opened
    expect(names(store)).toBe('abc')
    expect(store.getState().sweep).toBeNull()
  })

  it('waits for the parts that the answer overtook, and has the rows of all of them', async () => {
    const answer = later<Result<PackedAnswer>>()
    const { store } = storeOf(answer.answer)
    const opened = store.open(place)
    const part = (asset: Asset, callsDone: number) =>
      ({ requestId: requestId(store), assets: packAssets([asset]), callsDone, callsTotal: 2 }) as const
    store.takePart(part(b, 1))
    answer.give(succeed({ ...packedListing([c], { place }), parts: 2 }))
    await Promise.resolve()
    expect(store.getState().listing).toBeNull()
    store.takePart(part(a, 2))
    await opened
    expect(names(store)).toBe('abc')
    expect(store.getState().listing?.assets).toEqual([b, a, c])
  })

  it('ends a refresh with what its parts brought', async () => {
    const answer = later<Result<PackedAnswer>>()
    const { store } = storeOf(listing(a, b), answer.answer)
    await store.open(place)
    const refreshed = store.refresh()
    store.takePart({ requestId: requestId(store), assets: packAssets([c]), callsDone: 1, callsTotal: 1 })
    expect(names(store)).toBe('ab')
    answer.give(succeed({ ...packedListing([], { place }), parts: 1 }))
    await refreshed
    expect(names(store)).toBe('c')
  })

  it('ignores parts and answers of a sweep that was left for another', async () => {
    const slow = later<Result<PackedAnswer>>()
    const { api, store } = storeOf(slow.answer, listing(b))
    const first = store.open(place)
    const left = requestId(store)
    await store.open({ ...place, segmentIds: [2] })
    store.takePart({ requestId: left, assets: packAssets([a]), callsDone: 1, callsTotal: 1 })
    slow.give(listing(a))
    await first
    expect(names(store)).toBe('b')
    expect(api.asked).toContainEqual({ name: 'cancelOpen', input: { requestId: left } })
  })

  it('acts on nothing while the set is not whole', async () => {
    const answer = later<Result<PackedAnswer>>()
    const { store } = storeOf(answer.answer)
    const opened = store.open(place)
    store.takePart({ requestId: requestId(store), assets: packAssets([a]), callsDone: 1, callsTotal: 2 })
    store.selectAll()
    expect(store.selected()).toEqual([])
    answer.give(listing(a, b))
    await opened
    expect(store.selected()).toEqual([a])
  })

  it('shows none of a list that was stopped: a part would look like the whole', async () => {
    const answer = later<Result<PackedAnswer>>()
    const { store } = storeOf(answer.answer)
    const opened = store.open(place)
    store.takePart({ requestId: requestId(store), assets: packAssets([a]), callsDone: 1, callsTotal: 2 })
    await store.cancel()
    answer.give(fail({ kind: 'stopped', retry: 'now' }))
    await opened
    expect(names(store)).toBe('')
    expect(store.getState().failure).toMatchObject({ kind: 'stopped' })
  })
})

describe('refreshing', () => {
  it('keeps the rows until the new ones are there, and the selection by identity', async () => {
    const answer = later<Result<PackedAnswer>>()
    const { store } = storeOf(listing(a, b), answer.answer)
    await store.open(place)
    store.selectAll()
    const refreshed = store.refresh()
    expect(names(store)).toBe('ab')
    answer.give(listing(b, c))
    await refreshed
    expect(names(store)).toBe('bc')
    expect(store.selected()).toEqual([b])
  })

  it('keeps the rows when it fails, and says so', async () => {
    const { store } = storeOf(listing(a), fail({ kind: 'unreachable', retry: 'now' }))
    await store.open(place)
    await store.refresh()
    expect(names(store)).toBe('a')
    expect(store.getState().failure).toMatchObject({ kind: 'unreachable' })
  })

  it('does nothing without a place', async () => {
    const { api, store } = storeOf()
    await store.refresh()
    expect(api.asked).toEqual([])
  })
})

describe('what a job tells', () => {
  const context = a.context

  it('takes the place of the rows of its segments, and of no others', async () => {
    const { store } = storeOf(listing(a, b, c))
    await store.open(place)
    store.selectAll()
    store.takeRefresh({ context, segmentIds: [2], assets: [c] })
    expect(names(store)).toBe('ac')
    expect(store.selected()).toEqual([a, c])
  })

  it('changes nothing in a place of another context, or of other segments', async () => {
    const { store } = storeOf(listing(a))
    await store.open(place)
    store.takeRefresh({ context: { family: 'classic', scope: 'pr9' }, segmentIds: [1], assets: [] })
    store.takeRefresh({ context, segmentIds: [99], assets: [sampleAsset({ segmentId: 99 })] })
    expect(names(store)).toBe('a')
  })

  it('is not undone by a sweep that began before it', async () => {
    const answer = later<Result<PackedAnswer>>()
    const { store } = storeOf(listing(a, b), answer.answer)
    await store.open(place)
    const refreshed = store.refresh()
    store.takeRefresh({ context, segmentIds: [1], assets: [] })
    answer.give(listing(a, b))
    await refreshed
    expect(names(store)).toBe('b')
  })
})

describe('search and sort', () => {
  it('acts on what is selected and shown, and counts nothing hidden', async () => {
    const { store } = storeOf(listing(a, b, c))
    await store.open(place)
    store.selectAll()
    store.search('b.')
    expect(store.selected()).toEqual([b])
    store.search('')
    expect(store.selected()).toHaveLength(3)
  })

  it('sorts the whole set and keeps what is selected', async () => {
    const { store } = storeOf(listing(a, b, c))
    await store.open(place)
    store.select(() => ({ keys: new Set([b.key]), anchor: b.key, active: b.key }))
    store.sortBy('name')
    expect(names(store)).toBe('cba')
    expect(store.selected()).toEqual([b])
  })
})

describe('a place that was open before', () => {
  function visited(known: Promise<Result<PackedAnswer | null>>) {
    const answer = later<Result<PackedAnswer>>()
    const store = createBrowseStore(
      fakeWindowApi({ cancelOpen: done, openPlace: () => answer.answer, recallPlace: () => known }),
    )
    return { store, answer }
  }

  it('shows what it listed last until the new listing is whole, and tells what changed', async () => {
    const { store, answer } = visited(Promise.resolve(listing(a, b)))
    const opened = store.open(place)
    await new Promise((resolve) => setTimeout(resolve))
    store.takePart({ requestId: requestId(store), assets: packAssets([c]), callsDone: 1, callsTotal: 2 })
    expect([names(store), store.getState().isRemembered]).toEqual(['ab', true])
    answer.give(listing(a, c))
    await opened
    expect([names(store), store.getState().isRemembered]).toEqual(['ac', false])
  })

  it('keeps showing it, marked, where the new listing fails', async () => {
    const { store, answer } = visited(Promise.resolve(listing(a)))
    const opened = store.open(place)
    await new Promise((resolve) => setTimeout(resolve))
    answer.give(fail({ kind: 'timed-out', retry: 'now' }))
    await opened
    expect(store.getState()).toMatchObject({ isRemembered: true, failure: { kind: 'timed-out' } })
    expect(names(store)).toBe('a')
  })

  it('shows nothing older once the new listing is there', async () => {
    const known = later<Result<PackedAnswer | null>>()
    const { store, answer } = visited(known.answer)
    const opened = store.open(place)
    answer.give(listing(a))
    await opened
    known.give(listing(b))
    await new Promise((resolve) => setTimeout(resolve))
    expect([names(store), store.getState().isRemembered]).toEqual(['a', false])
  })
})

it('waits with a place that costs many calls until it is paid for', async () => {
  const api = fakeWindowApi({ cancelOpen: done, approveOpen: done, openPlace: () => later<never>().answer })
  const store = createBrowseStore(api)
  void store.open(place)
  const id = requestId(store)
  const cost = { calls: 150, segments: 30_000, waitMs: 0 }
  store.takeOpening({ requestId: id, found: 30_000, expected: null, cost, asks: true })
  expect(store.getState().sweep?.opening?.asks).toBe(true)
  await store.approve()
  expect(store.getState().sweep?.opening).toMatchObject({ asks: false, cost })
  expect(api.asked).toContainEqual({ name: 'approveOpen', input: { requestId: id } })
})
