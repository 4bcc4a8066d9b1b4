import { describe, expect, it } from 'vitest'
import type { Asset } from '../../../shared/asset'
import { packAssets, type PackedListing } from '../../../shared/ipc/pack-assets'
import type { PlaceRequest } from '../../../shared/place'
import { fail, succeed, type Result } from '../../../shared/result'
import { done, fakeWindowApi, later, packedListing, sampleAsset } from '../../../testing/window-api'
import { createBrowseStore, type BrowseStore } from './browse-store'

const place: PlaceRequest = { kind: 'segments', scope: 'pr7214', segmentIds: [1, 2] }
const a = sampleAsset({ name: 'a.png', segmentId: 1 })
const b = sampleAsset({ name: 'b.png', segmentId: 2 })
const c = sampleAsset({ name: 'c.png', segmentId: 2 })

function listing(...assets: Asset[]): Result<PackedListing> {
  return succeed(packedListing(assets, { place }))
}

/** A store whose sweeps answer one after the other with what is given. */
function storeOf(...answers: (Result<PackedListing> | Promise<Result<PackedListing>>)[]) {
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

describe('opening a place', () => {
  it('shows rows as answers come, and how many calls are done', async () => {
    const answer = later<Result<PackedListing>>()
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

  it('ignores parts and answers of a sweep that was left for another', async () => {
    const slow = later<Result<PackedListing>>()
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
    const answer = later<Result<PackedListing>>()
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
    const answer = later<Result<PackedListing>>()
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
    const answer = later<Result<PackedListing>>()
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
    const answer = later<Result<PackedListing>>()
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
