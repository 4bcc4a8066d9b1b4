import { describe, expect, it } from 'vitest'
import { fail, succeed } from '../../../shared/result'
import type { StagingSnapshot } from '../../../shared/transfers'
import { respondDone, fakeWindowApi, sampleAsset } from '../../../testing/window-api'
import { createStagingStore } from './staging-store'

const assets = [sampleAsset({ name: 'a.png' }), sampleAsset({ name: 'b.png' })]
const preparing: StagingSnapshot = {
  files: 2,
  ready: 0,
  bytes: 2_000,
  bytesDone: 0,
  state: 'preparing',
  failure: null,
}
const ready: StagingSnapshot = { ...preparing, ready: 2, bytesDone: 2_000, state: 'ready' }

const idle: StagingSnapshot = {
  files: 0,
  ready: 0,
  bytes: 0,
  bytesDone: 0,
  state: 'idle',
  failure: null,
}

function setUp(first: StagingSnapshot = preparing) {
  const api = fakeWindowApi({
    stageAssets: () => Promise.resolve(succeed(first)),
    copyFiles: respondDone,
    unstageAssets: respondDone,
    dragOut: () => Promise.resolve(fail({ kind: 'plan-unknown', retry: 'no' })),
  })
  const names = () => api.calls.map(({ name }) => name)
  return { api, names, store: createStagingStore(api) }
}

describe('staged files', () => {
  it('can be dragged out once all are ready, and only as exactly the same set', async () => {
    const { store } = setUp()
    await store.stage(assets, 'drag')
    expect(store.isReady(assets)).toBe(false)
    store.applySnapshot(ready)
    expect(store.isReady([...assets].reverse())).toBe(true)
    expect(store.isReady(assets.slice(1))).toBe(false)
    const [first, second] = assets
    if (first === undefined || second === undefined) throw new Error('two assets')
    expect(store.isReady([first, { ...second, modifiedDate: '2030-01-01T00:00:00' }])).toBe(false)
  })

  it('are requested once, however often the drag leaves the window', async () => {
    const { store, names } = setUp()
    await store.stage(assets, 'drag')
    await store.stage(assets, 'drag')
    expect(names()).toEqual(['stageAssets'])
  })

  it('are copied once when ready, whether a response or an event reports it', async () => {
    const { store, names } = setUp(ready)
    await store.stage(assets, 'clipboard')
    store.applySnapshot(ready)
    await Promise.resolve()
    expect(names()).toEqual(['stageAssets', 'copyFiles'])
    expect(store.getState().isCopied).toBe(true)
  })

  it('are no longer ready if handing them to the desktop fails', async () => {
    const { store } = setUp(ready)
    await store.stage(assets, 'drag')
    await store.dragOut(assets)
    expect(store.isReady(assets)).toBe(false)
    expect(store.getState().failure?.kind).toBe('plan-unknown')
  })

  it('are forgotten when main reports that one is gone, so that the next drag stages them again', async () => {
    const { store } = setUp(ready)
    await store.stage(assets, 'drag')
    store.applySnapshot(idle)
    expect(store.isReady(assets)).toBe(false)
    expect(store.getState()).toMatchObject({ assets: [], snapshot: null })
  })

  it('stay requested when main reports that the previous ones are gone', async () => {
    const { store } = setUp()
    const pendingStage = store.stage(assets, 'drag')
    store.applySnapshot(idle)
    await pendingStage
    expect(store.getState()).toMatchObject({ assets, snapshot: preparing })
  })

  it('show a failed drag even if main has already reported that they are gone', async () => {
    const { store } = setUp(ready)
    await store.stage(assets, 'drag')
    const dragging = store.dragOut(assets)
    store.applySnapshot(idle)
    await dragging
    expect(store.getState()).toMatchObject({ assets, snapshot: null, failure: { kind: 'plan-unknown' } })
  })

  it('are forgotten when dismissed, and later updates are ignored', async () => {
    const { store } = setUp()
    await store.stage(assets, 'drag')
    store.dismiss()
    store.applySnapshot(ready)
    expect(store.getState()).toMatchObject({ assets: [], snapshot: null })
  })

  it('are no longer staged after they are dismissed', async () => {
    const { store, names } = setUp()
    await store.stage(assets, 'drag')
    store.dismiss()
    expect(names()).toEqual(['stageAssets', 'unstageAssets'])
  })

  it('are forgotten when main has none of them, except while a request is pending', async () => {
    const { store } = setUp()
    const emptied: StagingSnapshot = { ...preparing, files: 0, bytes: 0, state: 'idle' }
    const staging = store.stage(assets, 'drag')
    store.applySnapshot(emptied)
    await staging
    expect(store.getState().snapshot?.state).toBe('preparing')
    store.applySnapshot(emptied)
    expect(store.getState()).toMatchObject({ assets: [], snapshot: null })
  })

  it('are staged in large numbers only on request, not by a drag', async () => {
    const { store, names } = setUp({ ...ready, files: 51 })
    const many = Array.from({ length: 51 }, (_, n) => sampleAsset({ name: `${String(n)}.png` }))
    await store.stage(many, 'drag')
    expect([names(), store.getState().isTooMany]).toEqual([[], true])
    await store.stage(many, 'clipboard')
    expect([names(), store.getState().isTooMany]).toEqual([['stageAssets', 'copyFiles'], false])
    expect(store.isReady(many)).toBe(true)
    await store.stage(many, 'drag')
    expect([names().length, store.getState().isTooMany]).toEqual([2, false])
    store.dismiss()
    await store.stage(many.slice(1), 'drag')
    expect(names().at(-1)).toBe('stageAssets')
  })
})
