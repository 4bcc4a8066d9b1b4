import { beforeEach, describe, expect, it } from 'vitest'
import type { SelectedAsset } from '../../shared/deletion'
import { versionKey, type ThumbnailUpdate } from '../../shared/preview'
import { MemoryCache } from '../../testing/memory-cache'
import { FakeClock, FakeRandom, nodeHash } from '../../testing/memory-ports'
import { assetKey } from '../assets/asset-key'
import type { CachedFile } from '../ports'
import { failureWithDetail, WordbeeError } from '../wordbee/wordbee-error'
import { PreviewCache } from './preview-cache'
import type { FileVersion } from './cache-file-name'
import { Thumbnails, type ThumbnailSource } from './thumbnails'

const account = 'acme'
/** The header of a WebP of 32 × 16 pixels. */
const webp = Uint8Array.from(
  Buffer.from('524946461a000000574542505650384c0d0000002f1fc00300000000000000', 'hex'),
)

function file(name: string): SelectedAsset {
  return {
    context: { family: 'classic', scope: 'pr7214' },
    segmentId: 27665601,
    locale: null,
    relativePath: '',
    name,
    size: 5,
    modifiedDate: '2026-03-04T06:06:00Z',
  }
}

function keyOf(name: string): string {
  return versionKey({ ...file(name), key: assetKey(file(name)) })
}

async function* chunks(bytes: Uint8Array | string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(bytes))
}

let clock: FakeClock
let cache: PreviewCache
let cacheFiles: MemoryCache
let events: ThumbnailUpdate[]
let calls: string[]
let drawRequests: { ticket: string; name: string }[]
let quota: number
let load: ThumbnailSource['loadFile']
let isOpen: boolean
let thumbnails: Thumbnails

beforeEach(() => {
  clock = new FakeClock()
  clock.isFrozen = true
  cacheFiles = new MemoryCache()
  cache = new PreviewCache({ files: cacheFiles, hash: nodeHash, clock, limit: () => 1_000_000 })
  ;[events, calls, drawRequests, quota, isOpen] = [[], [], [], 100, true]
  load = (version) => cache.saveFile(version, 'file', { chunks: chunks('bytes') })
  thumbnails = new Thumbnails({
    cache,
    clock,
    random: new FakeRandom(),
    source: () => (isOpen ? { account, hasQuota: () => quota > 0, loadFile: countedLoad } : null),
    readDrawable: () => Promise.resolve({ kind: 'image', type: 'image/png' }),
    drawThumbnail: (ticket, { name }) => {
      drawRequests.push({ ticket, name })
      return () => undefined
    },
    addressOf: ({ name }) => `preview://thumbnail/${name}`,
    onEvent: (event) => events.push(event),
  })
})

function countedLoad(version: FileVersion, signal: AbortSignal): Promise<CachedFile | null> {
  calls.push(version.file.name)
  quota -= 1
  return load(version, signal)
}

/** Answers each draw request as the page would, until the queue is empty. */
async function drawAll(picture: Uint8Array | null = webp): Promise<void> {
  await expect
    .poll(() => {
      for (const { ticket } of drawRequests.splice(0)) thumbnails.receiveDrawing(ticket, picture)
      return events.at(-1)?.pending
    })
    .toEqual([])
}

function ready(): string[] {
  return events.flatMap((event) => event.ready.map(({ version }) => version))
}

describe('loading thumbnails', () => {
  it('makes one call per file, and none the next time', async () => {
    thumbnails.loadThumbnails([file('a.png'), file('b.png'), file('c.png')])
    await drawAll()
    expect(calls).toEqual(['a.png', 'b.png', 'c.png'])
    expect(ready()).toEqual([keyOf('a.png'), keyOf('b.png'), keyOf('c.png')])
    const found = await thumbnails.findThumbnails([file('a.png'), file('b.png')])
    expect(found.ready.map(({ version }) => version)).toEqual([keyOf('a.png'), keyOf('b.png')])
    thumbnails.loadThumbnails([file('a.png')])
    await drawAll()
    expect(calls.length).toBe(3)
  })

  it('stops and reports when the quota is used up', async () => {
    quota = 2
    thumbnails.loadThumbnails(['a', 'b', 'c', 'd'].map(file))
    await drawAll()
    expect([calls, ready().length, events.at(-1)?.stopped]).toEqual([['a', 'b'], 2, 'no-room'])
    expect((await thumbnails.findThumbnails([])).stopped).toBe('no-room')
    quota = 1
    expect((await thumbnails.findThumbnails([])).stopped).toBeNull()
  })

  it('stops when the quota is used up between the check and the call', async () => {
    load = () =>
      Promise.reject(
        new WordbeeError(failureWithDetail('throttled', ''), { status: null, nothingWasDone: true }),
      )
    thumbnails.loadThumbnails(['a', 'b', 'c'].map(file))
    await drawAll()
    expect([ready(), events.at(-1)?.stopped]).toEqual([[], 'no-room'])
  })

  it('stops at the first failure that would affect all files', async () => {
    load = () =>
      Promise.reject(
        new WordbeeError(failureWithDetail('unreachable', ''), { status: null, nothingWasDone: false }),
      )
    thumbnails.loadThumbnails(['a', 'b', 'c', 'd', 'e'].map(file))
    await drawAll()
    expect(calls.length).toBeLessThanOrEqual(2)
    expect([ready(), events.at(-1)?.stopped]).toEqual([[], 'failed'])
  })

  it('skips a file whose response is cut, and continues', async () => {
    const loadWhole = load
    load = (version, signal) =>
      version.file.name === 'a'
        ? Promise.reject(
            new WordbeeError(failureWithDetail('answer-cut', ''), { status: 200, nothingWasDone: false }),
          )
        : loadWhole(version, signal)
    thumbnails.loadThumbnails(['a', 'b'].map(file))
    await drawAll()
    expect([ready(), events.flatMap(({ withoutPicture }) => withoutPicture)]).toEqual([
      [keyOf('b')],
      [keyOf('a')],
    ])
    expect((await thumbnails.findThumbnails([file('a')])).withoutPicture).toEqual([keyOf('a')])
  })

  it('drops files that are no longer visible, but finishes those in progress', async () => {
    thumbnails.loadThumbnails(['a', 'b', 'c', 'd'].map(file))
    thumbnails.loadThumbnails(['d'].map(file))
    await drawAll()
    expect(calls).toEqual(['a', 'b', 'd'])
  })

  it('ends when the user stops it', async () => {
    thumbnails.loadThumbnails(['a', 'b', 'c', 'd'].map(file))
    await expect.poll(() => drawRequests.length).toBe(2)
    thumbnails.stopLoading()
    await expect.poll(() => events.at(-1)?.pending).toEqual([])
    expect([calls, ready()]).toEqual([['a', 'b'], []])
  })

  it('does nothing without a connection', async () => {
    isOpen = false
    thumbnails.loadThumbnails([file('a')])
    expect(await thumbnails.findThumbnails([file('a')])).toEqual({
      ready: [],
      withoutPicture: [],
      pending: [],
      stopped: null,
    })
    expect(calls).toEqual([])
  })
})

describe('a cached file', () => {
  it('is drawn without a call', async () => {
    await cache.saveFile({ account, file: file('a') }, 'file', { chunks: chunks('bytes') })
    const found = await thumbnails.findThumbnails([file('a'), file('b')])
    expect([found.ready, found.pending]).toEqual([[], [keyOf('a')]])
    await drawAll()
    expect([calls, ready()]).toEqual([[], [keyOf('a')]])
  })
})

describe('a file that was cached when it was queued', () => {
  it('costs no call if it has been removed by its turn', async () => {
    for (const name of ['a', 'b', 'c'])
      await cache.saveFile({ account, file: file(name) }, 'file', { chunks: chunks('bytes') })
    expect((await thumbnails.findThumbnails(['a', 'b', 'c'].map(file))).pending.length).toBe(3)
    await expect.poll(() => drawRequests.length).toBe(2)
    await cache.clearFiles()
    await drawAll()
    expect([calls, ready()]).toEqual([[], []])
  })
})

describe('what the page draws', () => {
  it.each([
    ['nothing', null],
    ['not a picture', new TextEncoder().encode('<script>')],
    ['another picture', smallPng()],
    ['a picture that is too large', largeWebp()],
    ['too many bytes', Buffer.concat([webp, Buffer.alloc(300_000)])],
  ])('is rejected if it is %s', async (_what, picture) => {
    thumbnails.loadThumbnails([file('a')])
    await drawAll(picture)
    expect([ready(), events.flatMap(({ withoutPicture }) => withoutPicture)]).toEqual([[], [keyOf('a')]])
    expect(await cache.findFile({ account, file: file('a') }, 'thumb')).toBeNull()
  })

  it('times out, and can be requested again', async () => {
    thumbnails.loadThumbnails([file('a')])
    await expect.poll(() => drawRequests.length).toBe(1)
    clock.advance(20_000)
    await expect.poll(() => events.at(-1)?.pending).toEqual([])
    expect(events.flatMap(({ withoutPicture }) => withoutPicture)).toEqual([])
    thumbnails.receiveDrawing(drawRequests[0]?.ticket ?? '', webp)
    drawRequests = []
    thumbnails.loadThumbnails([file('a')])
    await drawAll()
    expect([calls, ready()]).toEqual([['a'], [keyOf('a')]])
  })

  it('is discarded if the file was deleted in the meantime', async () => {
    thumbnails.loadThumbnails([file('a')])
    await expect.poll(() => drawRequests.length).toBe(1)
    await cache.applyListing(account, { segmentIds: [27665601], assets: [] })
    await drawAll()
    expect((await thumbnails.findThumbnails([file('a')])).ready).toEqual([])
    expect(await cacheFiles.list()).toEqual([])
  })
})

function smallPng(): Uint8Array {
  return Buffer.from('89504e470d0a1a0a0000000d4948445200000010000000100806000000000000', 'hex')
}

/** 257 pixels wide. */
function largeWebp(): Uint8Array {
  const large = webp.slice()
  large.set([0x00, 0xc1, 0x03, 0x00], 21)
  return large
}
