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

/** Until every answer that is on its way has come. */
async function answered(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

describe('the store of the activity screen', () => {
  it('reads the newest page and checks the chain when the screen is shown', async () => {
    const { store, callsTo } = setUp(250)
    store.openScreen()
    await answered()
    expect(callsTo('listActivity')).toEqual([
      { search: '', act: null, result: null, account: null, skip: 0, take: 100 },
    ])
    expect(rowAt(store.getState(), 0)?.seq).toBe(250)
    expect(store.getState().check).toEqual({ whole: true, head: lastEntry })
  })

  it('asks only for the pages that are looked at, each once', async () => {
    const { store, callsTo } = setUp(100_000)
    store.openScreen()
    await answered()
    store.loadRange(50_090, 50_120)
    store.loadRange(50_095, 50_125)
    await answered()
    expect(callsTo('listActivity')).toMatchObject([{ skip: 0 }, { skip: 50_000 }, { skip: 50_100 }])
    expect(rowAt(store.getState(), 50_100)?.seq).toBe(49_900)
    expect(rowAt(store.getState(), 70_000)).toBeUndefined()
  })

  it('begins at the top when another filter is chosen, and forgets the rows of the one before', async () => {
    const { store, callsTo } = setUp(1_000)
    store.openScreen()
    await answered()
    store.loadRange(900, 930)
    await answered()
    store.filterBy({ act: 'restore' })
    await answered()
    expect(callsTo('listActivity').at(-1)).toMatchObject({ act: 'restore', skip: 0 })
    expect([...store.getState().pages.keys()]).toEqual([0])
  })

  it('takes of two answers the one to the latest search', async () => {
    const first = deferred<Result<ActivityPage>>()
    const api = fakeWindowApi({
      listActivity: (request) =>
        request.search === 'slow' ? first.answer : Promise.resolve(succeed(samplePage(1, request))),
    })
    const store = createActivityStore(api)
    store.filterBy({ search: 'slow' })
    store.filterBy({ search: 'quick' })
    await answered()
    first.resolve(succeed(samplePage(9, { ...store.getState().filter, skip: 0, take: 100 })))
    await answered()
    expect(store.getState().facts?.total).toBe(1)
  })

  it('reads anew when something was written, only while it is shown', async () => {
    const { store, callsTo } = setUp(3)
    store.applyChange()
    await answered()
    expect(callsTo('listActivity')).toHaveLength(0)
    const close = store.openScreen()
    await answered()
    store.applyChange()
    await answered()
    expect([callsTo('listActivity').length, callsTo('checkActivity').length]).toEqual([2, 2])
    close()
    store.applyChange()
    await answered()
    expect(callsTo('listActivity')).toHaveLength(2)
  })

  it('leaves the check of a long log to the user', async () => {
    const { store, callsTo } = setUp(50_000)
    store.openScreen()
    await answered()
    store.applyChange()
    await answered()
    expect(callsTo('checkActivity')).toHaveLength(1)
  })

  it('exports what is filtered, and tells the name of the file', async () => {
    const { store, callsTo } = setUp(3)
    store.filterBy({ search: 'png' })
    await store.exportAs('csv')
    expect(callsTo('exportActivity')).toEqual([
      { format: 'csv', filter: { search: 'png', act: null, result: null, account: null } },
    ])
    expect(store.getState().savedAs).toBe('activity.csv')
  })

  it('shows a receipt, and closes it when it is saved or not wanted', async () => {
    const { store, callsTo } = setUp(3)
    await store.showReceipt('job-1')
    expect(store.getState().receipt).toEqual({ runId: 'job-1', receipt: { text: 'text', json: '{}' } })
    await store.saveReceipt('json')
    expect(callsTo('saveReceipt')).toEqual([{ runId: 'job-1', format: 'json' }])
    expect([store.getState().receipt, store.getState().savedAs]).toEqual([null, null])
  })

  it('tells what failed, and goes on', async () => {
    const failure = { kind: 'activity-unreadable', retry: 'now' } as const
    const refused = () => Promise.resolve(fail(failure))
    const store = createActivityStore(fakeWindowApi({ listActivity: refused, checkActivity: refused }))
    store.openScreen()
    await answered()
    expect(store.getState()).toMatchObject({ failure, actionFailure: failure, isChecking: false })
  })
})
