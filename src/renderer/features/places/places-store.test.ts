import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Project } from '../../../shared/place'
import { fail, succeed } from '../../../shared/result'
import { fakeWindowApi } from '../../../testing/window-api'
import { createPlacesStore } from './places-store'

const all: readonly Project[] = Array.from({ length: 5 }, (_, index) => ({
  id: index + 1,
  reference: `Project ${index + 1}`,
  client: null,
  statusText: null,
}))

function twoAPage(total: number | null = all.length) {
  return fakeWindowApi({
    listProjects: ({ skip }) => Promise.resolve(succeed({ rows: all.slice(skip, skip + 2), total })),
    listDocuments: () => Promise.resolve(succeed({ rows: [], total: 0 })),
  })
}

describe('the list of projects', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('comes page by page until the total is there', async () => {
    const store = createPlacesStore(twoAPage())
    await store.start()
    expect(store.getState().projects).toMatchObject({ hasMore: true, loading: null })
    await store.loadMore()
    await store.loadMore()
    expect(store.getState().projects.rows).toEqual(all)
    expect(store.getState().projects.hasMore).toBe(false)
  })

  it('ends at a page that brings nothing new where the server tells no total', async () => {
    const store = createPlacesStore(twoAPage(null))
    await store.start()
    await store.loadMore()
    await store.loadMore()
    expect(store.getState().projects.hasMore).toBe(true)
    await store.loadMore()
    expect(store.getState().projects.hasMore).toBe(false)
  })

  it('asks the server once for a word that is typed, not for each letter', async () => {
    const api = twoAPage()
    const store = createPlacesStore(api)
    for (const text of ['g', 'ga', 'gam ']) store.search(text)
    await vi.runAllTimersAsync()
    expect(api.asked).toEqual([{ name: 'listProjects', input: { search: 'gam', skip: 0 } }])
  })

  it('drops an answer that is older than what is typed now', async () => {
    const store = createPlacesStore(
      fakeWindowApi({
        listProjects: async ({ search }) => {
          await new Promise((resolve) => setTimeout(resolve, search === 'slow' ? 5_000 : 10))
          return succeed({
            rows: all.filter((project) => search === 'slow' || project.id === 3),
            total: null,
          })
        },
      }),
    )
    store.search('slow')
    await vi.advanceTimersByTimeAsync(400)
    store.search('quick')
    await vi.runAllTimersAsync()
    expect(store.getState().projects.rows.map((project) => project.id)).toEqual([3])
  })

  it('keeps the pages that came when the next one fails', async () => {
    let isBroken = false
    const store = createPlacesStore(
      fakeWindowApi({
        listProjects: () =>
          Promise.resolve(
            isBroken
              ? fail({ kind: 'timed-out', retry: 'now' })
              : succeed({ rows: all.slice(0, 2), total: 5 }),
          ),
      }),
    )
    await store.start()
    isBroken = true
    await store.loadMore()
    expect(store.getState().projects).toMatchObject({ rows: all.slice(0, 2), failure: { kind: 'timed-out' } })
  })

  it('reads the documents of a project when it is opened, once', async () => {
    const api = twoAPage()
    const store = createPlacesStore(api)
    await store.toggleProject(1)
    await store.toggleProject(1)
    await store.toggleProject(1)
    expect(api.asked.filter(({ name }) => name === 'listDocuments')).toHaveLength(1)
    expect(store.getState().documents.get(1)).toEqual({ state: 'ready', rows: [], total: 0 })
  })
})
