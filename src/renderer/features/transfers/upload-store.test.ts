import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fail, succeed } from '../../../shared/result'
import { sampleGrant, samplePlan, samplePlanned, sampleTaken } from '../../../testing/sample-transfers'
import { respondDone, fakeWindowApi, deferred, sampleAsset } from '../../../testing/window-api'
import { createUploadStore, type UploadDestination } from './upload-store'
import { noHint, type UploadPlace } from './upload-target'
import type { DeletionQuestion } from '../../../shared/deletion'

const segments = [
  { id: 27665601, number: '1', text: 'One' },
  { id: 27665602, number: '2', text: null },
]
const place: UploadPlace = {
  context: { family: 'classic', scope: 'pr7214' },
  segments,
  assets: [],
  languages: [],
}
const unspecified: UploadDestination = { place, hint: noHint }
const destination: UploadDestination = {
  place,
  hint: { segmentId: 27665602, language: { locale: 'en' }, folder: 'public\\views' },
}
const grant = sampleGrant(['a.png', 'b.png', 'c.png'])
const grantFiles = () => Promise.resolve(succeed(grant))
const files = [
  sampleTaken('a.png'),
  sampleTaken('b.png', { hasSameDestination: true, there: [] }),
  samplePlanned('c.png'),
]
const question = { planId: 'question-1' } as unknown as DeletionQuestion

function setUp(responses: Parameters<typeof fakeWindowApi>[0] = {}) {
  let plans = 0
  const api = fakeWindowApi({
    planUpload: ({ target }) => {
      plans += 1
      return Promise.resolve(succeed(samplePlan(files, { planId: `plan-${plans}`, target })))
    },
    startUpload: () => Promise.resolve(succeed({ batchId: 'batch-1', question: null })),
    discardGrant: respondDone,
    discardUpload: respondDone,
    discardPlan: respondDone,
    ...responses,
  })
  const onQuestion = vi.fn()
  const store = createUploadStore(api, onQuestion)
  const callsTo = (name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)
  return { api, store, onQuestion, callsTo }
}

async function settle() {
  await vi.runAllTimersAsync()
}

describe('the plan of an upload', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('costs no call until one of several segments is chosen', async () => {
    const { store, callsTo } = setUp()
    await store.openDialog(grantFiles, unspecified)
    await settle()
    expect(callsTo('planUpload')).toEqual([])
    store.change({ segment: '27665601' })
    await settle()
    expect(callsTo('planUpload')).toHaveLength(1)
  })

  it('starts with the destination of the drop, with slashes in folders', async () => {
    const { store, callsTo } = setUp()
    await store.openDialog(grantFiles, destination)
    await settle()
    expect(callsTo('planUpload')).toEqual([
      {
        source: { kind: 'files', grantId: 'grant-1' },
        target: {
          context: place.context,
          segmentId: 27665602,
          locale: 'en',
          folder: 'public/views',
          keepsFolders: false,
        },
      },
    ])
  })

  it('is debounced while typing, and not repeated for the same target', async () => {
    const { store, callsTo } = setUp()
    await store.openDialog(grantFiles, destination)
    await settle()
    for (const folder of ['u', 'ui', 'ui/']) store.change({ folder })
    await settle()
    expect(callsTo('planUpload')).toHaveLength(2)
    store.change({ folder: 'ui' })
    await settle()
    expect(callsTo('planUpload')).toHaveLength(2)
    expect(callsTo('discardUpload')).toEqual([{ planId: 'plan-1' }])
  })

  it('is discarded with the grant if it arrives after the dialog was closed', async () => {
    const plan = deferred<ReturnType<typeof succeed<ReturnType<typeof samplePlan>>>>()
    const { store, callsTo } = setUp({ planUpload: () => plan.answer })
    await store.openDialog(grantFiles, destination)
    await settle()
    store.cancel()
    plan.resolve(succeed(samplePlan(files)))
    await settle()
    expect(store.getState()).toEqual({ step: 'idle' })
    expect(callsTo('discardUpload')).toEqual([{ planId: 'plan-1' }])
    expect(callsTo('discardGrant')).toEqual([{ grantId: 'grant-1' }])
  })

  it('skips existing names by default, and sends each choice to main', async () => {
    const { store, callsTo } = setUp()
    await store.openDialog(grantFiles, destination)
    await settle()
    store.choose('a.png', 'replace')
    await store.startUpload()
    expect(callsTo('startUpload')).toEqual([
      {
        planId: 'plan-1',
        choices: [
          { id: 'a.png', choice: 'replace' },
          { id: 'b.png', choice: 'skip' },
        ],
      },
    ])
  })

  it('keeps a twin beside the other file if all are replaced', async () => {
    const { store, callsTo } = setUp()
    await store.openDialog(grantFiles, destination)
    await settle()
    store.chooseAll('replace')
    await store.startUpload()
    expect(callsTo('startUpload')).toMatchObject([
      { choices: [{ choice: 'replace' }, { id: 'b.png', choice: 'keep-both' }] },
    ])
  })

  it('asks to confirm the deletion of replaced files before the dialog closes', async () => {
    const reply = { batchId: 'batch-1', question }
    const { store, onQuestion, callsTo } = setUp({ startUpload: () => Promise.resolve(succeed(reply)) })
    onQuestion.mockImplementation(() => expect(store.getState().step).toBe('asking'))
    await store.openDialog(grantFiles, destination)
    await settle()
    store.chooseAll('replace')
    await store.startUpload()
    expect(onQuestion).toHaveBeenCalledExactlyOnceWith(question)
    expect(store.getState()).toEqual({ step: 'idle' })
    expect(callsTo('discardGrant')).toEqual([])
  })

  it('discards a deletion plan that arrives after the connection was left', async () => {
    const reply = deferred<ReturnType<typeof succeed<{ batchId: string; question: DeletionQuestion }>>>()
    const { store, onQuestion, callsTo } = setUp({ startUpload: () => reply.answer })
    await store.openDialog(grantFiles, destination)
    await settle()
    const starting = store.startUpload()
    store.reset()
    reply.resolve(succeed({ batchId: 'batch-1', question }))
    await starting
    expect(onQuestion).not.toHaveBeenCalled()
    expect(callsTo('discardPlan')).toEqual([{ planId: 'question-1' }])
  })

  it('stays open with the reason if starting fails, and can be planned again', async () => {
    const failure = { kind: 'unreachable', retry: 'later' } as const
    const { store, callsTo } = setUp({ startUpload: () => Promise.resolve(fail(failure)) })
    await store.openDialog(grantFiles, destination)
    await settle()
    await store.startUpload()
    expect(store.getState()).toMatchObject({ step: 'asking', failure, plan: null, isStarting: false })
    store.retryPlan()
    await settle()
    expect(callsTo('planUpload')).toHaveLength(2)
    expect(store.getState()).toMatchObject({ failure: null, plan: { planId: 'plan-2' } })
  })

  it('is idle after the file dialog was cancelled, and failed if the files could not be read', async () => {
    const { store } = setUp()
    await store.openDialog(() => Promise.resolve(succeed(null)), unspecified)
    expect(store.getState()).toEqual({ step: 'idle' })
    const failure = { kind: 'internal', retry: 'no' } as const
    await store.openDialog(() => Promise.resolve(fail(failure)), unspecified)
    expect(store.getState()).toEqual({ step: 'failed', failure })
    store.dismissFailure()
    expect(store.getState()).toEqual({ step: 'idle' })
  })
})

describe('the plan of a copy', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const assets = [sampleAsset({ name: 'a.png', locale: 'en', relativePath: 'ui\\icons' })]

  it('keeps language and folders if the drop does not define them', async () => {
    const { store, callsTo } = setUp()
    store.openCopyDialog(assets, { place, hint: { ...noHint, segmentId: 27665602 } })
    await settle()
    expect(callsTo('planUpload')).toMatchObject([
      { target: { segmentId: 27665602, locale: 'en', folder: '', keepsFolders: true } },
    ])
  })

  it('of files onto themselves is not made and costs no call', async () => {
    const { store, callsTo } = setUp()
    store.openCopyDialog(assets, { place, hint: { ...noHint, segmentId: 27665601 } })
    await settle()
    expect(callsTo('planUpload')).toEqual([])
    store.change({ language: 'de' })
    await settle()
    expect(callsTo('planUpload')).toHaveLength(1)
  })
})
