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
import { downloadBytes } from '../../download/asset-stream'
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

/** The bytes of a file, which must have its listed size. */
async function readAsset(harness: ContractHarness, asset: Asset, signal?: AbortSignal): Promise<void> {
  const request = { client: harness.client, clock: harness.clock, asset, signal }
  const received = downloadBytes(request, { size: asset.size })
  while ((await received.next()).done !== true);
}

/** The text as bytes in small chunks; can be read several times. */
const bytesOf = (text: string) => (): AsyncIterable<Uint8Array> => ({
  async *[Symbol.asyncIterator]() {
    for (const piece of text.match(/.{1,7}/gsu) ?? []) {
      await Promise.resolve()
      yield new TextEncoder().encode(piece)
    }
  },
})

interface UploadOverrides {
  readonly name?: string
  readonly text?: string
  readonly locale?: string | null
  readonly relativePath?: string
  readonly context?: AssetContext
  readonly segmentId?: number
  readonly size?: number
}

function upload(harness: ContractHarness, overrides: UploadOverrides = {}): Promise<Asset | null> {
  const { text = 'new bytes', ...destination } = overrides
  return harness.client.upload({
    context: projectContext,
    segmentId: emptySegment,
    locale: null,
    relativePath: '',
    name: 'new.txt',
    ...destination,
    bytes: bytesOf(text),
    gate: openGate,
  })
}

describe.each(Object.entries(contextsOfOneFile))('downloading by %s', (_name, { context, segments }) => {
  it.each(switchPositions.classicSeparator)(
    'returns the exact bytes of each file (%s)',
    async (classicSeparator) => {
      const harness = await start({ switches: { classicSeparator } })
      for (const asset of await harness.listAssets(context, segments)) {
        const bytes = await read(await harness.client.download({ asset }))
        expect(Buffer.from(bytes)).toEqual(Buffer.from(await harness.server.store.readBytes(asset)))
      }
    },
  )
})

describe('a download', () => {
  const listSample = async (harness: ContractHarness): Promise<Asset> =>
    required(
      (await harness.listAssets(projectContext, [crowdedSegment])).find(({ size }) => (size ?? 0) > 12),
    )

  it.each([
    [400, 'server-refused'],
    [404, 'answer-unexpected'],
  ] as const)('of a missing file fails (%i)', async (missingDownload, kind) => {
    const harness = await start({ switches: { missingDownload } })
    const asset = await listSample(harness)
    await harness.server.store.remove(asset)
    await expect(harness.client.download({ asset })).rejects.toMatchObject({
      failure: { kind, detail: 'The requested file does not exist.' },
    })
  })

  it.each<Fault>([
    { kind: 'html', status: 502 },
    { kind: 'status', status: 503, headers: { 'Retry-After': '20' } },
    { kind: 'status', status: 500 },
  ])('is retried with pauses while the server is busy: %o', async (fault) => {
    const harness = await start()
    const asset = await listSample(harness)
    const used = harness.client.budget().used
    harness.server.faults.add({ match: { ...downloads, times: 3 }, fault })
    const bytes = await read(await harness.client.download({ asset }))
    expect(Buffer.from(bytes)).toEqual(Buffer.from(await harness.server.store.readBytes(asset)))
    const expected = 'headers' in fault ? [20_000, 20_000, 20_000] : [300, 1_000, 3_000]
    expect(harness.clock.sleepTimes.slice(-3)).toEqual(expected)
    // Each attempt counts as a call.
    expect(harness.client.budget().used - used).toBe(4)
  })

  it('is given up after four attempts, and not repeated if it must be sent at once', async () => {
    const harness = await start()
    const asset = await listSample(harness)
    harness.server.faults.add({ match: downloads, fault: { kind: 'status', status: 500 } })
    expect(await outcomeOf(harness.client.download({ asset }))).toBe('server-error')
    expect(harness.server.calls.count(downloads)).toBe(4)
    expect(await outcomeOf(harness.client.download({ asset, atOnce: true }))).toBe('server-error')
    expect(harness.server.calls.count(downloads)).toBe(5)
  })

  it.each(['signal', 'waitSignal'] as const)('ends its pause when it is stopped (%s)', async (signal) => {
    const harness = await start()
    const asset = await listSample(harness)
    harness.clock.isFrozen = true
    harness.server.faults.add({ match: downloads, fault: { kind: 'status', status: 503 } })
    const stop = new AbortController()
    const outcome = outcomeOf(harness.client.download({ asset, [signal]: stop.signal }))
    await expect.poll(() => harness.clock.sleepTimes.at(-1)).toBe(300)
    stop.abort()
    expect(await outcome).toBe('stopped')
    expect(harness.server.calls.count(downloads)).toBe(1)
  })

  it('of a file that was replaced by one of another size fails', async () => {
    const harness = await start()
    const asset = await listSample(harness)
    await harness.server.store.put({ ...asset, bytes: 'short' })
    expect(await outcomeOf(readAsset(harness, asset))).toBe('answer-cut')
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
  ])('with a wrong body is never taken for the file: $kind $framing $by', async (fault) => {
    const harness = await start()
    const asset = await listSample(harness)
    harness.server.faults.add({ match: downloads, fault })
    expect(await outcomeOf(readAsset(harness, asset))).toBe('answer-cut')
  })

  it.each(['after-headers', 'mid-body'] as const)('that hangs times out (%s)', async (where) => {
    const harness = await start({ timeouts: shortTimeouts })
    const asset = await listSample(harness)
    harness.server.faults.add({ match: downloads, fault: { kind: 'hang', where } })
    expect(await outcomeOf(readAsset(harness, asset))).toBe('timed-out')
  })

  it('ends when it is aborted, and closes the connection', async () => {
    const harness = await start()
    const asset = await listSample(harness)
    const stop = new AbortController()
    harness.server.faults.add({ match: downloads, fault: { kind: 'hang', where: 'mid-body' } })
    const ended = outcomeOf(readAsset(harness, asset, stop.signal))
    await expect.poll(() => harness.server.calls.count(downloads)).toBe(1)
    stop.abort()
    expect(await ended).toBe('stopped')
    await expect.poll(() => harness.server.calls.filter(downloads)[0]?.durationMs).toBeDefined()
  })

  it('is complete even if it arrives slowly', async () => {
    const harness = await start()
    const asset = await listSample(harness)
    harness.server.faults.add({ match: downloads, fault: { kind: 'trickle', bytes: 4, ms: 2 } })
    expect(await read(await harness.client.download({ asset }))).toHaveLength(asset.size ?? 0)
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

  /** Content that counts how much of it the server has sent. */
  function measuredBytes(): Bytes & { sent: number } {
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

  it('is streamed: the bytes in flight stay far below the size of the file', async () => {
    const bytes = measuredBytes()
    const seed: SeedSpec = {
      projects: [{ id: 7214 }],
      documents: [{ did: 1, pid: 7214 }],
      segments: [{ sid: crowdedSegment, did: 1 }],
      assets: [{ segmentId: crowdedSegment, name: 'film.mp4', bytes }],
    }
    const harness = await start({ seed })
    const asset = required((await harness.listAssets(projectContext, [crowdedSegment]))[0])
    let received = 0
    let maxInFlight = 0
    for await (const chunk of (await harness.client.download({ asset })).body) {
      received += chunk.length
      maxInFlight = Math.max(maxInFlight, bytes.sent - received)
      // A slow reader: let everything arrive that is sent without backpressure.
      for (let turn = 0; turn < 3; turn += 1) await nextTurn()
    }
    expect(received).toBe(size)
    expect(maxInFlight).toBeLessThan(size / 2)
  })
})

describe.each(Object.entries(contextsOfOneFile))('uploading by %s', (_name, { context, segments }) => {
  it.each(switchPositions.uploadByJobScope)('stores the file or is refused (job scopes %s)', async (jobs) => {
    const harness = await start({ switches: { uploadByJobScope: jobs } })
    const before = harness.server.store.all()
    const segmentId = required(segments[1])
    const overrides = { context, segmentId, locale: 'de', relativePath: 'ui/new', name: '#1 & ü+%.txt' }
    if (jobs === '400' && context.family === 'classic' && context.scope !== 'pr7214') {
      expect(await outcomeOf(upload(harness, overrides))).toBe('server-refused')
      expect(describeFiles(harness.server.store.all())).toEqual(describeFiles(before))
      return
    }
    const asset = await upload(harness, overrides)
    expect(asset).toMatchObject({ context, segmentId, locale: 'de', name: '#1 & ü+%.txt', size: 9 })
    const stored = harness.storedFiles([segmentId]).filter(({ relativePath }) => relativePath === 'ui/new')
    expect(describeFiles([required(asset ?? undefined)])).toEqual(describeFiles(stored))
  })
})

describe('an upload with a name that exists', () => {
  const existing = { segmentId: crowdedSegment, name: 'logo.png' }

  it.each(switchPositions.sameNameUpload)('behaves as the server is set: %s', async (sameNameUpload) => {
    const harness = await start({ switches: { sameNameUpload } })
    const before = harness.storedFiles([crowdedSegment])
    const uploading = upload(harness, existing)
    if (sameNameUpload === '400') {
      expect(await outcomeOf(uploading)).toBe('server-refused')
      expect(describeFiles(harness.storedFiles([crowdedSegment]))).toEqual(describeFiles(before))
      return
    }
    const asset = await uploading
    expect(asset?.name).toBe(sameNameUpload === 'rename' ? 'logo (1).png' : 'logo.png')
    expect(describeFiles(harness.storedFiles([crowdedSegment]))).toEqual(
      describeFiles(await harness.listAssets(projectContext, [crowdedSegment])),
    )
    expect(harness.storedFiles([crowdedSegment])).toHaveLength(
      before.length + (sameNameUpload === 'rename' ? 1 : 0),
    )
  })
})

describe('an upload that the server rejects', () => {
  it.each<{
    readonly switches: Partial<Switches>
    readonly overrides: UploadOverrides
    readonly kind: string
  }>([
    { switches: { uploadLimitBytes: 5 }, overrides: {}, kind: 'server-refused' },
    {
      switches: { uploadLimitBytes: 5, uploadLimitAnswer: '413-html' },
      overrides: {},
      kind: 'too-large-for-server',
    },
    { switches: { emptyFileUpload: '400' }, overrides: { text: '' }, kind: 'server-refused' },
    { switches: { mediaToken: 'expiring', mediaTokenLifeMs: 0 }, overrides: {}, kind: 'server-refused' },
    { switches: {}, overrides: { segmentId: 999 }, kind: 'server-refused' },
    { switches: { anyRight: '403' }, overrides: {}, kind: 'forbidden' },
    { switches: { hourlyAllowance: 0 }, overrides: {}, kind: 'throttled' },
    { switches: { assetApi: 'absent' }, overrides: {}, kind: 'answer-unexpected' },
    {
      switches: { relativePathInRequests: 'slash-only' },
      overrides: { relativePath: 'a\\b' },
      kind: 'server-refused',
    },
  ])('fails and changes nothing: $kind, $switches $overrides', async ({ switches, overrides, kind }) => {
    const harness = await start({ switches })
    const before = harness.server.store.all()
    expect(await outcomeOf(upload(harness, overrides))).toBe(kind)
    expect(describeFiles(harness.server.store.all())).toEqual(describeFiles(before))
  })

  it.each<[string, Fault, string]>([
    ['drop', { kind: 'drop', when: 'before-work' }, 'unreachable'],
    ['reset after the work', { kind: 'drop', when: 'after-work', reset: true }, 'unreachable'],
    ['html', { kind: 'html', status: 200 }, 'answer-unexpected'],
    ['redirect', { kind: 'redirect', status: 307, location: 'http://127.0.0.1:9/' }, 'redirected'],
    ['502', { kind: 'html', status: 502 }, 'server-error'],
  ])('is sent only once, in both steps: %s', async (_name, fault, kind) => {
    const harness = await start()
    for (const step of [media, attach]) {
      harness.server.faults.clear()
      harness.server.calls.clear()
      harness.server.faults.add({ match: step, fault })
      const outcome = await outcomeOf(upload(harness))
      // An attach call with an unreadable response still counts as done: a listing verifies it.
      expect(outcome).toBe(step === attach && kind === 'answer-unexpected' ? 'done' : kind)
      expect(harness.server.calls.count(step)).toBe(1)
    }
  })
})

describe('an upload', () => {
  it.each([
    ...switchPositions.mediaToken.map((mediaToken) => ({ mediaToken })),
    { emptyFileUpload: 'accepted' },
  ] as const)('is stored with %j', async (switches) => {
    const harness = await start({ switches })
    const text = 'emptyFileUpload' in switches ? '' : 'some bytes'
    expect(await upload(harness, { text })).toMatchObject({ name: 'new.txt', size: text.length })
    const stored = await harness.server.store.readBytes({ segmentId: emptySegment, name: 'new.txt' })
    expect(Buffer.from(stored).toString()).toBe(text)
  })

  it.each([media, attach])(
    'sends all bytes again when its token expires during the call (%o)',
    async (step) => {
      const harness = await start({ switches: { mediaToken: 'single-use' } })
      harness.server.faults.add({ match: { ...step, nth: 1 }, fault: { kind: 'token-dies', status: 400 } })
      expect(await upload(harness)).toMatchObject({ size: 9 })
      const stored = await harness.server.store.readBytes({ segmentId: emptySegment, name: 'new.txt' })
      expect(Buffer.from(stored).toString()).toBe('new bytes')
    },
  )

  it('times out', async () => {
    const harness = await start({ timeouts: shortTimeouts })
    harness.server.faults.add({ match: attach, fault: { kind: 'hang', where: 'before-work' } })
    expect(await outcomeOf(upload(harness))).toBe('timed-out')
    expect(harness.storedFiles([emptySegment])).toEqual([])
  })
})

describe('an upload to a server that requires a length', () => {
  const countChunked = (harness: ContractHarness): number =>
    harness.server.calls.filter(media).filter(({ headers }) => headers['transfer-encoding'] === 'chunked')
      .length

  it.each(switchPositions.chunkedBody)(
    'is stored completely if the file is small (%s)',
    async (chunkedBody) => {
      const harness = await start({ switches: { chunkedBody } })
      for (const name of ['one.txt', 'two.txt', 'three.txt']) {
        const text = `some bytes of ${name}`
        expect(await upload(harness, { name, text, size: text.length })).toMatchObject({ size: text.length })
        const stored = await harness.server.store.readBytes({ segmentId: emptySegment, name })
        expect(Buffer.from(stored).toString()).toBe(text)
      }
      // Only the first upload is rejected.
      expect(harness.server.calls.count(media)).toBe(chunkedBody === '411' ? 4 : 3)
      expect(countChunked(harness)).toBe(chunkedBody === '411' ? 1 : 3)
    },
  )

  it.each([undefined, maxBufferedUploadBytes + 1])(
    'fails with a specific failure if the file is too large to buffer (%s)',
    async (size) => {
      const harness = await start({ switches: { chunkedBody: '411' } })
      const before = harness.server.store.all()
      const overrides = size === undefined ? {} : { size }
      expect(await outcomeOf(upload(harness, overrides))).toBe('length-required')
      expect(harness.server.calls.count(media)).toBe(1)
      expect(describeFiles(harness.server.store.all())).toEqual(describeFiles(before))
    },
  )
})
