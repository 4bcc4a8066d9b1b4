import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PreviewAnswer } from '../../../shared/preview'
import { fail, succeed, type Result } from '../../../shared/result'
import { done, fakeWindowApi, later, sampleAsset } from '../../../testing/window-api'
import { toSelected } from '../../lib/selected-asset'
import { createPreviewStore } from './preview-store'

const first = sampleAsset({ name: 'first.png' })
const second = sampleAsset({ name: 'second.png' })
const shown: PreviewAnswer = {
  state: 'shown',
  content: { kind: 'image', address: 'preview://asset/a', width: 3, height: 2 },
  mediaType: 'image/png',
  bytes: 1_000,
  isKept: false,
}

const ready: PreviewAnswer = {
  ...shown,
  content: { kind: 'image', address: 'preview://asset/ready', width: 5, height: 4 },
  isKept: true,
}

function start(answer: () => Promise<Result<PreviewAnswer>> = () => Promise.resolve(succeed(shown))) {
  const api = fakeWindowApi({
    openPreview: answer,
    closePreview: done,
    readyPreview: () => Promise.resolve(succeed(ready)),
    saveAsset: () => Promise.resolve(succeed({ fileName: 'first.png' })),
  })
  const store = createPreviewStore(api)
  const asked = (name: string) => api.asked.filter((call) => call.name === name).map(({ input }) => input)
  const opened = () => asked('openPreview') as { requestId: string; isWished: boolean; anyway: boolean }[]
  const look = () => store.getState().look
  const still = (ms = 300) => vi.advanceTimersByTimeAsync(ms)
  return { api, store, asked, opened, look, still }
}

describe('the preview', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('opens a file that is selected alone, once the selection has been still for 300 ms', async () => {
    const { store, opened, look, still } = start()
    store.show(first)
    await still(299)
    expect(opened()).toEqual([])
    await still(1)
    expect(opened()).toMatchObject([{ asset: toSelected(first), isWished: false, anyway: false }])
    expect(look()).toEqual({ step: 'answered', answer: shown })
  })

  it('asks for nothing while the selection moves on', async () => {
    const { store, opened, still } = start()
    for (let moves = 0; moves < 20; moves += 1) {
      store.show(moves % 2 === 0 ? first : second)
      await still(100)
    }
    expect(opened()).toEqual([])
    store.show(null)
    await still()
    expect(opened()).toEqual([])
  })

  it('never asks twice for the same version of a file, but for a new one', async () => {
    const { store, asked, opened, still } = start()
    store.show(first)
    await still()
    store.show({ ...first })
    await still()
    expect(opened()).toHaveLength(1)
    store.show({ ...first, modifiedDate: '2026-10-10T10:10:10' })
    expect(asked('closePreview')).toEqual([{ requestId: opened()[0]?.requestId }])
    await still()
    expect(opened()).toHaveLength(2)
  })

  it('closes what is shown when the file is gone', async () => {
    const { store, asked, opened, still } = start()
    store.show(first)
    await still()
    store.openFull(first)
    store.show(null)
    expect(store.getState()).toMatchObject({ asset: null, isFull: false })
    expect(asked('closePreview')).toEqual([{ requestId: opened()[0]?.requestId }])
  })

  it('ends an earlier request by a later one, and ignores its late answer and its progress', async () => {
    const slow = later<Result<PreviewAnswer>>()
    const answers = [slow.answer, later<Result<PreviewAnswer>>().answer]
    const { store, asked, opened, look, still } = start(() => answers.shift() ?? slow.answer)
    store.show(first)
    await still()
    store.show(second)
    await still()
    expect(asked('closePreview')).toEqual([{ requestId: opened()[0]?.requestId }])
    slow.give(succeed(shown))
    store.takeProgress({ requestId: opened()[0]?.requestId ?? '', received: 900, total: 1_000 })
    await still(0)
    expect(look()).toMatchObject({ step: 'loading', received: 0 })
    store.takeProgress({ requestId: opened()[1]?.requestId ?? '', received: 400, total: null })
    expect(look()).toMatchObject({ step: 'loading', received: 400, total: 1_000 })
  })

  it('can be cancelled, and then waits for a wish', async () => {
    const { store, asked, opened, look, still } = start(() => later<Result<PreviewAnswer>>().answer)
    store.show(first)
    await still()
    store.cancel()
    expect(look()).toEqual({ step: 'waiting', offers: true })
    expect(asked('closePreview')).toHaveLength(1)
    await still()
    expect(opened()).toHaveLength(1)
    void store.load()
    expect(opened()[1]).toMatchObject({ isWished: true, anyway: false })
  })

  it('loads what a guard held only when the user says so', async () => {
    const { store, opened, still } = start()
    store.show(first)
    await still()
    await store.load({ anyway: true })
    expect(opened()[1]).toMatchObject({ isWished: true, anyway: true })
  })

  it('loads nothing by itself while a deletion is asked about or runs, and goes on afterwards', async () => {
    const { store, opened, look, still } = start()
    store.setQuiet(true)
    store.show(first)
    await still()
    expect(look()).toEqual({ step: 'waiting', offers: true })
    expect(opened()).toEqual([])
    store.setQuiet(false)
    await still()
    expect(opened()).toHaveLength(1)
  })

  it('stops waiting for stillness when a deletion is asked about', async () => {
    const { store, opened, still } = start()
    store.show(first)
    await still(200)
    store.setQuiet(true)
    await still()
    expect(opened()).toEqual([])
    await store.load()
    expect(opened()).toMatchObject([{ isWished: true }])
  })

  it('does not ask again by itself for a file that could not be loaded', async () => {
    const failure = { kind: 'unreachable', retry: 'now' } as const
    const { store, opened, look, still } = start(() => Promise.resolve(fail(failure)))
    store.show(first)
    await still()
    expect(look()).toEqual({ step: 'failed', failure })
    store.show(second)
    store.show(first)
    await still()
    expect(look()).toEqual({ step: 'failed', failure })
    expect(opened()).toHaveLength(1)
    await store.load()
    expect(opened()).toHaveLength(2)
  })

  it('goes into full size at once and by wish, and step by step through neighbours', async () => {
    const { store, opened, still } = start()
    store.openFull(first)
    expect(opened()).toMatchObject([{ isWished: true }])
    await still()
    store.show(second)
    expect(opened()).toHaveLength(2)
    // A held key: only where it ends.
    store.show(first)
    store.show(second)
    store.show(first)
    expect(opened()).toHaveLength(2)
    await still()
    expect(opened()).toHaveLength(3)
    store.closeFull()
    expect(store.getState()).toMatchObject({ isFull: false, asset: first })
  })

  it('waits for nothing between files that are kept, and again after one that cost a call', async () => {
    let isKept = true
    const { store, opened, still } = start(() => Promise.resolve(succeed({ ...shown, isKept })))
    store.openFull(first)
    await still(1)
    for (const file of [second, first, second]) {
      store.show(file)
      await still(1)
    }
    expect(opened()).toHaveLength(4)
    isKept = false
    store.show(first)
    await still(1)
    expect(opened()).toHaveLength(5)
    store.show(second)
    await still(1)
    expect(opened()).toHaveLength(5)
    await still()
    expect(opened()).toHaveLength(6)
  })

  describe('the file that probably comes next', () => {
    async function startFull(answers: () => Promise<Result<PreviewAnswer>>) {
      const all = start(answers)
      all.store.openFull(first)
      await all.still()
      all.store.makeReady(second)
      await all.still()
      return all
    }

    it('is shown at once from what is ready, and main is asked all the same', async () => {
      let answer: Promise<Result<PreviewAnswer>> = Promise.resolve(succeed(shown))
      const { store, opened, look, asked } = await startFull(() => answer)
      expect(asked('readyPreview')).toEqual([{ asset: toSelected(second) }])
      const main = later<Result<PreviewAnswer>>()
      answer = main.answer
      const steps: string[] = []
      store.subscribe((state) => steps.push(state.look.step))
      store.show(second)
      expect(look()).toEqual({ step: 'answered', answer: ready })
      expect(opened()).toHaveLength(2)
      const before = store.getState()
      main.give(succeed({ ...ready }))
      await vi.advanceTimersByTimeAsync(0)
      expect(store.getState()).toBe(before)
      expect(steps).toEqual(['waiting', 'answered'])
    })

    it('is asked of main before anybody hears of the answer, who may make the next one ready', async () => {
      const { store, api } = await startFull(() => Promise.resolve(succeed(ready)))
      const before = api.asked.length
      store.subscribe(({ look }) => {
        if (look.step === 'answered') store.makeReady(first)
      })
      store.show(second)
      expect(api.asked.slice(before).map(({ name }) => name)).toEqual([
        'closePreview',
        'openPreview',
        'readyPreview',
      ])
    })

    it('gives way to what main says', async () => {
      const failure = { kind: 'forbidden', retry: 'no' } as const
      let answer: Result<PreviewAnswer> = succeed(shown)
      const { store, look, still } = await startFull(() => Promise.resolve(answer))
      store.show(second)
      await still()
      expect(look()).toEqual({ step: 'answered', answer: shown })
      store.show(first)
      await still()
      store.makeReady(second)
      await still()
      answer = fail(failure)
      store.show(second)
      await still()
      expect(look()).toEqual({ step: 'failed', failure })
    })

    it.each([
      ['another file', (): typeof second => sampleAsset({ name: 'third.png' })],
      ['another version', (): typeof second => ({ ...second, modifiedDate: '2026-10-10T10:10:10' })],
    ])('is not %s', async (_, other) => {
      const { store, look } = await startFull(() => Promise.resolve(succeed(shown)))
      store.show(other())
      expect(look().step).not.toBe('answered')
    })

    it('is not ready any more once the full size is closed', async () => {
      const { store, look } = await startFull(() => Promise.resolve(succeed(shown)))
      store.closeFull()
      store.openFull(second)
      expect(look().step).toBe('loading')
    })
  })

  it('lets go of everything when the connection is left', async () => {
    const { store, asked, still } = start()
    store.show(first)
    await still()
    store.reset()
    expect(store.getState()).toMatchObject({ asset: null, look: { step: 'waiting' }, isFull: false })
    expect(asked('closePreview')).toHaveLength(1)
  })

  it('saves the file, and tells under which name', async () => {
    const { store, asked } = start()
    store.show(first)
    await store.saveAs()
    expect(asked('saveAsset')).toEqual([{ asset: toSelected(first) }])
    expect(store.getState().saving).toEqual({ step: 'saved', fileName: 'first.png' })
    store.show(second)
    expect(store.getState().saving).toEqual({ step: 'idle' })
  })
})
