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
  ...{ id: 'c1', name: 'Production', color: 'orange', kind: 'server', key: 'saved-securely' },
  ...{ host: 'wordbee-translator.example', accountId: 'acme-loc', readOnly: false },
}
const assets = [
  sampleAsset({ name: 'a.png', locale: 'en', size: 10 }),
  sampleAsset({ name: 'b.png', segmentId: 27665602, size: 20 }),
]
const place = { kind: 'segments', scope: 'pr7214', segmentIds: [27665601, 27665602] } as const
const ready: StagingSnapshot = {
  ...{ files: 1, ready: 1, bytes: 10, bytesDone: 10, state: 'ready', failure: null },
}

/** The parts of the window that a drag meets, bare. */
const pageHtml = `
  <button data-part="recycle-bin">Recycle bin</button>
  <div role="treeitem" data-segment="27665609" data-scope="flex19914"></div>
  <main data-drop-list><div data-index="0"><span></span></div><div data-index="1"></div><p></p></main>
  <aside></aside>`

let stop: () => void = () => undefined

async function setUp(facts: Partial<Connection> = {}) {
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
    sampleStatus({ connection: { ...connection, ...facts }, accountKey: 'production' }),
  )
  await stores.browse.openPlace(place)
  stop = listenToDrags(api, stores)
  const callsTo = (name: string) => api.calls.filter((each) => each.name === name)
  return { api, stores, callsTo }
}

interface DragFacts {
  readonly files?: readonly File[]
  readonly [fact: string]: unknown
}

/** A drag event as a browser tells it; answers with whether its default was prevented. */
function fireDrag(type: string, selector: string, { files, ...facts }: DragFacts = {}): boolean {
  const event = new Event(type, { bubbles: true, cancelable: true })
  const dataTransfer = {
    types: files === undefined ? [] : ['Files'],
    items: files ?? [],
    files: files ?? [],
    setData: () => undefined,
    setDragImage: () => undefined,
  }
  Object.assign(event, { dataTransfer, relatedTarget: null, clientX: 0, clientY: 0, ...facts })
  document.querySelector(selector)?.dispatchEvent(event)
  return event.defaultPrevented
}

const file = (size = 5) => new File(['x'.repeat(size)], 'x.png')
const highlighted = () => [...document.querySelectorAll('[data-drop-target]')]

describe('files that are dragged into the window', () => {
  beforeEach(() => {
    document.body.innerHTML = pageHtml
  })
  afterEach(() => {
    stop()
    vi.useRealTimers()
  })

  it('light up the row that they are over, and are uploaded to its segment, language and folder', async () => {
    const { stores, callsTo } = await setUp()
    const files = [file()]
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

  it('go to a segment of the sidebar, whatever place is open', async () => {
    const { stores } = await setUp()
    fireDrag('dragover', '[data-segment]', { files: [file()] })
    expect(stores.drags.getState().spot).toMatchObject({
      kind: 'into',
      destination: {
        place: { context: { family: 'flex', documentId: '19914' } },
        hint: { segmentId: 27665609 },
      },
    })
  })

  it('are taken by nothing else, and never by the browser', async () => {
    const { stores, callsTo } = await setUp()
    expect(fireDrag('dragover', 'aside', { files: [file()] })).toBe(true)
    expect(stores.drags.getState().spot).toMatchObject({ kind: 'refused', why: 'nowhere' })
    expect(fireDrag('drop', 'aside', { files: [file()] })).toBe(true)
    expect(callsTo('grantFiles')).toEqual([])
  })

  it('are refused on a read-only connection and without a place, with the reason', async () => {
    const { stores, callsTo } = await setUp({ readOnly: true })
    fireDrag('dragover', '[data-index="0"]', { files: [file()] })
    expect(stores.drags.getState().spot).toMatchObject({ kind: 'refused', why: 'readOnly' })
    fireDrag('drop', '[data-index="0"]', { files: [file()] })
    expect(callsTo('grantFiles')).toEqual([])
    stop()
    const { stores: closed } = await setUp()
    closed.browse.closePlace()
    fireDrag('dragover', '[data-drop-list]', { files: [file()] })
    expect(closed.drags.getState().spot).toMatchObject({ kind: 'refused', why: 'noPlace' })
  })

  it.each([
    ['they leave the window', () => fireDrag('dragleave', 'aside')],
    ['Escape is pressed', () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))],
    ['the window loses the focus', () => window.dispatchEvent(new Event('blur'))],
    [
      'the pointer moves by itself again',
      () =>
        window.dispatchEvent(
          Object.assign(new Event('pointermove'), { buttons: 0, movementX: 2, movementY: 0 }),
        ),
    ],
    ['nothing is heard of them', () => vi.advanceTimersByTime(3_000)],
  ])('leave no trace when %s', async (_, happen) => {
    const { stores } = await setUp()
    vi.useFakeTimers()
    fireDrag('dragover', '[data-index="0"]', { files: [file()] })
    expect(highlighted()).toHaveLength(1)
    happen()
    expect(highlighted()).toEqual([])
    expect(stores.drags.getState().spot).toBeNull()
  })

  it('go on through a move that the browser made up', async () => {
    const { stores } = await setUp()
    fireDrag('dragover', '[data-index="0"]', { files: [file()] })
    const still = { buttons: 0, movementX: 0, movementY: 0 }
    window.dispatchEvent(Object.assign(new Event('pointermove'), still))
    expect(stores.drags.getState().spot).not.toBeNull()
  })

  it('leave no trace when a dialog opens', async () => {
    const { stores } = await setUp()
    fireDrag('dragover', '[data-index="0"]', { files: [file()] })
    const [asset] = assets
    const into = stores.drags.getState().spot
    if (asset === undefined || into?.kind !== 'into') throw new Error('over a row')
    stores.uploads.openCopyDialog([asset], into.destination)
    expect(highlighted()).toEqual([])
    fireDrag('dragover', '[data-index="0"]', { files: [file()] })
    expect(stores.drags.getState().spot).toBeNull()
  })

  it('leave text that is dragged to the browser', async () => {
    await setUp()
    expect(fireDrag('dragover', '[data-index="0"]')).toBe(false)
    expect(fireDrag('drop', '[data-index="0"]')).toBe(false)
  })
})

describe('assets that are dragged', () => {
  beforeEach(() => {
    document.body.innerHTML = pageHtml
  })
  afterEach(() => {
    stop()
    vi.useRealTimers()
  })

  it('onto the recycle bin are asked about: all that are selected, or the one', async () => {
    const { stores, callsTo } = await setUp()
    stores.browse.selectAll()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragover', '[data-part]')
    expect(stores.drags.getState()).toMatchObject({ own: assets, spot: { kind: 'bin' } })
    fireDrag('drop', '[data-part]')
    expect(callsTo('planDeletion')).toMatchObject([
      { input: { assets: [{ name: 'a.png' }, { name: 'b.png' }] } },
    ])
  })

  it('onto another place are copied there, and nothing happens at their own', async () => {
    const { stores } = await setUp()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragover', '[data-index="0"]')
    expect(stores.drags.getState().spot).toBeNull()
    fireDrag('dragover', '[data-index="1"]')
    fireDrag('drop', '[data-index="1"]')
    expect(stores.uploads.getState()).toMatchObject({
      ...{ step: 'asking', source: { kind: 'assets', assets: [{ name: 'a.png' }] } },
      fields: { segment: '27665602' },
    })
  })

  it('are brought here when they leave the window, and handed to the desktop the next time', async () => {
    const { stores, callsTo } = await setUp()
    expect(fireDrag('dragstart', '[data-index="0"]')).toBe(false)
    fireDrag('dragleave', 'aside', { clientX: -1, clientY: 300 })
    await vi.waitFor(() => expect(stores.staging.getState().snapshot?.state).toBe('ready'))
    fireDrag('dragend', '[data-index="0"]')
    expect(fireDrag('dragstart', '[data-index="0"]')).toBe(true)
    expect(callsTo('stageAssets')).toHaveLength(1)
    expect(callsTo('dragOut')).toMatchObject([{ input: { assets: [{ name: 'a.png' }] } }])
  })

  it('that are given up inside the window are not brought: that tells of a leave too, at no place at all', async () => {
    vi.useFakeTimers()
    const { callsTo } = await setUp()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragleave', 'aside')
    fireDrag('dragend', '[data-index="0"]', { clientX: 200, clientY: 100 })
    vi.advanceTimersByTime(1_000)
    expect(callsTo('stageAssets')).toEqual([])
  })

  it('that come back into the window at once are not brought', async () => {
    vi.useFakeTimers()
    const { callsTo } = await setUp()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragleave', 'aside')
    fireDrag('dragenter', 'aside')
    vi.advanceTimersByTime(1_000)
    expect(callsTo('stageAssets')).toEqual([])
  })

  it('that are let go beyond the edge at once are brought, and those that stay there too', async () => {
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

  it('are brought here where they end outside, also where nobody said which way they went', async () => {
    const { callsTo } = await setUp()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragleave', 'aside')
    expect(callsTo('stageAssets')).toEqual([])
    fireDrag('dragend', '[data-index="0"]', { clientX: -30, clientY: 300 })
    expect(callsTo('stageAssets')).toMatchObject([{ input: { assets: [{ name: 'a.png' }] } }])
  })

  it('are not brought where the drag is given up inside, or ends where nobody knows', async () => {
    const { callsTo } = await setUp()
    for (const place of [
      { clientX: 200, clientY: 300 },
      { clientX: 0, clientY: 0 },
    ]) {
      fireDrag('dragstart', '[data-index="0"]')
      // Chromium tells of Escape as if the drag had left at the corner.
      fireDrag('dragleave', 'aside')
      fireDrag('dragend', '[data-index="0"]', place)
    }
    expect(callsTo('stageAssets')).toEqual([])
  })

  it('are not brought where they were dropped inside after all', async () => {
    const { callsTo } = await setUp()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragleave', 'aside')
    fireDrag('dragover', '[data-index="1"]')
    fireDrag('drop', '[data-index="1"]')
    fireDrag('dragend', '[data-index="0"]', { clientX: -30, clientY: 300 })
    expect(callsTo('stageAssets')).toEqual([])
  })

  it('are brought once, however the drag goes on', async () => {
    const { callsTo } = await setUp()
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragleave', 'aside', { clientX: -1, clientY: 300 })
    fireDrag('dragend', '[data-index="0"]', { clientX: -30, clientY: 300 })
    expect(callsTo('stageAssets')).toHaveLength(1)
  })

  it('that come back from the desktop as files are still assets', async () => {
    const { stores, callsTo } = await setUp()
    const [asset] = assets
    if (asset === undefined) throw new Error('an asset')
    await stores.staging.stage([asset], 'drag')
    fireDrag('dragstart', '[data-index="0"]')
    fireDrag('dragover', '[data-index="1"]', { files: [file(10)] })
    fireDrag('drop', '[data-index="1"]', { files: [file(10)] })
    expect(callsTo('grantFiles')).toEqual([])
    expect(stores.uploads.getState()).toMatchObject({ source: { kind: 'assets' } })
  })

  it('are moved to the bin by the window, and copied by the desktop, which lets nobody move its files', async () => {
    const { stores } = await setUp()
    const effectOver = (facts: DragFacts): string => {
      const dataTransfer = { types: [], items: [], dropEffect: '', ...facts }
      fireDrag('dragover', '[data-part]', { dataTransfer })
      return dataTransfer.dropEffect
    }
    fireDrag('dragstart', '[data-index="0"]')
    expect(effectOver({})).toBe('move')
    fireDrag('dragend', '[data-index="0"]')
    await stores.staging.stage(assets.slice(0, 1), 'drag')
    fireDrag('dragstart', '[data-index="0"]')
    expect(effectOver({ types: ['Files'], items: [file(10)] })).toBe('copy')
  })
})
