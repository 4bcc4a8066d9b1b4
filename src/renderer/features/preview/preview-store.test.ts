import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PreviewAnswer } from '../../../shared/preview'
import { fail, succeed, type Result } from '../../../shared/result'
import { respondDone, fakeWindowApi, deferred, sampleAsset } from '../../../testing/window-api'
import { toSelectedAsset } from '../../lib/selected-asset'
import { createPreviewStore } from './preview-store'

const first = sampleAsset({ name: 'first.png' })
const second = sampleAsset({ name: 'second.png' })
const shown: PreviewAnswer = {
  state: 'shown',
  content: { kind: 'image', address: 'preview://asset/a', width: 3, height: 2 },
  mediaType: 'image/png',
  bytes: 1_000,
  isCached: false,
}

const ready: PreviewAnswer = {
  ...shown,
  content: { kind: 'image', address: 'preview://asset/ready', width: 5, height: 4 },
  isCached: true,
}

function setUp(answer: () => Promise<Result<PreviewAnswer>> = () => Promise.resolve(succeed(shown))) {
  const api = fakeWindowApi({
    openPreview: answer,
    closePreview: respondDone,
    preparePreview: () => Promise.resolve(succeed(ready)),
    saveAsset: () => Promise.resolve(succeed({ fileName: 'first.png' })),
  })
  const store = createPreviewStore(api)
  const callsTo = (name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)
  const opened = () =>
    callsTo('openPreview') as { requestId: string; isRequested: boolean; anyway: boolean }[]
  const preview = () => store.getState().preview
  const waitStill = (ms = 300) => vi.advanceTimersByTimeAsync(ms)
  return { api, store, callsTo, opened, preview, waitStill }
}

describe('the preview', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('opens a file that is selected alone, once the selection has been still for 300 ms', async () => {
    const { store, opened, preview, waitStill } = setUp()
    store.showAsset(first)
    await waitStill(299)
    expect(opened()).toEqual([])
    await waitStill(1)
    expect(opened()).toMatchObject([{ asset: toSelectedAsset(first), isRequested: false, anyway: false }])
    expect(preview()).toEqual({ step: 'answered', answer: shown })
  })

  it('asks for nothing while the selection moves on', async () => {
    const { store, opened, waitStill } = setUp()
    for (let moves = 0; moves < 20; moves += 1) {
      store.showAsset(moves % 2 === 0 ? first : second)
      await waitStill(100)
    }
    expect(opened()).toEqual([])
    store.showAsset(null)
    await waitStill()
    expect(opened()).toEqual([])
  })

  it('never asks twice for the same version of a file, but for a new one', async () => {
    const { store, callsTo, opened, waitStill } = setUp()
    store.showAsset(first)
    await waitStill()
    store.showAsset({ ...first })
    await waitStill()
    expect(opened()).toHaveLength(1)
    store.showAsset({ ...first, modifiedDate: '2026-10-10T10:10:10' })
    expect(callsTo('closePreview')).toEqual([{ requestId: opened()[0]?.requestId }])
    await waitStill()
    expect(opened()).toHaveLength(2)
  })

  it('closes what is shown when the file is gone', async () => {
    const { store, callsTo, opened, waitStill } = setUp()
    store.showAsset(first)
    await waitStill()
    store.openFull(first)
    store.showAsset(null)
    expect(store.getState()).toMatchObject({ asset: null, isFull: false })
    expect(callsTo('closePreview')).toEqual([{ requestId: opened()[0]?.requestId }])
  })

  it('ends an earlier request by a later one, and ignores its late answer and its progress', async () => {
    const slowReply = deferred<Result<PreviewAnswer>>()
    const answers = [slowReply.answer, deferred<Result<PreviewAnswer>>().answer]
    const { store, callsTo, opened, preview, waitStill } = setUp(() => answers.shift() ?? slowReply.answer)
    store.showAsset(first)
    await waitStill()
    store.showAsset(second)
    await waitStill()
    expect(callsTo('closePreview')).toEqual([{ requestId: opened()[0]?.requestId }])
    slowReply.resolve(succeed(shown))
    store.applyProgress({ requestId: opened()[0]?.requestId ?? '', received: 900, total: 1_000 })
    await waitStill(0)
    expect(preview()).toMatchObject({ step: 'loading', received: 0 })
    store.applyProgress({ requestId: opened()[1]?.requestId ?? '', received: 400, total: null })
    expect(preview()).toMatchObject({ step: 'loading', received: 400, total: 1_000 })
  })

  it('can be cancelled, and then waits for a wish', async () => {
    const { store, callsTo, opened, preview, waitStill } = setUp(
      () => deferred<Result<PreviewAnswer>>().answer,
    )
    store.showAsset(first)
    await waitStill()
    store.cancelLoading()
    expect(preview()).toEqual({ step: 'waiting', offers: true })
    expect(callsTo('closePreview')).toHaveLength(1)
    await waitStill()
    expect(opened()).toHaveLength(1)
    void store.loadPreview()
    expect(opened()[1]).toMatchObject({ isRequested: true, anyway: false })
  })

  it('loads what a guard held only when the user says so', async () => {
    const { store, opened, waitStill } = setUp()
    store.showAsset(first)
    await waitStill()
    await store.loadPreview({ anyway: true })
    expect(opened()[1]).toMatchObject({ isRequested: true, anyway: true })
  })

  it('loads nothing by itself while a deletion is asked about or runs, and goes on afterwards', async () => {
    const { store, opened, preview, waitStill } = setUp()
    store.setQuiet(true)
    store.showAsset(first)
    await waitStill()
    expect(preview()).toEqual({ step: 'waiting', offers: true })
    expect(opened()).toEqual([])
    store.setQuiet(false)
    await waitStill()
    expect(opened()).toHaveLength(1)
  })

  it('stops waiting for stillness when a deletion is asked about', async () => {
    const { store, opened, waitStill } = setUp()
    store.showAsset(first)
    await waitStill(200)
    store.setQuiet(true)
    await waitStill()
    expect(opened()).toEqual([])
    await store.loadPreview()
    expect(opened()).toMatchObject([{ isRequested: true }])
  })

  it('does not ask again by itself for a file that could not be loaded', async () => {
    const failure = { kind: 'unreachable', retry: 'now' } as const
    const { store, opened, preview, waitStill } = setUp(() => Promise.resolve(fail(failure)))
    store.showAsset(first)
    await waitStill()
    expect(preview()).toEqual({ step: 'failed', failure })
    store.showAsset(second)
    store.showAsset(first)
    await waitStill()
    expect(preview()).toEqual({ step: 'failed', failure })
    expect(opened()).toHaveLength(1)
    await store.loadPreview()
    expect(opened()).toHaveLength(2)
  })

  it('goes into full size at once and by wish, and step by step through neighbours', async () => {
    const { store, opened, waitStill } = setUp()
    store.openFull(first)
    expect(opened()).toMatchObject([{ isRequested: true }])
    await waitStill()
    store.showAsset(second)
    expect(opened()).toHaveLength(2)
    // A held key: only where it ends.
    store.showAsset(first)
    store.showAsset(second)
    store.showAsset(first)
    expect(opened()).toHaveLength(2)
    await waitStill()
    expect(opened()).toHaveLength(3)
    store.closeFull()
    expect(store.getState()).toMatchObject({ isFull: false, asset: first })
  })

  it('waits for nothing between files that are kept, and again after one that cost a call', async () => {
    let isCached = true
    const { store, opened, waitStill } = setUp(() => Promise.resolve(succeed({ ...shown, isCached })))
    store.openFull(first)
    await waitStill(1)
    for (const file of [second, first, second]) {
      store.showAsset(file)
      await waitStill(1)
    }
    expect(opened()).toHaveLength(4)
    isCached = false
    store.showAsset(first)
    await waitStill(1)
    expect(opened()).toHaveLength(5)
    store.showAsset(second)
    await waitStill(1)
    expect(opened()).toHaveLength(5)
    await waitStill()
    expect(opened()).toHaveLength(6)
  })

  describe('the file that probably comes next', () => {
    async function startFull(answers: () => Promise<Result<PreviewAnswer>>) {
      const all = setUp(answers)
      all.store.openFull(first)
      await all.waitStill()
      all.store.prepare(second)
      await all.waitStill()
      return all
    }

    it('is shown at once from what is ready, and main is asked all the same', async () => {
      let answer: Promise<Result<PreviewAnswer>> = Promise.resolve(succeed(shown))
      const { store, opened, preview, callsTo } = await startFull(() => answer)
      expect(callsTo('preparePreview')).toEqual([{ asset: toSelectedAsset(second) }])
      const main = deferred<Result<PreviewAnswer>>()
      answer = main.answer
      const steps: string[] = []
      store.subscribe((state) => steps.push(state.preview.step))
      store.showAsset(second)
      expect(preview()).toEqual({ step: 'answered', answer: ready })
      expect(opened()).toHaveLength(2)
      const before = store.getState()
      main.resolve(succeed({ ...ready }))
      await vi.advanceTimersByTimeAsync(0)
      expect(store.getState()).toBe(before)
      expect(steps).toEqual(['waiting', 'answered'])
    })

    it('is asked of main before anybody hears of the answer, who may make the next one ready', async () => {
      const { store, api } = await startFull(() => Promise.resolve(succeed(ready)))
      const before = api.calls.length
      store.subscribe(({ preview }) => {
        if (preview.step === 'answered') store.prepare(first)
      })
      store.showAsset(second)
      expect(api.calls.slice(before).map(({ name }) => name)).toEqual([
        'closePreview',
        'openPreview',
        'preparePreview',
      ])
    })

    it('gives way to what main says', async () => {
      const failure = { kind: 'forbidden', retry: 'no' } as const
      let answer: Result<PreviewAnswer> = succeed(shown)
      const { store, preview, waitStill } = await startFull(() => Promise.resolve(answer))
      store.showAsset(second)
      await waitStill()
      expect(preview()).toEqual({ step: 'answered', answer: shown })
      store.showAsset(first)
      await waitStill()
      store.prepare(second)
      await waitStill()
      answer = fail(failure)
      store.showAsset(second)
      await waitStill()
      expect(preview()).toEqual({ step: 'failed', failure })
    })

    it.each([
      ['another file', (): typeof second => sampleAsset({ name: 'third.png' })],
      ['another version', (): typeof second => ({ ...second, modifiedDate: '2026-10-10T10:10:10' })],
    ])('is not %s', async (_, other) => {
      const { store, preview } = await startFull(() => Promise.resolve(succeed(shown)))
      store.showAsset(other())
      expect(preview().step).not.toBe('answered')
    })

    it('is not ready any more once the full size is closed', async () => {
      const { store, preview } = await startFull(() => Promise.resolve(succeed(shown)))
      store.closeFull()
      store.openFull(second)
      expect(preview().step).toBe('loading')
    })
  })

  it('lets go of everything when the connection is left', async () => {
    const { store, callsTo, waitStill } = setUp()
    store.showAsset(first)
    await waitStill()
    store.reset()
    expect(store.getState()).toMatchObject({ asset: null, preview: { step: 'waiting' }, isFull: false })
    expect(callsTo('closePreview')).toHaveLength(1)
  })

  it('saves the file, and tells under which name', async () => {
    const { store, callsTo } = setUp()
    store.showAsset(first)
    await store.saveAs()
    expect(callsTo('saveAsset')).toEqual([{ asset: toSelectedAsset(first) }])
    expect(store.getState().saving).toEqual({ step: 'saved', fileName: 'first.png' })
    store.showAsset(second)
    expect(store.getState().saving).toEqual({ step: 'idle' })
  })
})
