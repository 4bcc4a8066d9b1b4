import { describe, expect, it } from 'vitest'
import type { DeletionQuestion, JobView } from '../../../shared/deletion'
import { fail, succeed, type Result } from '../../../shared/result'
import { done, fakeWindowApi, later, sampleAsset, sampleJob, sampleOrigin } from '../../../testing/window-api'
import { toSelected } from '../../lib/selected-asset'
import { createDeleteStore, type DeleteStore } from './delete-store'

const asset = sampleAsset({ name: 'a.png', locale: 'en' })
const question: DeletionQuestion = {
  planId: 'plan-1',
  files: [{ asset, planned: { state: 'will-be-deleted' } }],
  bytes: 1_000,
  ...sampleOrigin,
  kind: 'server',
  calls: 4,
  seconds: 2,
  waitMs: 0,
  numberToType: null,
  keepsCopies: true,
  copyRoom: 'fits',
  atRisk: [],
}

function asking(answers: Parameters<typeof fakeWindowApi>[0] = {}) {
  const api = fakeWindowApi({
    planDeletion: () => Promise.resolve(succeed(question)),
    discardPlan: done,
    stopJob: done,
    dismissJob: done,
    confirmDeletion: () => Promise.resolve(succeed(sampleJob({ phase: 'checking' }))),
    ...answers,
  })
  return { api, store: createDeleteStore(api) }
}

describe('the question', () => {
  it('is asked with what the window saw of each file, and without its key', async () => {
    const { api, store } = asking()
    await store.ask([asset])
    expect(api.asked[0]).toEqual({ name: 'planDeletion', input: { assets: [toSelected(asset)] } })
    expect(toSelected(asset)).not.toHaveProperty('key')
    expect(store.getState().asking).toEqual({ step: 'asking', question, isConfirming: false })
  })

  it('is asked once at a time, and never about nothing', async () => {
    const { api, store } = asking()
    await store.ask([])
    await Promise.all([store.ask([asset]), store.ask([asset])])
    await store.ask([asset])
    expect(api.asked).toHaveLength(1)
  })

  it('that was made elsewhere is asked at once, and given back where another one stands', async () => {
    const { api, store } = asking()
    store.askAbout(question)
    expect(store.getState()).toMatchObject({ asking: { step: 'asking', question }, restoring: 0 })
    store.askAbout({ ...question, planId: 'plan-2' })
    expect(store.getState().asking).toMatchObject({ question: { planId: 'plan-1' } })
    await store.cancel()
    expect(api.asked.map(({ input }) => input)).toEqual([{ planId: 'plan-2' }, { planId: 'plan-1' }])
  })

  it('discards the plan when it is cancelled', async () => {
    const { api, store } = asking()
    await store.ask([asset])
    await store.cancel()
    expect(store.getState().asking).toEqual({ step: 'idle' })
    expect(api.asked.at(-1)).toEqual({ name: 'discardPlan', input: { planId: 'plan-1' } })
  })

  it('is confirmed by the id of its plan alone, once', async () => {
    const { api, store } = asking()
    await store.ask([asset])
    await Promise.all([store.confirm(), store.confirm()])
    expect(api.asked.filter(({ name }) => name === 'confirmDeletion')).toEqual([
      { name: 'confirmDeletion', input: { planId: 'plan-1' } },
    ])
    expect(store.getState()).toMatchObject({ asking: { step: 'idle' }, job: { phase: 'checking' } })
  })

  it('cannot be cancelled any more once it is confirmed', async () => {
    const answer = later<Result<JobView>>()
    const { api, store } = asking({ confirmDeletion: () => answer.answer })
    await store.ask([asset])
    const confirmed = store.confirm()
    await store.cancel()
    answer.give(succeed(sampleJob()))
    await confirmed
    expect(api.asked.some(({ name }) => name === 'discardPlan')).toBe(false)
  })

  it('tells why it could not be asked, or was not taken', async () => {
    const failure = { kind: 'forbidden', retry: 'no' } as const
    const { store } = asking({ planDeletion: () => Promise.resolve(fail(failure)) })
    await store.ask([asset])
    expect(store.getState().asking).toEqual({ step: 'failed', at: 'plan', failure })
    const taken = asking({ confirmDeletion: () => Promise.resolve(fail(failure)) })
    await taken.store.ask([asset])
    await taken.store.confirm()
    expect(taken.store.getState().asking).toEqual({ step: 'failed', at: 'confirmation', failure })
  })

  it('that comes after the connection was left is thrown away, and its plan with it', async () => {
    const answer = later<Result<DeletionQuestion>>()
    const { api, store } = asking({ planDeletion: () => answer.answer })
    const asked = store.ask([asset])
    store.reset()
    answer.give(succeed(question))
    await asked
    expect(store.getState().asking).toEqual({ step: 'idle' })
    expect(api.asked.at(-1)).toEqual({ name: 'discardPlan', input: { planId: 'plan-1' } })
  })
})

describe('the job', () => {
  it('is not put back by a confirmation whose answer is older than its first news', async () => {
    const answer = later<Result<JobView>>()
    const { store } = asking({ confirmDeletion: () => answer.answer })
    await store.ask([asset])
    const confirmed = store.confirm()
    store.takeJob(sampleJob({ phase: 'deleting' }))
    answer.give(succeed(sampleJob({ phase: 'checking' })))
    await confirmed
    expect(store.getState().job?.phase).toBe('deleting')
  })

  it('goes when it is dismissed', async () => {
    const { api, store } = asking()
    store.takeJob(sampleJob())
    await store.dismiss()
    expect(store.getState().job).toBeNull()
    expect(api.asked).toEqual([{ name: 'dismissJob', input: { jobId: 'job-1' } }])
  })

  it('says why it could not be stopped', async () => {
    const { store } = asking({ stopJob: () => Promise.resolve(fail({ kind: 'internal', retry: 'now' })) })
    store.takeJob(sampleJob({ phase: 'deleting' }))
    await store.stop()
    expect(store.getState().jobFailure).toMatchObject({ kind: 'internal' })
  })
})

describe('the choice of copies', () => {
  it('is frozen anew in main, and the new question is the one that is confirmed', async () => {
    const { api, store } = asking({
      chooseCopies: ({ keepCopies }) =>
        Promise.resolve(succeed({ ...question, planId: 'plan-2', keepsCopies: keepCopies })),
    })
    await store.ask([asset])
    await store.chooseCopies(false)
    expect(store.getState().asking).toMatchObject({ question: { planId: 'plan-2', keepsCopies: false } })
    await store.confirm()
    expect(api.asked.at(-1)).toEqual({ name: 'confirmDeletion', input: { planId: 'plan-2' } })
  })

  it('is waited for by a confirmation, which is of what was chosen', async () => {
    const { answer, give } = later<Result<DeletionQuestion>>()
    const { api, store } = asking({ chooseCopies: () => answer })
    await store.ask([asset])
    const choosing = store.chooseCopies(false)
    const confirming = [store.confirm(), store.confirm()]
    expect(api.asked.map(({ name }) => name)).not.toContain('confirmDeletion')
    give(succeed({ ...question, planId: 'plan-2', keepsCopies: false }))
    await Promise.all([choosing, ...confirming])
    const confirmed = api.asked.filter(({ name }) => name === 'confirmDeletion')
    expect(confirmed).toEqual([{ name: 'confirmDeletion', input: { planId: 'plan-2' } }])
  })

  it.each<[string, (store: DeleteStore) => Promise<void>, Result<DeletionQuestion>]>([
    ['it fails', () => Promise.resolve(), fail({ kind: 'internal', retry: 'no' })],
    ['the question is closed meanwhile', (store) => store.cancel(), succeed(question)],
  ])('lets nothing be confirmed where %s', async (_what, meanwhile, given) => {
    const { answer, give } = later<Result<DeletionQuestion>>()
    const { api, store } = asking({ chooseCopies: () => answer })
    await store.ask([asset])
    const choosing = store.chooseCopies(false)
    const confirming = store.confirm()
    await meanwhile(store)
    give(given)
    await Promise.all([choosing, confirming])
    expect(api.asked.map(({ name }) => name)).not.toContain('confirmDeletion')
  })
})
