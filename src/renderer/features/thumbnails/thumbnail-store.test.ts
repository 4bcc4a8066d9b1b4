import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Asset } from '../../../shared/asset'
import { versionKey, type ThumbnailUpdate } from '../../../shared/preview'
import { succeed } from '../../../shared/result'
import {
  respondDone,
  fakeWindowApi,
  deferred,
  sampleAsset,
  type FakeWindowApi,
} from '../../../testing/window-api'
import { createThumbnailStore, type ThumbnailStore } from './thumbnail-store'

const none: ThumbnailUpdate = { ready: [], withoutPicture: [], pending: [], stopped: null }
const a = sampleAsset({ name: 'a.png' })
const b = sampleAsset({ name: 'b.png' })

let api: FakeWindowApi
let store: ThumbnailStore
let reply: () => Promise<ThumbnailUpdate>

beforeEach(() => {
  vi.useFakeTimers()
  reply = () => Promise.resolve(none)
  api = fakeWindowApi({
    findThumbnails: async () => succeed(await reply()),
    loadThumbnails: respondDone,
    stopThumbnails: respondDone,
  })
  store = createThumbnailStore(api)
})

afterEach(() => {
  vi.useRealTimers()
  document.body.replaceChildren()
})

/** Mounts a row at `top` pixels from the top of the list, which is 100 pixels high. */
function mountFile(asset: Asset, top = 10): () => void {
  const grid = document.querySelector('[role="grid"]') ?? document.createElement('div')
  grid.setAttribute('role', 'grid')
  grid.getBoundingClientRect = () => new DOMRect(0, 0, 100, 100)
  document.body.append(grid)
  const element = document.createElement('span')
  element.getBoundingClientRect = () => new DOMRect(0, top, 24, 24)
  grid.append(element)
  return store.registry.observe(element, asset)
}

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1_000)
}

function callsTo(name: string): unknown[] {
  return api.calls.filter((call) => call.name === name).map(({ input }) => input)
}

function names(): string[] {
  return store.getState().missing.map(({ name }) => name)
}

describe('thumbnails on screen', () => {
  it('are looked up once by file version, after scrolling has stopped', async () => {
    mountFile(a)
    await vi.advanceTimersByTimeAsync(100)
    mountFile(b, 90)
    await vi.advanceTimersByTimeAsync(100)
    expect(callsTo('findThumbnails')).toEqual([])
    await settle()
    const { context, segmentId, locale, relativePath, size, modifiedDate } = a
    const version = { context, segmentId, locale, relativePath, size, modifiedDate }
    const assets = ['a.png', 'b.png'].map((name) => ({ ...version, name }))
    expect(callsTo('findThumbnails')).toEqual([{ assets }])
    document.dispatchEvent(new Event('scroll'))
    await settle()
    expect(callsTo('findThumbnails').length).toBe(1)
    expect(names()).toEqual(['a.png', 'b.png'])
  })

  it('exclude rows that are rendered outside the visible area', async () => {
    mountFile(a, -24)
    mountFile(b, 100)
    mountFile(sampleAsset({ name: 'c.png' }), -23)
    await settle()
    expect(names()).toEqual(['c.png'])
  })

  it('are no longer offered after their row is unmounted', async () => {
    const leave = mountFile(a)
    mountFile(b)
    await settle()
    leave()
    await settle()
    expect(names()).toEqual(['b.png'])
  })

  it('cost nothing until requested, and then one call each', async () => {
    mountFile(a)
    await settle()
    expect(callsTo('loadThumbnails')).toEqual([])
    await store.loadMissing()
    expect(callsTo('loadThumbnails')).toMatchObject([{ assets: [{ name: 'a.png' }] }])
  })

  it('are loaded automatically if enabled, until loading stops', async () => {
    store.setAuto(true)
    mountFile(a)
    await settle()
    expect(callsTo('loadThumbnails').length).toBe(1)
    reply = () => Promise.resolve({ ...none, stopped: 'no-room' })
    store.applyUpdate({ ...none, stopped: 'no-room' })
    mountFile(b)
    await settle()
    expect(callsTo('loadThumbnails').length).toBe(1)
    expect(store.getState()).toMatchObject({ stopped: 'no-room', pending: 0 })
  })
})

describe('an update from main', () => {
  it('notifies only the subscribers of the same file version', () => {
    const [sameVersion, otherVersion] = [vi.fn(), vi.fn()]
    store.registry.subscribe(a, sameVersion)
    store.registry.subscribe({ ...a, size: 1_001 }, otherVersion)
    store.applyUpdate({ ...none, ready: [{ version: versionKey(a), address: 'preview://thumbnail/1' }] })
    expect([sameVersion.mock.calls.length, otherVersion.mock.calls.length]).toEqual([1, 0])
    expect(store.registry.urlOf(a)).toBe('preview://thumbnail/1')
    expect(store.registry.urlOf({ ...a, size: 1_001 })).toBeNull()
  })

  it('removes ready, impossible and pending thumbnails from the offer', async () => {
    const c = sampleAsset({ name: 'c.png' })
    for (const asset of [a, b, c]) mountFile(asset)
    await settle()
    expect(names()).toEqual(['a.png', 'b.png', 'c.png'])
    store.applyUpdate({
      ready: [{ version: versionKey(a), address: 'preview://thumbnail/1' }],
      withoutPicture: [versionKey(b)],
      pending: [versionKey(c)],
      stopped: null,
    })
    expect(store.getState()).toMatchObject({ missing: [], pending: 1 })
  })

  it('is ignored if it belongs to another connection', async () => {
    const slowReply = deferred<ThumbnailUpdate>()
    reply = () => slowReply.answer
    mountFile(a)
    await settle()
    store.reset()
    slowReply.resolve({ ...none, ready: [{ version: versionKey(a), address: 'preview://thumbnail/old' }] })
    reply = () => Promise.resolve(none)
    await settle()
    expect(store.registry.urlOf(a)).toBeNull()
    expect(callsTo('findThumbnails').length).toBe(2)
  })
})

describe('a known thumbnail', () => {
  const ready = (asset: Asset): void =>
    store.applyUpdate({ ...none, ready: [{ version: versionKey(asset), address: 'preview://thumbnail/1' }] })

  it('is looked up again if its picture no longer loads', async () => {
    mountFile(a)
    await settle()
    ready(a)
    store.registry.markBroken(a)
    expect(store.registry.urlOf(a)).toBeNull()
    await settle()
    expect(callsTo('findThumbnails').length).toBe(2)
  })

  it('of a file without a date is dropped when the place is refreshed', async () => {
    const undated = { ...b, modifiedDate: null }
    mountFile(a)
    mountFile(undated)
    await settle()
    ready(a)
    ready(undated)
    store.invalidateUndated()
    expect([store.registry.urlOf(a), store.registry.urlOf(undated)]).toEqual(['preview://thumbnail/1', null])
  })
})
