import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Asset } from '../../../shared/asset'
import { versionKey, type ThumbnailNews } from '../../../shared/preview'
import { succeed } from '../../../shared/result'
import { done, fakeWindowApi, later, sampleAsset, type FakeWindowApi } from '../../../testing/window-api'
import { createThumbnailStore, type ThumbnailStore } from './thumbnail-store'

const none: ThumbnailNews = { ready: [], none: [], pending: [], stopped: null }
const a = sampleAsset({ name: 'a.png' })
const b = sampleAsset({ name: 'b.png' })

let api: FakeWindowApi
let store: ThumbnailStore
let answer: () => Promise<ThumbnailNews>

beforeEach(() => {
  vi.useFakeTimers()
  answer = () => Promise.resolve(none)
  api = fakeWindowApi({
    findThumbnails: async () => succeed(await answer()),
    loadThumbnails: done,
    stopThumbnails: done,
  })
  store = createThumbnailStore(api)
})

afterEach(() => {
  vi.useRealTimers()
  document.body.replaceChildren()
})

/** A place in the list at so many pixels from its top; the list is 100 pixels high. */
function place(asset: Asset, top = 10): () => void {
  const grid = document.querySelector('[role="grid"]') ?? document.createElement('div')
  grid.setAttribute('role', 'grid')
  grid.getBoundingClientRect = () => new DOMRect(0, 0, 100, 100)
  document.body.append(grid)
  const element = document.createElement('span')
  element.getBoundingClientRect = () => new DOMRect(0, top, 24, 24)
  grid.append(element)
  return store.board.show(element, asset)
}

async function rest(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1_000)
}

function askedFor(name: string): unknown[] {
  return api.asked.filter((call) => call.name === name).map(({ input }) => input)
}

function names(): string[] {
  return store.getState().missing.map(({ name }) => name)
}

describe('pictures on the screen', () => {
  it('are asked for once, when the list has come to rest, by what names their version', async () => {
    place(a)
    await vi.advanceTimersByTimeAsync(100)
    place(b, 90)
    await vi.advanceTimersByTimeAsync(100)
    expect(askedFor('findThumbnails')).toEqual([])
    await rest()
    const { context, segmentId, locale, relativePath, size, modifiedDate } = a
    const version = { context, segmentId, locale, relativePath, size, modifiedDate }
    const assets = ['a.png', 'b.png'].map((name) => ({ ...version, name }))
    expect(askedFor('findThumbnails')).toEqual([{ assets }])
    document.dispatchEvent(new Event('scroll'))
    await rest()
    expect(askedFor('findThumbnails').length).toBe(1)
    expect(names()).toEqual(['a.png', 'b.png'])
  })

  it('are those alone: what is drawn beyond the edges of the list does not count', async () => {
    place(a, -24)
    place(b, 100)
    place(sampleAsset({ name: 'c.png' }), -23)
    await rest()
    expect(names()).toEqual(['c.png'])
  })

  it('are no longer offered when their place is gone', async () => {
    const leave = place(a)
    place(b)
    await rest()
    leave()
    await rest()
    expect(names()).toEqual(['b.png'])
  })

  it('cost nothing before the user asks for them, and then one call each', async () => {
    place(a)
    await rest()
    expect(askedFor('loadThumbnails')).toEqual([])
    await store.load()
    expect(askedFor('loadThumbnails')).toMatchObject([{ assets: [{ name: 'a.png' }] }])
  })

  it('are loaded by themselves where that is set, until something stops them', async () => {
    store.setAuto(true)
    place(a)
    await rest()
    expect(askedFor('loadThumbnails').length).toBe(1)
    answer = () => Promise.resolve({ ...none, stopped: 'no-room' })
    store.takeNews({ ...none, stopped: 'no-room' })
    place(b)
    await rest()
    expect(askedFor('loadThumbnails').length).toBe(1)
    expect(store.getState()).toMatchObject({ stopped: 'no-room', pending: 0 })
  })
})

describe('news of main', () => {
  it('gives an address to whoever shows that version, and to nobody else', () => {
    const [heard, unheard] = [vi.fn(), vi.fn()]
    store.board.subscribe(a, heard)
    store.board.subscribe({ ...a, size: 1_001 }, unheard)
    store.takeNews({ ...none, ready: [{ version: versionKey(a), address: 'preview://thumbnail/1' }] })
    expect([heard.mock.calls.length, unheard.mock.calls.length]).toEqual([1, 0])
    expect(store.board.addressOf(a)).toBe('preview://thumbnail/1')
    expect(store.board.addressOf({ ...a, size: 1_001 })).toBeNull()
  })

  it('takes from the offer what is there, what is no picture and what is being made', async () => {
    const c = sampleAsset({ name: 'c.png' })
    for (const asset of [a, b, c]) place(asset)
    await rest()
    expect(names()).toEqual(['a.png', 'b.png', 'c.png'])
    store.takeNews({
      ...{ ready: [{ version: versionKey(a), address: 'preview://thumbnail/1' }], stopped: null },
      ...{ none: [versionKey(b)], pending: [versionKey(c)] },
    })
    expect(store.getState()).toMatchObject({ missing: [], pending: 1 })
  })

  it('of another connection is not believed', async () => {
    const slow = later<ThumbnailNews>()
    answer = () => slow.answer
    place(a)
    await rest()
    store.reset()
    slow.give({ ...none, ready: [{ version: versionKey(a), address: 'preview://thumbnail/old' }] })
    answer = () => Promise.resolve(none)
    await rest()
    expect(store.board.addressOf(a)).toBeNull()
    expect(askedFor('findThumbnails').length).toBe(2)
  })
})

describe('what was known', () => {
  const ready = (asset: Asset): void =>
    store.takeNews({ ...none, ready: [{ version: versionKey(asset), address: 'preview://thumbnail/1' }] })

  it('is asked for anew where its picture cannot be had any more', async () => {
    place(a)
    await rest()
    ready(a)
    store.board.lose(a)
    expect(store.board.addressOf(a)).toBeNull()
    await rest()
    expect(askedFor('findThumbnails').length).toBe(2)
  })

  it('holds for a file without a date only until the place is listed anew', async () => {
    const undated = { ...b, modifiedDate: null }
    place(a)
    place(undated)
    await rest()
    ready(a)
    ready(undated)
    store.takeListing()
    expect([store.board.addressOf(a), store.board.addressOf(undated)]).toEqual([
      'preview://thumbnail/1',
      null,
    ])
  })
})
