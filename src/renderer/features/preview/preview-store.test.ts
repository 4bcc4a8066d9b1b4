import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PreviewAnswer } from '../../../shared/preview'
import { fail, succeed, type Result } from '../../../shared/result'
import { respondDone, fakeWindowApi, deferred, sampleAsset } from '../../../testing/window-api'
import { toSelectedAsset } from '../../../shared/selected-asset'
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

function setUp(respond: () => Promise<Result<PreviewAnswer>> = () => Promise.resolve(succeed(shown))) {
  const api = fakeWindowApi({
    openPreview: respond,
    closePreview: respondDone,
    preparePreview: () => Promise.resolve(succeed(ready)),
    saveAsset: () => Promise.resolve(succeed({ fileName: 'first.png' })),
  })
  const store = createPreviewStore(api)
  const callsTo = (name: string) => api.calls.filter((call) => call.name === name).map(({ input }) => input)
  const opened = () =>
    callsTo('openPreview') as { requestId: string; isRequested: boolean; anyway: boolean }[]
  const preview = () => store.getState().preview
  const settle = (ms = 300) => vi.advanceTimersByTimeAsync(ms)
  return { api, store, callsTo, opened, preview, settle }
}

describe('the preview', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('loads a single selected file after the selection has not changed for 300 ms', async () => {
    const { store, opened, preview, settle } = setUp()
    store.showAsset(first)
    await settle(299)
    expect(opened()).toEqual([])
    await settle(1)
    expect(opened()).toMatchObject([{ asset: toSelectedAsset(first), isRequested: false, anyway: false }])
    expect(preview()).toEqual({ step: 'answered', answer: shown })
  })

  it('loads nothing while the selection keeps changing', async () => {
    const { store, opened, settle } = setUp()
    for (let moves = 0; moves < 20; moves += 1) {
      store.showAsset(moves % 2 === 0 ? first : second)
      await settle(100)
    }
    expect(opened()).toEqual([])
    store.showAsset(null)
    await settle()
    expect(opened()).toEqual([])
  })

  it('loads each version of a file once', async () => {
    const { store, callsTo, opened, settle } = setUp()
    store.showAsset(first)
    await settle()
    store.showAsset({ ...first })
    await settle()
    expect(opened()).toHaveLength(1)
    store.showAsset({ ...first, modifiedDate: '2026-10-10T10:10:10' })
    expect(callsTo('closePreview')).toEqual([{ requestId: opened()[0]?.requestId }])
    await settle()
    expect(opened()).toHaveLength(2)
  })

  it('closes the preview when the file is deselected', async () => {
    const { store, callsTo, opened, settle } = setUp()
    store.showAsset(first)
    await settle()
    store.openFull(first)
    store.showAsset(null)
    expect(store.getState()).toMatchObject({ asset: null, isFull: false })
    expect(callsTo('closePreview')).toEqual([{ requestId: opened()[0]?.requestId }])
  })

  it('cancels an earlier request and ignores its late response and progress', async () => {
    const slowReply = deferred<Result<PreviewAnswer>>()
    const answers = [slowReply.answer, deferred<Result<PreviewAnswer>>().answer]
    const { store, callsTo, opened, preview, settle } = setUp(() => answers.shift() ?? slowReply.answer)
    store.showAsset(first)
    await settle()
    store.showAsset(second)
    await settle()
    expect(callsTo('closePreview')).toEqual([{ requestId: opened()[0]?.requestId }])
    slowReply.resolve(succeed(shown))
    store.applyProgress({ requestId: opened()[0]?.requestId ?? '', received: 900, total: 1_000 })
    await settle(0)
    expect(preview()).toMatchObject({ step: 'loading', received: 0 })
    store.applyProgress({ requestId: opened()[1]?.requestId ?? '', received: 400, total: null })
    expect(preview()).toMatchObject({ step: 'loading', received: 400, total: 1_000 })
  })

  it('can be cancelled, and then loads only on request', async () => {
    const { store, callsTo, opened, preview, settle } = setUp(() => deferred<Result<PreviewAnswer>>().answer)
    store.showAsset(first)
    await settle()
    store.cancelLoading()
    expect(preview()).toEqual({ step: 'waiting', offers: true })
    expect(callsTo('closePreview')).toHaveLength(1)
    await settle()
    expect(opened()).toHaveLength(1)
    void store.loadPreview()
    expect(opened()[1]).toMatchObject({ isRequested: true, anyway: false })
  })

  it('loads a withheld file only on explicit request', async () => {
    const { store, opened, settle } = setUp()
    store.showAsset(first)
    await settle()
    await store.loadPreview({ anyway: true })
    expect(opened()[1]).toMatchObject({ isRequested: true, anyway: true })
  })

  it('does not load automatically while a deletion is confirmed or runs, and resumes afterwards', async () => {
    const { store, opened, preview, settle } = setUp()
    store.setQuiet(true)
    store.showAsset(first)
    await settle()
    expect(preview()).toEqual({ step: 'waiting', offers: true })
    expect(opened()).toEqual([])
    store.setQuiet(false)
    await settle()
    expect(opened()).toHaveLength(1)
  })

  it('cancels a pending automatic load when a deletion is confirmed', async () => {
    const { store, opened, settle } = setUp()
    store.showAsset(first)
    await settle(200)
    store.setQuiet(true)
    await settle()
    expect(opened()).toEqual([])
    await store.loadPreview()
    expect(opened()).toMatchObject([{ isRequested: true }])
  })

  it('does not retry a failed file automatically', async () => {
    const failure = { kind: 'unreachable', retry: 'now' } as const
    const { store, opened, preview, settle } = setUp(() => Promise.resolve(fail(failure)))
    store.showAsset(first)
    await settle()
    expect(preview()).toEqual({ step: 'failed', failure })
    store.showAsset(second)
    store.showAsset(first)
    await settle()
    expect(preview()).toEqual({ step: 'failed', failure })
    expect(opened()).toHaveLength(1)
    await store.loadPreview()
    expect(opened()).toHaveLength(2)
  })

  it('loads at once in full size, and debounces only a held key', async () => {
    const { store, opened, settle } = setUp()
    store.openFull(first)
    expect(opened()).toMatchObject([{ isRequested: true }])
    await settle()
    store.showAsset(second)
    expect(opened()).toHaveLength(2)
    // A held key: only the last file is loaded.
    store.showAsset(first)
    store.showAsset(second)
    store.showAsset(first)
    expect(opened()).toHaveLength(2)
    await settle()
    expect(opened()).toHaveLength(3)
    store.closeFull()
    expect(store.getState()).toMatchObject({ isFull: false, asset: first })
  })

  it('does not debounce between cached files, but does after one that cost a call', async () => {
    let isCached = true
    const { store, opened, settle } = setUp(() => Promise.resolve(succeed({ ...shown, isCached })))
    store.openFull(first)
    await settle(1)
    for (const file of [second, first, second]) {
      store.showAsset(file)
      await settle(1)
    }
    expect(opened()).toHaveLength(4)
    isCached = false
    store.showAsset(first)
    await settle(1)
    expect(opened()).toHaveLength(5)
    store.showAsset(second)
    await settle(1)
    expect(opened()).toHaveLength(5)
    await settle()
    expect(opened()).toHaveLength(6)
  })

  describe('the prepared next file', () => {
    async function startFull(respond: () => Promise<Result<PreviewAnswer>>) {
      const harness = setUp(respond)
      harness.store.openFull(first)
      await harness.settle()
      harness.store.prepare(second)
      await harness.settle()
      return harness
    }

    it('is shown at once while main is asked as well', async () => {
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

    it('is requested from main before subscribers, who may prepare the next file, are notified', async () => {
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

    it('is replaced by the response of main', async () => {
      const failure = { kind: 'forbidden', retry: 'no' } as const
      let answer: Result<PreviewAnswer> = succeed(shown)
      const { store, preview, settle } = await startFull(() => Promise.resolve(answer))
      store.showAsset(second)
      await settle()
      expect(preview()).toEqual({ step: 'answered', answer: shown })
      store.showAsset(first)
      await settle()
      store.prepare(second)
      await settle()
      answer = fail(failure)
      store.showAsset(second)
      await settle()
      expect(preview()).toEqual({ step: 'failed', failure })
    })

    it.each([
      ['another file', (): typeof second => sampleAsset({ name: 'third.png' })],
      ['another version', (): typeof second => ({ ...second, modifiedDate: '2026-10-10T10:10:10' })],
    ])('is not used for %s', async (_, other) => {
      const { store, preview } = await startFull(() => Promise.resolve(succeed(shown)))
      store.showAsset(other())
      expect(preview().step).not.toBe('answered')
    })

    it('is discarded when the full-size preview closes', async () => {
      const { store, preview } = await startFull(() => Promise.resolve(succeed(shown)))
      store.closeFull()
      store.openFull(second)
      expect(preview().step).toBe('loading')
    })
  })

  it('closes everything when the connection is left', async () => {
    const { store, callsTo, settle } = setUp()
    store.showAsset(first)
    await settle()
    store.reset()
    expect(store.getState()).toMatchObject({ asset: null, preview: { step: 'waiting' }, isFull: false })
    expect(callsTo('closePreview')).toHaveLength(1)
  })

  it('saves the file and reports its name', async () => {
    const { store, callsTo } = setUp()
    store.showAsset(first)
    await store.saveAs()
    expect(callsTo('saveAsset')).toEqual([{ asset: toSelectedAsset(first) }])
    expect(store.getState().saving).toEqual({ step: 'saved', fileName: 'first.png' })
    store.showAsset(second)
    expect(store.getState().saving).toEqual({ step: 'idle' })
  })
})
