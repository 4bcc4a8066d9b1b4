import { describe, expect, it } from 'vitest'
import type { DeletionQuestion, DeletionRun } from '../../../shared/deletion'
import { fail, succeed, type Result } from '../../../shared/result'
import {
  respondDone,
  fakeWindowApi,
  deferred,
  sampleAsset,
  sampleRun,
  sampleAccount,
} from '../../../testing/window-api'
import { toSelectedAsset } from '../../lib/selected-asset'
import { createDeleteStore, type DeleteStore } from './delete-store'

const asset = sampleAsset({ name: 'a.png', locale: 'en' })
const question: DeletionQuestion = {
  planId: 'plan-1',
  files: [{ asset, planned: { state: 'will-be-deleted' } }],
  bytes: 1_000,
  ...sampleAccount,
  kind: 'server',
  calls: 4,
  seconds: 2,
  waitMs: 0,
  countToType: null,
  keepsCopies: true,
  copySpace: 'fits',
  atRisk: [],
}

function setUp(answers: Parameters<typeof fakeWindowApi>[0] = {}) {
  const api = fakeWindowApi({
    planDeletion: () => Promise.resolve(succeed(question)),
    discardPlan: respondDone,
    stopDeletion: respondDone,
    dismissDeletion: respondDone,
    confirmDeletion: () => Promise.resolve(succeed(sampleRun({ phase: 'checking' }))),
    ...answers,
  })
  return { api, store: createDeleteStore(api) }
}

describe('the question', () => {
  it('is asked with what the window saw of each file, and without its key', async () => {
    const { api, store } = setUp()
    await store.promptDeletion([asset])
    expect(api.calls[0]).toEqual({ name: 'planDeletion', input: { assets: [toSelectedAsset(asset)] } })
    expect(toSelectedAsset(asset)).not.toHaveProperty('key')
    expect(store.getState().prompt).toEqual({ step: 'asking', question, isConfirming: false })
  })

  it('is asked once at a time, and never about nothing', async () => {
    const { api, store } = setUp()
    await store.promptDeletion([])
    await Promise.all([store.promptDeletion([asset]), store.promptDeletion([asset])])
    await store.promptDeletion([asset])
    expect(api.calls).toHaveLength(1)
  })

  it('that was made elsewhere is asked at once, and given back where another one stands', async () => {
    const { api, store } = setUp()
    store.showQuestion(question)
    expect(store.getState()).toMatchObject({ prompt: { step: 'asking', question }, restoring: 0 })
    store.showQuestion({ ...question, planId: 'plan-2' })
    expect(store.getState().prompt).toMatchObject({ question: { planId: 'plan-1' } })
    await store.cancel()
    expect(api.calls.map(({ input }) => input)).toEqual([{ planId: 'plan-2' }, { planId: 'plan-1' }])
  })

  it('discards the plan when it is cancelled', async () => {
    const { api, store } = setUp()
    await store.promptDeletion([asset])
    await store.cancel()
    expect(store.getState().prompt).toEqual({ step: 'idle' })
    expect(api.calls.at(-1)).toEqual({ name: 'discardPlan', input: { planId: 'plan-1' } })
  })

  it('is confirmed by the id of its plan alone, once', async () => {
    const { api, store } = setUp()
    await store.promptDeletion([asset])
    await Promise.all([store.confirm(), store.confirm()])
    expect(api.calls.filter(({ name }) => name === 'confirmDeletion')).toEqual([
      { name: 'confirmDeletion', input: { planId: 'plan-1' } },
    ])
    expect(store.getState()).toMatchObject({ prompt: { step: 'idle' }, run: { phase: 'checking' } })
  })

  it('cannot be cancelled any more once it is confirmed', async () => {
    const reply = deferred<Result<DeletionRun>>()
    const { api, store } = setUp({ confirmDeletion: () => reply.answer })
    await store.promptDeletion([asset])
    const confirmed = store.confirm()
    await store.cancel()
    reply.resolve(succeed(sampleRun()))
    await confirmed
    expect(api.calls.some(({ name }) => name === 'discardPlan')).toBe(false)
  })

  it('tells why it could not be asked, or was not taken', async () => {
    const failure = { kind: 'forbidden', retry: 'no' } as const
    const { store } = setUp({ planDeletion: () => Promise.resolve(fail(failure)) })
    await store.promptDeletion([asset])
    expect(store.getState().prompt).toEqual({ step: 'failed', at: 'plan', failure })
    const rejected = setUp({ confirmDeletion: () => Promise.resolve(fail(failure)) })
    await rejected.store.promptDeletion([asset])
    await rejected.store.confirm()
    expect(rejected.store.getState().prompt).toEqual({ step: 'failed', at: 'confirmation', failure })
  })

  it('that comes after the connection was left is thrown away, and its plan with it', async () => {
    const reply = deferred<Result<DeletionQuestion>>()
    const { api, store } = setUp({ planDeletion: () => reply.answer })
    const prompting = store.promptDeletion([asset])
    store.reset()
    reply.resolve(succeed(question))
    await prompting
    expect(store.getState().prompt).toEqual({ step: 'idle' })
    expect(api.calls.at(-1)).toEqual({ name: 'discardPlan', input: { planId: 'plan-1' } })
  })
})

describe('the job', () => {
  it('is not put back by a confirmation whose answer is older than its first news', async () => {
    const reply = deferred<Result<DeletionRun>>()
    const { store } = setUp({ confirmDeletion: () => reply.answer })
    await store.promptDeletion([asset])
    const confirmed = store.confirm()
    store.applyRun(sampleRun({ phase: 'deleting' }))
    reply.resolve(succeed(sampleRun({ phase: 'checking' })))
    await confirmed
    expect(store.getState().run?.phase).toBe('deleting')
  })

  it('goes when it is dismissed', async () => {
    const { api, store } = setUp()
    store.applyRun(sampleRun())
    await store.dismissDeletion()
    expect(store.getState().run).toBeNull()
    expect(api.calls).toEqual([{ name: 'dismissDeletion', input: { runId: 'job-1' } }])
  })

  it('says why it could not be stopped', async () => {
    const { store } = setUp({ stopDeletion: () => Promise.resolve(fail({ kind: 'internal', retry: 'now' })) })
    store.applyRun(sampleRun({ phase: 'deleting' }))
    await store.stopDeletion()
    expect(store.getState().runFailure).toMatchObject({ kind: 'internal' })
  })
})

describe('the choice of copies', () => {
  it('is frozen anew in main, and the new question is the one that is confirmed', async () => {
    const { api, store } = setUp({
      chooseCopies: ({ keepCopies }) =>
        Promise.resolve(succeed({ ...question, planId: 'plan-2', keepsCopies: keepCopies })),
    })
    await store.promptDeletion([asset])
    await store.chooseCopies(false)
    expect(store.getState().prompt).toMatchObject({ question: { planId: 'plan-2', keepsCopies: false } })
    await store.confirm()
    expect(api.calls.at(-1)).toEqual({ name: 'confirmDeletion', input: { planId: 'plan-2' } })
  })

  it('is waited for by a confirmation, which is of what was chosen', async () => {
    const { answer: reply, resolve: give } = deferred<Result<DeletionQuestion>>()
    const { api, store } = setUp({ chooseCopies: () => reply })
    await store.promptDeletion([asset])
    const choosing = store.chooseCopies(false)
    const confirming = [store.confirm(), store.confirm()]
    expect(api.calls.map(({ name }) => name)).not.toContain('confirmDeletion')
    give(succeed({ ...question, planId: 'plan-2', keepsCopies: false }))
    await Promise.all([choosing, ...confirming])
    const confirmed = api.calls.filter(({ name }) => name === 'confirmDeletion')
    expect(confirmed).toEqual([{ name: 'confirmDeletion', input: { planId: 'plan-2' } }])
  })

  it.each<[string, (store: DeleteStore) => Promise<void>, Result<DeletionQuestion>]>([
    ['it fails', () => Promise.resolve(), fail({ kind: 'internal', retry: 'no' })],
    ['the question is closed meanwhile', (store) => store.cancel(), succeed(question)],
  ])('lets nothing be confirmed where %s', async (_what, meanwhile, given) => {
    const { answer: reply, resolve: give } = deferred<Result<DeletionQuestion>>()
    const { api, store } = setUp({ chooseCopies: () => reply })
    await store.promptDeletion([asset])
    const choosing = store.chooseCopies(false)
    const confirming = store.confirm()
    await meanwhile(store)
    give(given)
    await Promise.all([choosing, confirming])
    expect(api.calls.map(({ name }) => name)).not.toContain('confirmDeletion')
  })
})
