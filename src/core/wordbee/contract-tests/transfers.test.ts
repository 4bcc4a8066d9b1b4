import { describe, expect, it } from 'vitest'
import type { Bytes, Fault, SeedSpec, Switches } from '../../../demo-server'
import type { Asset, AssetContext } from '../../../shared/asset'
import {
  contractHarnesses,
  openGate,
  outcomeOf,
  describeFiles,
  shortTimeouts,
  required,
  type ContractHarness,
} from '../../../testing/contract-harness'
import {
  contextsOfOneFile,
  crowdedSegment,
  emptySegment,
  switchPositions,
  projectContext,
} from '../../../testing/contract-workspace'
import type { HttpResponse } from '../../ports'
import { maxBufferedUploadBytes } from '../upload-asset'

const start = contractHarnesses()

const media = { method: 'POST', path: /\/media\/upload/ } as const
const attach = { method: 'POST', path: /\/assets\/\d+/ } as const
const downloads = { method: 'GET', path: /\/assets\/\d+\?/ } as const

async function read(response: HttpResponse): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of response.body) parts.push(part)
  return Buffer.concat(parts)
}

/** Bytes that can be asked for again and again, in pieces. */
const bytesOf = (text: string) => (): AsyncIterable<Uint8Array> => ({
  async *[Symbol.asyncIterator]() {
    for (const piece of text.match(/.{1,7}/gsu) ?? []) {
      await Promise.resolve()
      yield new TextEncoder().encode(piece)
    }
  },
})

interface Wish {
  readonly name?: string
  readonly text?: string
  readonly locale?: string | null
  readonly relativePath?: string
  readonly context?: AssetContext
  readonly segmentId?: number
  readonly size?: number
}

function upload(bench: ContractHarness, wish: Wish = {}): Promise<Asset | null> {
  const { text = 'new bytes', ...place } = wish
  return bench.client.upload({
    ...{ context: projectContext, segmentId: emptySegment, locale: null, relativePath: '', name: 'new.txt' },
    ...place,
    bytes: bytesOf(text),
    gate: openGate,
  })
}

describe.each(Object.entries(contextsOfOneFile))('downloading by %s', (_name, { context, segments }) => {
  it.each(switchPositions.classicSeparator)(
    'gives the very bytes of each file (%s)',
    async (classicSeparator) => {
      const bench = await start({ switches: { classicSeparator } })
      for (const asset of await bench.listAssets(context, segments)) {
        const bytes = await read(await bench.client.download({ asset }))
        expect(Buffer.from(bytes)).toEqual(Buffer.from(await bench.server.store.readBytes(asset)))
      }
    },
  )
})

describe('a download', () => {
  const listed = async (bench: ContractHarness): Promise<Asset> =>
    required((await bench.listAssets(projectContext, [crowdedSegment])).find(({ size }) => (size ?? 0) > 12))

  it.each([
    [400, 'server-refused'],
    [404, 'answer-unexpected'],
  ] as const)('of a file that went says so (%i)', async (missingDownload, kind) => {
    const bench = await start({ switches: { missingDownload } })
    const asset = await listed(bench)
    await bench.server.store.remove(asset)
    await expect(bench.client.download({ asset })).rejects.toMatchObject({
      failure: { kind, detail: 'The requested file does not exist.' },
    })
  })

  it('of a file that was replaced by one of another length is noticed', async () => {
    const bench = await start()
    const asset = await listed(bench)
    await bench.server.store.put({ ...asset, bytes: 'short' })
    expect(await outcomeOf(bench.client.download({ asset }).then(read))).toBe('answer-cut')
  })

  it.each<Fault>([
    { kind: 'cut-body', afterBytes: 5, framing: 'length' },
    { kind: 'cut-body', afterBytes: 5, framing: 'chunked' },
    { kind: 'cut-body', afterBytes: 5, framing: 'close' },
    { kind: 'cut-body', afterBytes: 0, framing: 'close' },
    { kind: 'wrong-length', by: 3 },
    { kind: 'wrong-length', by: -3 },
    { kind: 'html', status: 200 },
    { kind: 'status', status: 204 },
  ])('that is not the file is never taken for it: $kind $framing $by', async (fault) => {
    const bench = await start()
    const asset = await listed(bench)
    bench.server.faults.add({ match: downloads, fault })
    expect(await outcomeOf(bench.client.download({ asset }).then(read))).toBe('answer-cut')
  })

  it.each(['after-headers', 'mid-body'] as const)('that hangs ends (%s)', async (where) => {
    const bench = await start({ timeouts: shortTimeouts })
    const asset = await listed(bench)
    bench.server.faults.add({ match: downloads, fault: { kind: 'hang', where } })
    expect(await outcomeOf(bench.client.download({ asset }).then(read))).toBe('timed-out')
  })

  it('ends when it is stopped, and the server is let go', async () => {
    const bench = await start()
    const asset = await listed(bench)
    const stop = new AbortController()
    bench.server.faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
    const ended = outcomeOf(bench.client.download({ asset, signal: stop.signal }).then(read))
    await expect.poll(() => bench.server.calls.count(downloads)).toBe(1)
    stop.abort()
    expect(await ended).toBe('stopped')
    await expect.poll(() => bench.server.calls.filter(downloads)[0]?.durationMs).toBeDefined()
  })

  it('comes slowly as well, and whole', async () => {
    const bench = await start()
    const asset = await listed(bench)
    bench.server.faults.add({ match: downloads, fault: { kind: 'trickle', bytes: 4, ms: 2 } })
    expect(await read(await bench.client.download({ asset }))).toHaveLength(asset.size ?? 0)
  })
})

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

describe('a file of 30 MB', () => {
  const size = 30 * 1024 * 1024
  const block = new Uint8Array(64 * 1024)

  /** Content that tells how much of it the server has handed out. */
  function measured(): Bytes & { sent: number } {
    return {
      size,
      sent: 0,
      async *chunks() {
        while (this.sent < size) {
          await Promise.resolve()
          this.sent += block.length
          yield block
        }
      },
    }
  }

  it('is passed on as it comes: what is under way stays far below the file', async () => {
    const bytes = measured()
    const seed: SeedSpec = {
      projects: [{ id: 7214 }],
      documents: [{ did: 1, pid: 7214 }],
      segments: [{ sid: crowdedSegment, did: 1 }],
      assets: [{ segmentId: crowdedSegment, name: 'film.mp4', bytes }],
    }
    const bench = await start({ seed })
    const asset = required((await bench.listAssets(projectContext, [crowdedSegment]))[0])
    let received = 0
    let mostUnderWay = 0
    for await (const chunk of (await bench.client.download({ asset })).body) {
      received += chunk.length
      mostUnderWay = Math.max(mostUnderWay, bytes.sent - received)
      // A slow reader: everything that would come by itself has come.
      for (let turn = 0; turn < 3; turn += 1) await nextTurn()
    }
    expect(received).toBe(size)
    expect(mostUnderWay).toBeLessThan(size / 2)
  })
})

describe.each(Object.entries(contextsOfOneFile))('uploading by %s', (_name, { context, segments }) => {
  it.each(switchPositions.uploadByJobScope)(
    'stores what was given, or is refused (job scopes %s)',
    async (jobs) => {
      const bench = await start({ switches: { uploadByJobScope: jobs } })
      const before = bench.server.store.all()
      const segmentId = required(segments[1])
      const wish = { context, segmentId, locale: 'de', relativePath: 'ui/new', name: '#1 & ü+%.txt' }
      if (jobs === '400' && context.family === 'classic' && context.scope !== 'pr7214') {
        expect(await outcomeOf(upload(bench, wish))).toBe('server-refused')
        expect(describeFiles(bench.server.store.all())).toEqual(describeFiles(before))
        return
      }
      const told = await upload(bench, wish)
      expect(told).toMatchObject({ context, segmentId, locale: 'de', name: '#1 & ü+%.txt', size: 9 })
      const stored = bench.storedFiles([segmentId]).filter(({ relativePath }) => relativePath === 'ui/new')
      expect(describeFiles([required(told ?? undefined)])).toEqual(describeFiles(stored))
    },
  )
})

describe('an upload onto a name that is there', () => {
  const place = { segmentId: crowdedSegment, name: 'logo.png' }

  it.each(switchPositions.sameNameUpload)('ends as the server says: %s', async (sameNameUpload) => {
    const bench = await start({ switches: { sameNameUpload } })
    const before = bench.storedFiles([crowdedSegment])
    const told = upload(bench, place)
    if (sameNameUpload === '400') {
      expect(await outcomeOf(told)).toBe('server-refused')
      expect(describeFiles(bench.storedFiles([crowdedSegment]))).toEqual(describeFiles(before))
      return
    }
    const asset = await told
    expect(asset?.name).toBe(sameNameUpload === 'rename' ? 'logo (1).png' : 'logo.png')
    expect(describeFiles(bench.storedFiles([crowdedSegment]))).toEqual(
      describeFiles(await bench.listAssets(projectContext, [crowdedSegment])),
    )
    expect(bench.storedFiles([crowdedSegment])).toHaveLength(
      before.length + (sameNameUpload === 'rename' ? 1 : 0),
    )
  })
})

describe('an upload that the server does not take', () => {
  it.each<{ readonly switches: Partial<Switches>; readonly wish: Wish; readonly kind: string }>([
    { switches: { uploadLimitBytes: 5 }, wish: {}, kind: 'server-refused' },
    {
      switches: { uploadLimitBytes: 5, uploadLimitAnswer: '413-html' },
      wish: {},
      kind: 'too-large-for-server',
    },
    { switches: { emptyFileUpload: '400' }, wish: { text: '' }, kind: 'server-refused' },
    { switches: { mediaToken: 'expiring', mediaTokenLifeMs: 0 }, wish: {}, kind: 'server-refused' },
    { switches: {}, wish: { segmentId: 999 }, kind: 'server-refused' },
    { switches: { anyRight: '403' }, wish: {}, kind: 'forbidden' },
    { switches: { hourlyAllowance: 0 }, wish: {}, kind: 'throttled' },
    { switches: { assetApi: 'absent' }, wish: {}, kind: 'answer-unexpected' },
    {
      switches: { relativePathInRequests: 'slash-only' },
      wish: { relativePath: 'a\\b' },
      kind: 'server-refused',
    },
  ])('is a failure with a name, and changes nothing: $kind, $switches $wish', async (one) => {
    const { switches, wish, kind } = one
    const bench = await start({ switches })
    const before = bench.server.store.all()
    expect(await outcomeOf(upload(bench, wish))).toBe(kind)
    expect(describeFiles(bench.server.store.all())).toEqual(describeFiles(before))
  })

  it.each<[string, Fault, string]>([
    ['drop', { kind: 'drop', when: 'before-work' }, 'unreachable'],
    ['reset after the work', { kind: 'drop', when: 'after-work', reset: true }, 'unreachable'],
    ['html', { kind: 'html', status: 200 }, 'answer-unexpected'],
    ['redirect', { kind: 'redirect', status: 307, location: 'http://127.0.0.1:9/' }, 'redirected'],
    ['502', { kind: 'html', status: 502 }, 'server-error'],
  ])('is sent once, at the first step and at the second: %s', async (_name, fault, kind) => {
    const bench = await start()
    for (const step of [media, attach]) {
      bench.server.faults.clear()
      bench.server.calls.clear()
      bench.server.faults.add({ match: step, fault })
      const ended = await outcomeOf(upload(bench))
      // An attachment whose answer cannot be read was answered all the same: the listing tells.
      expect(ended).toBe(step === attach && kind === 'answer-unexpected' ? 'done' : kind)
      expect(bench.server.calls.count(step)).toBe(1)
    }
  })
})

describe('an upload', () => {
  it.each([
    ...switchPositions.mediaToken.map((mediaToken) => ({ mediaToken })),
    { emptyFileUpload: 'accepted' },
  ] as const)('is stored with %j', async (switches) => {
    const bench = await start({ switches })
    const text = 'emptyFileUpload' in switches ? '' : 'some bytes'
    expect(await upload(bench, { text })).toMatchObject({ name: 'new.txt', size: text.length })
    const stored = await bench.server.store.readBytes({ segmentId: emptySegment, name: 'new.txt' })
    expect(Buffer.from(stored).toString()).toBe(text)
  })

  it.each([media, attach])(
    'sends its bytes again, whole, when its token dies on the way (%o)',
    async (step) => {
      const bench = await start({ switches: { mediaToken: 'single-use' } })
      bench.server.faults.add({ match: { ...step, nth: 1 }, fault: { kind: 'token-dies', status: 400 } })
      expect(await upload(bench)).toMatchObject({ size: 9 })
      const stored = await bench.server.store.readBytes({ segmentId: emptySegment, name: 'new.txt' })
      expect(Buffer.from(stored).toString()).toBe('new bytes')
    },
  )

  it('hangs no longer than its limit', async () => {
    const bench = await start({ timeouts: shortTimeouts })
    bench.server.faults.add({ match: attach, fault: { kind: 'hang', where: 'before-work' } })
    expect(await outcomeOf(upload(bench))).toBe('timed-out')
    expect(bench.storedFiles([emptySegment])).toEqual([])
  })
})

describe('an upload to a server that wants to be told its length', () => {
  const chunked = (bench: ContractHarness): number =>
    bench.server.calls.filter(media).filter(({ headers }) => headers['transfer-encoding'] === 'chunked')
      .length

  it.each(switchPositions.chunkedBody)('is stored whole when the file is small (%s)', async (chunkedBody) => {
    const bench = await start({ switches: { chunkedBody } })
    for (const name of ['one.txt', 'two.txt', 'three.txt']) {
      const text = `some bytes of ${name}`
      expect(await upload(bench, { name, text, size: text.length })).toMatchObject({ size: text.length })
      const stored = await bench.server.store.readBytes({ segmentId: emptySegment, name })
      expect(Buffer.from(stored).toString()).toBe(text)
    }
    // The refusal is met once.
    expect(bench.server.calls.count(media)).toBe(chunkedBody === '411' ? 4 : 3)
    expect(chunked(bench)).toBe(chunkedBody === '411' ? 1 : 3)
  })

  it.each([undefined, maxBufferedUploadBytes + 1])(
    'is refused with a name of its own where it would be held in memory (%s)',
    async (size) => {
      const bench = await start({ switches: { chunkedBody: '411' } })
      const before = bench.server.store.all()
      const wish = size === undefined ? {} : { size }
      expect(await outcomeOf(upload(bench, wish))).toBe('length-required')
      expect(bench.server.calls.count(media)).toBe(1)
      expect(describeFiles(bench.server.store.all())).toEqual(describeFiles(before))
    },
  )
})
