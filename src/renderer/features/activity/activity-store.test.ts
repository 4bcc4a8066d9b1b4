import { describe, expect, it } from 'vitest'
import type { ActivityHead, ActivityPage } from '../../../shared/activity'
import { fail, succeed, type Result } from '../../../shared/result'
import { samplePage } from '../../../testing/sample-activity'
import { fakeWindowApi, deferred } from '../../../testing/window-api'
import { rowAt } from './activity-state'
import { createActivityStore } from './activity-store'

const lastEntry: ActivityHead = { seq: 3, hash: 'a'.repeat(64) }

function setUp(total: number) {
  const api = fakeWindowApi({
    listActivity: (request) => Promise.resolve(succeed(samplePage(total, request))),
    checkActivity: () => Promise.resolve(succeed({ whole: true, head: lastEntry })),
    exportActivity: () => Promise.resolve(succeed({ fileName: 'activity.csv' })),
    readReceipt: () => Promise.resolve(succeed({ text: 'text', json: '{}' })),
    saveReceipt: () => Promise.resolve(succeed({ fileName: null })),
  })
  const store = createActivityStore(api)
  const callsTo = (name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)
  return { api, store, callsTo }
}

/** Waits until every pending response has been handled. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

describe('the activity store', () => {
  it('loads the newest page and checks the chain when the screen opens', async () => {
    const { store, callsTo } = setUp(250)
    store.openScreen()
    await settle()
    expect(callsTo('listActivity')).toEqual([
      { search: '', act: null, result: null, account: null, skip: 0, take: 100 },
    ])
    expect(rowAt(store.getState(), 0)?.seq).toBe(250)
    expect(store.getState().check).toEqual({ whole: true, head: lastEntry })
  })

  it('loads only visible pages, each once', async () => {
    const { store, callsTo } = setUp(100_000)
    store.openScreen()
    await settle()
    store.loadRange(50_090, 50_120)
    store.loadRange(50_095, 50_125)
    await settle()
    expect(callsTo('listActivity')).toMatchObject([{ skip: 0 }, { skip: 50_000 }, { skip: 50_100 }])
    expect(rowAt(store.getState(), 50_100)?.seq).toBe(49_900)
    expect(rowAt(store.getState(), 70_000)).toBeUndefined()
  })

  it('starts at the top with a new filter and discards the previous rows', async () => {
    const { store, callsTo } = setUp(1_000)
    store.openScreen()
    await settle()
    store.loadRange(900, 930)
    await settle()
    store.filterBy({ act: 'restore' })
    await settle()
    expect(callsTo('listActivity').at(-1)).toMatchObject({ act: 'restore', skip: 0 })
    expect([...store.getState().pages.keys()]).toEqual([0])
  })

  it('applies only the response to the latest search', async () => {
    const first = deferred<Result<ActivityPage>>()
    const api = fakeWindowApi({
      listActivity: (request) =>
        request.search === 'slow' ? first.answer : Promise.resolve(succeed(samplePage(1, request))),
    })
    const store = createActivityStore(api)
    store.filterBy({ search: 'slow' })
    store.filterBy({ search: 'quick' })
    await settle()
    first.resolve(succeed(samplePage(9, { ...store.getState().filter, skip: 0, take: 100 })))
    await settle()
    expect(store.getState().facts?.total).toBe(1)
  })

  it('refreshes after a new entry, but only while the screen is open', async () => {
    const { store, callsTo } = setUp(3)
    store.applyChange()
    await settle()
    expect(callsTo('listActivity')).toHaveLength(0)
    const close = store.openScreen()
    await settle()
    store.applyChange()
    await settle()
    expect([callsTo('listActivity').length, callsTo('checkActivity').length]).toEqual([2, 2])
    close()
    store.applyChange()
    await settle()
    expect(callsTo('listActivity')).toHaveLength(2)
  })

  it('does not check a long log automatically after a new entry', async () => {
    const { store, callsTo } = setUp(50_000)
    store.openScreen()
    await settle()
    store.applyChange()
    await settle()
    expect(callsTo('checkActivity')).toHaveLength(1)
  })

  it('exports the filtered entries and reports the file name', async () => {
    const { store, callsTo } = setUp(3)
    store.filterBy({ search: 'png' })
    await store.exportAs('csv')
    expect(callsTo('exportActivity')).toEqual([
      { format: 'csv', filter: { search: 'png', act: null, result: null, account: null } },
    ])
    expect(store.getState().savedAs).toBe('activity.csv')
  })

  it('shows a receipt and closes it when it is saved', async () => {
    const { store, callsTo } = setUp(3)
    await store.showReceipt('job-1')
    expect(store.getState().receipt).toEqual({ runId: 'job-1', receipt: { text: 'text', json: '{}' } })
    await store.saveReceipt('json')
    expect(callsTo('saveReceipt')).toEqual([{ runId: 'job-1', format: 'json' }])
    expect([store.getState().receipt, store.getState().savedAs]).toEqual([null, null])
  })

  it('reports failures and stays usable', async () => {
    const failure = { kind: 'activity-unreadable', retry: 'now' } as const
    const refuse = () => Promise.resolve(fail(failure))
    const store = createActivityStore(fakeWindowApi({ listActivity: refuse, checkActivity: refuse }))
    store.openScreen()
    await settle()
    expect(store.getState()).toMatchObject({ failure, actionFailure: failure, isChecking: false })
  })
})
