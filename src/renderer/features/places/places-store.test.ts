import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DocumentList, SavedPlaces, Project } from '../../../shared/place'
import { fail, succeed, type Result } from '../../../shared/result'
import { respondDone, fakeWindowApi, deferred, type FakeWindowApi } from '../../../testing/window-api'
import { toExtent } from './paged-list'
import { createPlacesStore } from './places-store'

const all: readonly Project[] = Array.from({ length: 5 }, (_, index) => ({
  id: index + 1,
  reference: `Project ${index + 1}`,
  client: null,
  statusText: null,
}))

const page = <Row>(rows: readonly Row[], total: number | null) =>
  Promise.resolve(succeed({ rows, received: rows.length, total }))

/** An API that lists two projects per page. */
function pagedApi(total: number | null = all.length) {
  return fakeWindowApi({
    listProjects: ({ skip }) => page(all.slice(skip, skip + 2), total),
    listDocuments: () => Promise.resolve(succeed({ rows: [], received: 0, total: 0, mayHaveMore: false })),
  })
}

const pagesOf = ({ calls }: FakeWindowApi) =>
  calls.filter(({ name }) => name === 'listProjects').map(({ input }) => input)

describe('the list of projects', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('loads page by page until the total is reached', async () => {
    const store = createPlacesStore(pagedApi())
    await store.reload()
    expect(store.getState().projects).toMatchObject({ hasMore: true, loading: null })
    await store.loadMore()
    await store.loadMore()
    expect(store.getState().projects.rows).toEqual(all)
    expect(store.getState().projects.hasMore).toBe(false)
  })

  it('ends at a page without new rows if the server reports no total', async () => {
    const store = createPlacesStore(pagedApi(null))
    await store.reload()
    await store.loadMore()
    await store.loadMore()
    expect(store.getState().projects.hasMore).toBe(true)
    await store.loadMore()
    expect(store.getState().projects.hasMore).toBe(false)
  })

  it('debounces the search while a word is typed', async () => {
    const api = pagedApi()
    const store = createPlacesStore(api)
    for (const text of ['g', 'ga', 'gam ']) store.search(text)
    await vi.runAllTimersAsync()
    expect(api.calls).toEqual([{ name: 'listProjects', input: { search: 'gam', skip: 0 } }])
  })

  it('drops the response to an outdated search', async () => {
    const store = createPlacesStore(
      fakeWindowApi({
        listProjects: async ({ search }) => {
          await new Promise((resolve) => setTimeout(resolve, search === 'slow' ? 5_000 : 10))
          return page(
            all.filter((project) => search === 'slow' || project.id === 3),
            null,
          )
        },
      }),
    )
    store.search('slow')
    await vi.advanceTimersByTimeAsync(400)
    store.search('quick')
    await vi.runAllTimersAsync()
    expect(store.getState().projects.rows.map((project) => project.id)).toEqual([3])
  })

  it('keeps the loaded pages when the next one fails', async () => {
    let isBroken = false
    const store = createPlacesStore(
      fakeWindowApi({
        listProjects: () =>
          isBroken ? Promise.resolve(fail({ kind: 'timed-out', retry: 'now' })) : page(all.slice(0, 2), 5),
      }),
    )
    await store.reload()
    isBroken = true
    await store.loadMore()
    expect(store.getState().projects).toMatchObject({ rows: all.slice(0, 2), failure: { kind: 'timed-out' } })
  })

  it('retries only the failed page', async () => {
    let isBroken = true
    const api = fakeWindowApi({
      listProjects: ({ skip }) =>
        skip > 0 && isBroken
          ? Promise.resolve(fail({ kind: 'timed-out', retry: 'now' }))
          : page(all.slice(skip, skip + 2), 5),
    })
    const store = createPlacesStore(api)
    await store.reload()
    await store.loadMore()
    isBroken = false
    await store.retry()
    expect(store.getState().projects.rows).toHaveLength(4)
    expect(pagesOf(api)).toEqual([0, 2, 2].map((skip) => ({ search: '', skip })))
  })

  it('ends if the server repeats a page, and counts the missing rows', async () => {
    const store = createPlacesStore(fakeWindowApi({ listProjects: () => page(all.slice(0, 2), 1_000_000) }))
    await store.reload()
    await store.loadMore()
    const { projects } = store.getState()
    expect(projects).toMatchObject({ hasMore: false, loading: null })
    expect(toExtent(projects)).toEqual({ kind: 'missing', count: 2, total: 1_000_000 })
  })

  it('does not claim to be complete if a page repeats and no total is reported', async () => {
    const store = createPlacesStore(fakeWindowApi({ listProjects: () => page(all.slice(0, 2), null) }))
    await store.reload()
    await store.loadMore()
    expect(toExtent(store.getState().projects)).toEqual({ kind: 'at-least', count: 2 })
  })

  it('skips unreadable rows and counts them', async () => {
    const api = fakeWindowApi({
      listProjects: ({ skip }) =>
        Promise.resolve(succeed({ rows: all.slice(skip, skip + 1), received: 2, total: 4 })),
    })
    const store = createPlacesStore(api)
    await store.reload()
    await store.loadMore()
    expect(store.getState().projects).toMatchObject({ unread: 2, received: 4, hasMore: false })
    expect(api.calls.map(({ input }) => input)).toContainEqual({ search: '', skip: 2 })
  })

  it('loads no further page while the search text is changing', async () => {
    const api = pagedApi()
    const store = createPlacesStore(api)
    await store.reload()
    store.search('ga')
    await store.loadMore()
    expect(pagesOf(api)).toHaveLength(1)
  })

  it('loads jobs and Flex documents once, when their tab is shown', async () => {
    const api = fakeWindowApi({ listJobs: () => page([], 0), listFlexDocuments: () => page([], 0) })
    const store = createPlacesStore(api)
    await store.showTab('jobs')
    await store.showTab('flex')
    store.search('x')
    await vi.runAllTimersAsync()
    expect(api.calls.map(({ name }) => name)).toEqual(['listJobs', 'listFlexDocuments', 'listFlexDocuments'])
    expect(store.getState().jobs.search).toBe('')
  })

  it('loads the documents of a project once, when it is expanded', async () => {
    const api = pagedApi()
    const store = createPlacesStore(api)
    await store.toggleProject(1)
    await store.toggleProject(1)
    await store.toggleProject(1)
    expect(api.calls.filter(({ name }) => name === 'listDocuments')).toHaveLength(1)
    expect(store.getState().documents.get(1)).toEqual({
      state: 'ready',
      rows: [],
      received: 0,
      total: 0,
      mayHaveMore: false,
    })
  })

  it('cancels loading documents when the project is collapsed, and loads them again later', async () => {
    const { answer: response, resolve: respond } = deferred<Result<DocumentList>>()
    const api = fakeWindowApi({ listDocuments: () => response, cancelOpen: respondDone })
    const store = createPlacesStore(api)
    const opening = store.toggleProject(1)
    const { requestId } = api.calls[0]?.input as { readonly requestId: string }
    const cost = { calls: 130, segments: 2_600, waitMs: 0 }
    store.applyOpening({ requestId, found: 20, expected: 2_600, cost, needsApproval: true })
    expect(store.getState().documents.get(1)).toMatchObject({ opening: { cost, needsApproval: true } })
    await store.toggleProject(1)
    expect(api.calls.at(-1)).toEqual({ name: 'cancelOpen', input: { requestId } })
    respond(succeed({ rows: [], received: 0, total: 0, mayHaveMore: false }))
    await opening
    expect(store.getState().documents.size).toBe(0)
    await store.toggleProject(1)
    expect(store.getState().documents.get(1)).toMatchObject({ state: 'ready' })
  })
})

describe('the saved places', () => {
  const none = { pinned: [], recent: [] }
  const id = 'p1'
  const pinned: SavedPlaces = {
    pinned: [{ id, place: { kind: 'segments', scope: 'pr1', segmentIds: [1] }, openedAt: 1 }],
    recent: [],
  }

  it('show why a change could not be saved, until the next one succeeds', async () => {
    let refuses = true
    const response = () =>
      Promise.resolve(refuses ? fail({ kind: 'storage-failed', retry: 'now' }) : succeed(undefined))
    const store = createPlacesStore(fakeWindowApi({ pinPlace: response, forgetPlace: response }))
    await store.pinPlace(id, true)
    expect(store.getState().savedPlacesFailure).toMatchObject({ kind: 'storage-failed' })
    store.dismissSavedPlacesFailure()
    expect(store.getState().savedPlacesFailure).toBeNull()
    await store.forgetPlace(id)
    expect(store.getState().savedPlacesFailure).toMatchObject({ kind: 'storage-failed' })
    refuses = false
    await store.pinPlace(id, false)
    expect(store.getState().savedPlacesFailure).toBeNull()
  })

  it('are those of the open connection, even after a late response', async () => {
    const lateResponse = deferred<Awaited<ReturnType<FakeWindowApi['readSavedPlaces']>>>()
    const responses = [lateResponse.answer, Promise.resolve(succeed(none))]
    const store = createPlacesStore(
      fakeWindowApi({
        listProjects: () => page([], 0),
        readSavedPlaces: () => responses.shift() ?? Promise.resolve(succeed(none)),
      }),
    )
    const first = store.reload()
    await store.reload()
    lateResponse.resolve(succeed(pinned))
    await first
    expect(store.getState().savedPlaces).toEqual(none)
  })

  it('do not report a failed pin of a previous connection', async () => {
    const lateResponse = deferred<Awaited<ReturnType<FakeWindowApi['pinPlace']>>>()
    const store = createPlacesStore(fakeWindowApi({ pinPlace: () => lateResponse.answer }))
    const pinning = store.pinPlace(id, true)
    store.reset()
    lateResponse.resolve(fail({ kind: 'storage-failed', retry: 'now' }))
    await pinning
    expect(store.getState().savedPlacesFailure).toBeNull()
  })
})
