import { describe, expect, it } from 'vitest'
import type { SegmentedPlace, SegmentList } from '../../../shared/place'
import { fail, succeed, type Result } from '../../../shared/result'
import {
  respondDone,
  fakeWindowApi,
  deferred,
  sampleListing,
  type FakeWindowApi,
} from '../../../testing/window-api'
import { createPlacesStore, type PlacesStore } from './places-store'

const place: SegmentedPlace = {
  ...{ kind: 'document', projectId: 7, projectName: 'p', documentId: 9, documentName: 'd' },
  documentSegments: 600,
}
const list: SegmentList = {
  segments: [{ id: 1, number: '1', text: 'Save' }],
  segmentsExpected: null,
  mayHaveMore: false,
}

const searches = ({ calls: asked }: FakeWindowApi) =>
  asked.filter(({ name }) => name === 'listSegments').map(({ input }) => input as { requestId: string })
const stateOf = (store: PlacesStore) => store.getState().segments.get('pr7/9')

/** A search that is answered when the test says so. */
function searching() {
  const { answer, resolve: give } = deferred<Result<SegmentList>>()
  const api = fakeWindowApi({ listSegments: () => answer, cancelOpen: respondDone, approveOpen: respondDone })
  const store = createPlacesStore(api)
  const opening = store.toggleSegments(place)
  const requestId = searches(api)[0]?.requestId ?? ''
  return { api, store, give, opening, requestId }
}

describe('the segments of a document', () => {
  it('are searched for once, however often the document is opened and closed', async () => {
    const api = fakeWindowApi({ listSegments: () => Promise.resolve(succeed(list)) })
    const store = createPlacesStore(api)
    for (let time = 0; time < 3; time += 1) await store.toggleSegments(place)
    expect(stateOf(store)).toEqual({ state: 'ready', list })
    expect(searches(api)).toHaveLength(1)
    await store.loadSegments(place)
    expect(searches(api)).toHaveLength(2)
  })

  it('cost nothing where a listing of the place found them', async () => {
    const api = fakeWindowApi()
    const store = createPlacesStore(api)
    store.applyListing(sampleListing([], { ...list, place }))
    await store.toggleSegments(place)
    expect(stateOf(store)).toEqual({ state: 'ready', list })
    expect(searches(api)).toHaveLength(0)
  })

  it('are asked about where they cost much, and come when that is agreed to', async () => {
    const { api, store, give, opening, requestId } = searching()
    const cost = { calls: 130, segments: 600, waitMs: 0 }
    store.applyOpening({ requestId: 'another', found: 1, expected: 2, cost, needsApproval: true })
    expect(stateOf(store)).toMatchObject({ state: 'loading', opening: null })
    store.applyOpening({ requestId, found: 20, expected: 600, cost, needsApproval: true })
    store.applyOpening({ requestId, found: 40, expected: 600, cost: null, needsApproval: true })
    expect(stateOf(store)).toMatchObject({ opening: { found: 40, cost, asks: true } })
    await store.approveSegments(place)
    expect(api.calls.at(-1)).toEqual({ name: 'approveOpen', input: { requestId } })
    expect(stateOf(store)).toMatchObject({ opening: { needsApproval: false } })
    give(succeed(list))
    await opening
    expect(stateOf(store)).toEqual({ state: 'ready', list })
  })

  it.each(['cancelled', 'closed'] as const)('are searched for no longer when they are %s', async (how) => {
    const { api, store, give, opening, requestId } = searching()
    await (how === 'closed' ? store.toggleSegments(place) : store.cancelSegments(place))
    expect(api.calls.at(-1)).toEqual({ name: 'cancelOpen', input: { requestId } })
    expect(store.getState().openPlaces.size).toBe(0)
    give(succeed(list))
    await opening
    expect(stateOf(store)).toBeUndefined()
  })

  it('are told to have failed, and asked for again', async () => {
    let isBroken = true
    const api = fakeWindowApi({
      listSegments: () =>
        Promise.resolve(isBroken ? fail({ kind: 'timed-out', retry: 'now' }) : succeed(list)),
    })
    const store = createPlacesStore(api)
    await store.toggleSegments(place)
    expect(stateOf(store)).toMatchObject({ state: 'failed', failure: { kind: 'timed-out' } })
    isBroken = false
    await store.loadSegments(place)
    expect(stateOf(store)).toEqual({ state: 'ready', list })
  })

  it('belong to the connection that they were asked for on', async () => {
    const { api, store, give, opening, requestId } = searching()
    store.reset()
    expect(api.calls.at(-1)).toEqual({ name: 'cancelOpen', input: { requestId } })
    give(succeed(list))
    await opening
    expect(store.getState().segments.size).toBe(0)
  })
})
