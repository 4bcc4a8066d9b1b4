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
  kind: 'document',
  projectId: 7,
  projectName: 'p',
  documentId: 9,
  documentName: 'd',
  documentSegments: 600,
}
const list: SegmentList = {
  segments: [{ id: 1, number: '1', text: 'Save' }],
  segmentsExpected: null,
  mayHaveMore: false,
}

const searches = ({ calls }: FakeWindowApi) =>
  calls.filter(({ name }) => name === 'listSegments').map(({ input }) => input as { requestId: string })
const stateOf = (store: PlacesStore) => store.getState().segments.get('pr7/9')

/** Starts a search that completes when the test calls `respond`. */
function startSearch() {
  const { answer, resolve: respond } = deferred<Result<SegmentList>>()
  const api = fakeWindowApi({ listSegments: () => answer, cancelOpen: respondDone, approveOpen: respondDone })
  const store = createPlacesStore(api)
  const opening = store.toggleSegments(place)
  const requestId = searches(api)[0]?.requestId ?? ''
  return { api, store, respond, opening, requestId }
}

describe('the segments of a document', () => {
  it('are loaded once, however often the document is expanded and collapsed', async () => {
    const api = fakeWindowApi({ listSegments: () => Promise.resolve(succeed(list)) })
    const store = createPlacesStore(api)
    for (let time = 0; time < 3; time += 1) await store.toggleSegments(place)
    expect(stateOf(store)).toEqual({ state: 'ready', list })
    expect(searches(api)).toHaveLength(1)
    await store.loadSegments(place)
    expect(searches(api)).toHaveLength(2)
  })

  it('cost nothing if a listing of the place already found them', async () => {
    const api = fakeWindowApi()
    const store = createPlacesStore(api)
    store.applyListing(sampleListing([], { ...list, place }))
    await store.toggleSegments(place)
    expect(stateOf(store)).toEqual({ state: 'ready', list })
    expect(searches(api)).toHaveLength(0)
  })

  it('need approval if they are expensive, and load once it is given', async () => {
    const { api, store, respond, opening, requestId } = startSearch()
    const cost = { calls: 130, segments: 600, waitMs: 0 }
    store.applyOpening({ requestId: 'another', found: 1, expected: 2, cost, needsApproval: true })
    expect(stateOf(store)).toMatchObject({ state: 'loading', opening: null })
    store.applyOpening({ requestId, found: 20, expected: 600, cost, needsApproval: true })
    store.applyOpening({ requestId, found: 40, expected: 600, cost: null, needsApproval: true })
    expect(stateOf(store)).toMatchObject({ opening: { found: 40, cost, needsApproval: true } })
    await store.approveSegments(place)
    expect(api.calls.at(-1)).toEqual({ name: 'approveOpen', input: { requestId } })
    expect(stateOf(store)).toMatchObject({ opening: { needsApproval: false } })
    respond(succeed(list))
    await opening
    expect(stateOf(store)).toEqual({ state: 'ready', list })
  })

  it.each(['cancelled', 'closed'] as const)('stop loading when they are %s', async (how) => {
    const { api, store, respond, opening, requestId } = startSearch()
    await (how === 'closed' ? store.toggleSegments(place) : store.cancelSegments(place))
    expect(api.calls.at(-1)).toEqual({ name: 'cancelOpen', input: { requestId } })
    expect(store.getState().openPlaces.size).toBe(0)
    respond(succeed(list))
    await opening
    expect(stateOf(store)).toBeUndefined()
  })

  it('report a failure and can be loaded again', async () => {
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

  it('are discarded when the connection changes', async () => {
    const { api, store, respond, opening, requestId } = startSearch()
    store.reset()
    expect(api.calls.at(-1)).toEqual({ name: 'cancelOpen', input: { requestId } })
    respond(succeed(list))
    await opening
    expect(store.getState().segments.size).toBe(0)
  })
})
