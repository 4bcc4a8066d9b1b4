import { describe, expect, it, vi } from 'vitest'
import type { DeletionChange, DeletionQuestion, DeletionRun } from '../../../shared/deletion'
import { fail, succeed, type Result } from '../../../shared/result'
import {
  respondDone,
  fakeWindowApi,
  deferred,
  sampleAsset,
  sampleRun,
  sampleStatus,
  sampleAccount,
} from '../../../testing/window-api'
import { toSelectedAsset } from '../../../shared/selected-asset'
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
  filesThisHour: 1,
  copiesExpireAt: 0,
  countToType: null,
  keepsCopies: true,
  copySpace: 'fits',
  atRisk: [],
}

function setUp(responses: Parameters<typeof fakeWindowApi>[0] = {}) {
  const api = fakeWindowApi({
    planDeletion: () => Promise.resolve(succeed(question)),
    discardPlan: respondDone,
    stopDeletion: respondDone,
    dismissDeletion: respondDone,
    confirmDeletion: () => Promise.resolve(succeed(sampleRun({ phase: 'checking' }))),
    ...responses,
  })
  return { api, store: createDeleteStore(api) }
}

describe('the confirmation', () => {
  it('is planned from the selected files, without their keys', async () => {
    const { api, store } = setUp()
    await store.promptDeletion([asset])
    expect(api.calls[0]).toEqual({ name: 'planDeletion', input: { assets: [toSelectedAsset(asset)] } })
    expect(toSelectedAsset(asset)).not.toHaveProperty('key')
    expect(store.getState().prompt).toEqual({ step: 'asking', question, isConfirming: false })
  })

  it('is planned once at a time, and never for an empty selection', async () => {
    const { api, store } = setUp()
    await store.promptDeletion([])
    await Promise.all([store.promptDeletion([asset]), store.promptDeletion([asset])])
    await store.promptDeletion([asset])
    expect(api.calls).toHaveLength(1)
  })

  it('shows a plan made elsewhere at once, and discards it if another one is open', async () => {
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

  it('sends the plan id once', async () => {
    const { api, store } = setUp()
    await store.promptDeletion([asset])
    await Promise.all([store.confirm(''), store.confirm('')])
    expect(api.calls.filter(({ name }) => name === 'confirmDeletion')).toEqual([
      { name: 'confirmDeletion', input: { planId: 'plan-1', typedCount: '' } },
    ])
    expect(store.getState()).toMatchObject({ prompt: { step: 'idle' }, run: { phase: 'checking' } })
  })

  it('cannot be cancelled after it is confirmed', async () => {
    const response = deferred<Result<DeletionRun>>()
    const { api, store } = setUp({ confirmDeletion: () => response.answer })
    await store.promptDeletion([asset])
    const confirmed = store.confirm('')
    await store.cancel()
    response.resolve(succeed(sampleRun()))
    await confirmed
    expect(api.calls.some(({ name }) => name === 'discardPlan')).toBe(false)
  })

  it('reports why planning or confirming failed', async () => {
    const failure = { kind: 'forbidden', retry: 'no' } as const
    const { store } = setUp({ planDeletion: () => Promise.resolve(fail(failure)) })
    await store.promptDeletion([asset])
    expect(store.getState().prompt).toEqual({ step: 'failed', at: 'plan', failure })
    const rejected = setUp({ confirmDeletion: () => Promise.resolve(fail(failure)) })
    await rejected.store.promptDeletion([asset])
    await rejected.store.confirm('')
    expect(rejected.store.getState().prompt).toEqual({ step: 'failed', at: 'confirmation', failure })
  })

  it('stays open if the user cancelled in the question of main', async () => {
    const { store } = setUp({
      confirmDeletion: () => Promise.resolve(fail({ kind: 'stopped', retry: 'no' })),
    })
    await store.promptDeletion([asset])
    await store.confirm('')
    expect(store.getState().prompt).toMatchObject({ step: 'asking', isConfirming: false })
  })

  it('is discarded with its plan if it arrives after the connection was closed', async () => {
    const response = deferred<Result<DeletionQuestion>>()
    const { api, store } = setUp({ planDeletion: () => response.answer })
    const prompting = store.promptDeletion([asset])
    store.reset()
    response.resolve(succeed(question))
    await prompting
    expect(store.getState().prompt).toEqual({ step: 'idle' })
    expect(api.calls.at(-1)).toEqual({ name: 'discardPlan', input: { planId: 'plan-1' } })
  })
})

describe('the deletion run', () => {
  it('is not overwritten by a confirmation response older than its first update', async () => {
    const response = deferred<Result<DeletionRun>>()
    const { store } = setUp({ confirmDeletion: () => response.answer })
    await store.promptDeletion([asset])
    const confirmed = store.confirm('')
    store.applyRun(sampleRun({ phase: 'deleting' }))
    response.resolve(succeed(sampleRun({ phase: 'checking' })))
    await confirmed
    expect(store.getState().run?.phase).toBe('deleting')
  })

  const change: DeletionChange = {
    runId: 'job-1',
    phase: 'deleting',
    vanished: [],
    stop: null,
    stopRequested: true,
    waitingUntil: null,
    since: 3,
    revision: 4,
    files: [],
  }

  it('follows the changes that main sends', () => {
    const { store } = setUp()
    store.applyRun(sampleRun({ phase: 'first-file', revision: 3 }))
    store.applyChange(change)
    expect(store.getState().run).toMatchObject({ phase: 'deleting', stopRequested: true, revision: 4 })
  })

  it('is not replaced by an older state that arrives later', () => {
    const { store } = setUp()
    store.applyRun(sampleRun({ phase: 'verifying', revision: 9 }))
    store.applyRun(sampleRun({ phase: 'deleting', revision: 8 }))
    expect(store.getState().run?.phase).toBe('verifying')
  })

  it('is read again if the window lacks a change', async () => {
    const latest = sampleRun({ phase: 'verifying', revision: 7 })
    const { store } = setUp({
      readStatus: () => Promise.resolve(succeed(sampleStatus({ deletion: latest }))),
    })
    store.applyRun(sampleRun({ phase: 'checking', revision: 1 }))
    store.applyChange(change)
    await vi.waitFor(() => expect(store.getState().run).toBe(latest))
  })

  it('is removed when it is dismissed', async () => {
    const { api, store } = setUp()
    store.applyRun(sampleRun())
    await store.dismissDeletion()
    expect(store.getState().run).toBeNull()
    expect(api.calls).toEqual([{ name: 'dismissDeletion', input: { runId: 'job-1' } }])
  })

  it('reports why it could not be stopped', async () => {
    const { store } = setUp({ stopDeletion: () => Promise.resolve(fail({ kind: 'internal', retry: 'now' })) })
    store.applyRun(sampleRun({ phase: 'deleting' }))
    await store.stopDeletion()
    expect(store.getState().runFailure).toMatchObject({ kind: 'internal' })
  })
})

describe('the choice of copies', () => {
  it('creates a new plan in main, which is then confirmed', async () => {
    const { api, store } = setUp({
      choosePlan: ({ keepsCopies }) =>
        Promise.resolve(succeed({ ...question, planId: 'plan-2', keepsCopies })),
    })
    await store.promptDeletion([asset])
    await store.chooseCopies(false)
    expect(store.getState().prompt).toMatchObject({ question: { planId: 'plan-2', keepsCopies: false } })
    await store.confirm('')
    expect(api.calls.at(-1)).toEqual({ name: 'confirmDeletion', input: { planId: 'plan-2', typedCount: '' } })
  })

  it('is awaited by a confirmation, which uses the new plan', async () => {
    const { answer: pending, resolve: respond } = deferred<Result<DeletionQuestion>>()
    const { api, store } = setUp({ choosePlan: () => pending })
    await store.promptDeletion([asset])
    const choosing = store.chooseCopies(false)
    const confirming = [store.confirm(''), store.confirm('')]
    expect(api.calls.map(({ name }) => name)).not.toContain('confirmDeletion')
    respond(succeed({ ...question, planId: 'plan-2', keepsCopies: false }))
    await Promise.all([choosing, ...confirming])
    const confirmed = api.calls.filter(({ name }) => name === 'confirmDeletion')
    expect(confirmed).toEqual([{ name: 'confirmDeletion', input: { planId: 'plan-2', typedCount: '' } }])
  })

  it.each<[string, (store: DeleteStore) => Promise<void>, Result<DeletionQuestion>]>([
    ['it fails', () => Promise.resolve(), fail({ kind: 'internal', retry: 'no' })],
    ['the dialog is closed before it is done', (store) => store.cancel(), succeed(question)],
  ])('prevents confirmation if %s', async (_case, interfere, response) => {
    const { answer: pending, resolve: respond } = deferred<Result<DeletionQuestion>>()
    const { api, store } = setUp({ choosePlan: () => pending })
    await store.promptDeletion([asset])
    const choosing = store.chooseCopies(false)
    const confirming = store.confirm('')
    await interfere(store)
    respond(response)
    await Promise.all([choosing, confirming])
    expect(api.calls.map(({ name }) => name)).not.toContain('confirmDeletion')
  })
})
