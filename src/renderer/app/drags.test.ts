import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Connection } from '../../shared/connection'
import { succeed } from '../../shared/result'
import type { StagingSnapshot } from '../../shared/transfers'
import { sampleGrant } from '../../testing/sample-transfers'
import {
  respondDone,
  fakeWindowApi,
  deferred,
  packedListing,
  sampleAsset,
  sampleStatus,
} from '../../testing/window-api'
import { listenToDrags } from './drags'
import { createStores } from './stores'

const connection: Connection = {
  id: 'c1',
  name: 'Production',
  color: 'orange',
  kind: 'server',
  key: 'saved-securely',
  host: 'wordbee-translator.example',
  accountId: 'acme-loc',
  readOnly: false,
}
const assets = [
  sampleAsset({ name: 'a.png', locale: 'en', size: 10 }),
  sampleAsset({ name: 'b.png', segmentId: 27665602, size: 20 }),
]
const place = { kind: 'segments', scope: 'pr7214', segmentIds: [27665601, 27665602] } as const
const ready: StagingSnapshot = {
  files: 1,
  ready: 1,
  bytes: 10,
  bytesDone: 10,
  state: 'ready',
  failure: null,
}

/** A minimal page with every kind of drop target. */
const pageHtml = `
  <button data-part="recycle-bin">Recycle bin</button>
  <div role="treeitem" data-segment="27665609" data-scope="flex19914"></div>
  <main data-drop-list><div data-index="0"><span></span></div><div data-index="1"></div><p></p></main>
  <aside></aside>`

let stop: () => void = () => undefined

async function setUp(changes: Partial<Connection> = {}) {
  const api = fakeWindowApi({
    openPlace: () => Promise.resolve(succeed(packedListing(assets, { place }))),
    grantFiles: () => Promise.resolve(succeed(sampleGrant(['a.png']))),
    stageAssets: () => Promise.resolve(succeed(ready)),
    planDeletion: () => deferred<never>().answer,
    planUpload: () => deferred<never>().answer,
    dragOut: respondDone,
  })
  const stores = createStores(api)
  stores.session.applyStatus(
    sampleStatus({ connection: { ...connection, ...changes }, accountKey: 'production' }),
  )
  await stores.browse.openPlace(place)
  stop = listenToDrags(api, stores)
  const callsTo = (name: string) => api.calls.filter((call) => call.name === name)
  return { api, stores, callsTo }
}

interface DragEventProperties {
  readonly files?: readonly File[]
  readonly [property: string]: unknown
}

/** Dispatches a drag event as a browser would. Returns whether its default was prevented. */
function fireDrag(
  type: string,
  selector: string,
  { files, ...properties }: DragEventProperties = {},
): boolean {
  const event = new Event(type, { bubbles: true, cancelable: true })
  const dataTransfer = {
    types: files === undefined ? [] : ['Files'],
    items: files ?? [],
    files: files ?? [],
    setData: () => undefined,
    setDragImage: () => undefined,
  }
  Object.assign(event, { dataTransfer, relatedTarget: null, clientX: 0, clientY: 0, ...properties })
  document.querySelector(selector)?.dispatchEvent(event)
  return event.defaultPrevented
}

const sampleFile = (size = 5) => new File(['x'.repeat(size)], 'x.png')
const highlighted = () => [...document.querySelectorAll('[data-drop-target]')]

describe('dragging files into the window', () => {
  beforeEach(() => {
    document.body.innerHTML = pageHtml
  })
  afterEach(() => {
    stop()
    vi.useRealTimers()
  })

  it('highlights the row under the pointer and uploads to its segment, language and folder', async () => {
    const { stores, callsTo } = await setUp()
    const files = [sampleFile()]
    expect(fireDrag('dragover', '[data-index="0"] span', { files })).toBe(true)
    expect(highlighted()).toEqual([document.querySelector('[data-index="0"]')])
    expect(stores.drags.getState().spot).toMatchObject({
      kind: 'into',
      destination: { hint: { segmentId: 27665601, language: { locale: 'en' }, folder: '' } },
    })
    fireDrag('drop', '[data-index="0"] span', { files })
    await vi.waitFor(() => expect(stores.uploads.getState().step).toBe('asking'))
    expect(callsTo('grantFiles')).toEqual([{ name: 'grantFiles', input: files }])
    expect(highlighted()).toEqual([])
    expect(stores.drags.getState().spot).toBeNull()
  })

  it('uploads to a segment of the sidebar, whichever place is open', async () => {
    const { stores } = await setUp()
    fireDrag('dragover', '[data-segment]', { files: [sampleFile()] })
    expect(stores.drags.getState().spot).toMatchObject({
      kind: 'into',
      destination: {
        place: { context: { family: 'flex', documentId: '19914' } },
        hint: { segmentId: 27665609 },
      },
    })
  })

  it('refuses a drop anywhere else, and keeps it from the browser', async () => {
    const { stores, callsTo } = await setUp()
    expect(fireDrag('dragover', 'aside', { files: [sampleFile()] })).toBe(true)
    expect(stores.drags.getState().spot).toMatchObject({ kind: 'refused', reason: 'nowhere' })
    expect(fireDrag('drop', 'aside', { files: [sampleFile()] })).toBe(true)
    expect(callsTo('grantFiles')).toEqual([])
  })

  it('gives the reason for refusing: a read-only connection, or no open place', async () => {
    const { stores, callsTo } = await setUp({ readOnly: true })
    fireDrag('dragover', '[data-index="0"]', { files: [sampleFile()] })
    expect(stores.drags.getState().spot).toMatchObject({ kind: 'refused', reason: 'readOnly' })
    fireDrag('drop', '[data-index="0"]', { files: [sampleFile()] })
    expect(callsTo('grantFiles')).toEqual([])
    stop()
    const { stores: closed } = await setUp()
    closed.browse.closePlace()
    fireDrag('dragover', '[data-drop-list]', { files: [sampleFile()] })
    expect(closed.drags.getState().spot).toMatchObject({ kind: 'refused', reason: 'noPlace' })
  })

  it.each([
    ['it leaves the window', () => fireDrag('dragleave', 'aside')],
    ['Escape is pressed', () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))],
    ['the window loses the focus', () => window.dispatchEvent(new Event('blur'))],
    [
      'the pointer moves without a button pressed',
      () =>
        window.dispatchEvent(
          Object.assign(new Event('pointermove'), { buttons: 0, movementX: 2, movementY: 0 }),
        ),
    ],
    ['no drag event arrives for 3 s', () => vi.advanceTimersByTime(3_000)],
  ])('clears the drag when %s', async (_, triggerEnd) => {
    const { stores } = await setUp()
    vi.useFakeTimers()
    fireDrag('dragover', '[data-index="0"]', { files: [sampleFile()] })
    expect(highlighted()).toHaveLength(1)
    triggerEnd()
    expect(highlighted()).toEqual([])
    expect(stores.drags.getState().spot).toBeNull()
  })

  it('ignores a synthetic pointer move of zero distance', async () => {
    const { stores } = await setUp()
    fireDrag('dragover', '[data-index="0"]', { files: [sampleFile()] })
    const zeroMove = { buttons: 0, movementX: 0, movementY: 0 }
    window.dispatchEvent(Object.assign(new Event('pointermove'), zeroMove))
    expect(stores.drags.getState().spot).not.toBeNull()
  })

  it('clears the drag when a dialog opens', async () => {
    const { stores } = await setUp()
    fireDrag('dragover', '[data-index="0"]', { files: [sampleFile()] })
    const [asset] = assets
    const { spot } = stores.drags.getState()
    if (asset === undefined || spot?.kind !== 'into') throw new Error('the drag is not over a row')
    stores.uploads.openCopyDialog([asset], spot.destination)
    expect(highlighted()).toEqual([])
    fireDrag('dragover', '[data-index="0"]', { files: [sampleFile()] })
    expect(stores.drags.getState().spot).toBeNull()
  })

  it('leaves dragged text to the browser', async () => {
    await setUp()
    expect(fireDrag('dragover', '[data-index="0"]')).toBe(false)
    expect(fireDrag('drop', '[data-index="0"]')).toBe(false)
  })
})

describe('dragging assets', () => {
  beforeEach(() => {
    document.body.innerHTML = pageHtml
  })
  afterEach(() => {
    stop()
    vi.useRealTimers()
  })

  it('asks before deleting the selected assets when they are dropped on the recycle bin', async () => {
    const { stores, callsTo } = await setUp()
    stores.browse.selectAll()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragover', '[data-part]')
    expect(stores.drags.getState()).toMatchObject({ draggedAssets: assets, spot: { kind: 'bin' } })
    fireDrag('drop', '[data-part]')
    expect(callsTo('planDeletion')).toMatchObject([
      { input: { assets: [{ name: 'a.png' }, { name: 'b.png' }] } },
    ])
  })

  it('copies to another destination, and ignores a drop where the assets already are', async () => {
    const { stores } = await setUp()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragover', '[data-index="0"]')
    expect(stores.drags.getState().spot).toBeNull()
    fireDrag('dragover', '[data-index="1"]')
    fireDrag('drop', '[data-index="1"]')
    expect(stores.uploads.getState()).toMatchObject({
      step: 'asking',
      source: { kind: 'assets', assets: [{ name: 'a.png' }] },
      fields: { segment: '27665602' },
    })
  })

  it('stages assets that leave the window, and hands them to the desktop on the next drag', async () => {
    const { stores, callsTo } = await setUp()
    expect(fireDrag('dragstart', '[data-index="0"]')).toBe(false)
    fireDrag('dragleave', 'aside', { clientX: -1, clientY: 300 })
    await vi.waitFor(() => expect(stores.staging.getState().snapshot?.state).toBe('ready'))
    fireDrag('dragend', '[data-index="0"]')
    expect(fireDrag('dragstart', '[data-index="0"]')).toBe(true)
    expect(callsTo('stageAssets')).toHaveLength(1)
    expect(callsTo('dragOut')).toMatchObject([{ input: { assets: [{ name: 'a.png' }] } }])
  })

  it('stages nothing for a drag cancelled inside the window, which Chromium reports as a leave at 0, 0', async () => {
    vi.useFakeTimers()
    const { callsTo } = await setUp()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragleave', 'aside')
    fireDrag('dragend', '[data-index="0"]', { clientX: 200, clientY: 100 })
    vi.advanceTimersByTime(1_000)
    expect(callsTo('stageAssets')).toEqual([])
  })

  it('stages nothing for a drag that returns to the window at once', async () => {
    vi.useFakeTimers()
    const { callsTo } = await setUp()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragleave', 'aside')
    fireDrag('dragenter', 'aside')
    vi.advanceTimersByTime(1_000)
    expect(callsTo('stageAssets')).toEqual([])
  })

  it('stages once for a drag released outside at once, and for one that stays outside', async () => {
    vi.useFakeTimers()
    const { callsTo } = await setUp()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragleave', 'aside')
    fireDrag('dragend', '[data-index="0"]', { clientX: -5, clientY: 100 })
    expect(callsTo('stageAssets')).toHaveLength(1)
    fireDrag('dragstart', '[data-index="1"]')
    fireDrag('dragleave', 'aside')
    expect(callsTo('stageAssets')).toHaveLength(1)
    vi.advanceTimersByTime(1_000)
    expect(callsTo('stageAssets')).toHaveLength(2)
    fireDrag('dragend', '[data-index="1"]', { clientX: -5, clientY: 100 })
    expect(callsTo('stageAssets')).toHaveLength(2)
  })

  it('stages for a drag that ends outside, even if the point where it left is unknown', async () => {
    const { callsTo } = await setUp()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragleave', 'aside')
    expect(callsTo('stageAssets')).toEqual([])
    fireDrag('dragend', '[data-index="0"]', { clientX: -30, clientY: 300 })
    expect(callsTo('stageAssets')).toMatchObject([{ input: { assets: [{ name: 'a.png' }] } }])
  })

  it('stages nothing for a drag that ends inside or at an unknown point', async () => {
    const { callsTo } = await setUp()
    for (const endPoint of [
      { clientX: 200, clientY: 300 },
      { clientX: 0, clientY: 0 },
    ]) {
      fireDrag('dragstart', '[data-index="0"]')
      // Chromium reports Escape as a leave at 0, 0.
      fireDrag('dragleave', 'aside')
      fireDrag('dragend', '[data-index="0"]', endPoint)
    }
    expect(callsTo('stageAssets')).toEqual([])
  })

  it('stages nothing for a drag that comes back and is dropped inside', async () => {
    const { callsTo } = await setUp()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragleave', 'aside')
    fireDrag('dragover', '[data-index="1"]')
    fireDrag('drop', '[data-index="1"]')
    fireDrag('dragend', '[data-index="0"]', { clientX: -30, clientY: 300 })
    expect(callsTo('stageAssets')).toEqual([])
  })

  it('stages once per drag, however often it is reported outside', async () => {
    const { callsTo } = await setUp()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragleave', 'aside', { clientX: -1, clientY: 300 })
    fireDrag('dragend', '[data-index="0"]', { clientX: -30, clientY: 300 })
    expect(callsTo('stageAssets')).toHaveLength(1)
  })

  it('recognizes assets that return from the desktop as files', async () => {
    const { stores, callsTo } = await setUp()
    const [asset] = assets
    if (asset === undefined) throw new Error('no asset')
    await stores.staging.stage([asset], 'drag')
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragover', '[data-index="1"]', { files: [sampleFile(10)] })
    fireDrag('drop', '[data-index="1"]', { files: [sampleFile(10)] })
    expect(callsTo('grantFiles')).toEqual([])
    expect(stores.uploads.getState()).toMatchObject({ source: { kind: 'assets' } })
  })

  it('uses the move effect over the recycle bin, but copy for a native drag, which cannot move', async () => {
    const { stores } = await setUp()
    const dropEffectOf = (properties: DragEventProperties): string => {
      const dataTransfer = { types: [], items: [], dropEffect: '', ...properties }
      fireDrag('dragover', '[data-part]', { dataTransfer })
      return dataTransfer.dropEffect
    }
    fireDrag('dragstart', '[data-index="0"]')
    expect(dropEffectOf({})).toBe('move')
    fireDrag('dragend', '[data-index="0"]')
    await stores.staging.stage(assets.slice(0, 1), 'drag')
    fireDrag('dragstart', '[data-index="0"]')
    expect(dropEffectOf({ types: ['Files'], items: [sampleFile(10)] })).toBe('copy')
  })
})
