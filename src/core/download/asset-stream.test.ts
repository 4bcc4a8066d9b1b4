import { describe, expect, it } from 'vitest'
import type { HttpResponse } from '../ports'
import { FakeClock } from '../../testing/memory-ports'
import { downloadAsset, type AssetDownload } from '../wordbee/download-asset'
import type { Exchange } from '../wordbee/exchange'
import { FlexIds } from '../wordbee/flex-ids'
import { failureWithDetail, toFailure, WordbeeError } from '../wordbee/wordbee-error'
import { AssetSizeError, AssetStream, downloadBytes, type ReadLimits } from './asset-stream'

const identity = {
  context: { family: 'classic', scope: 'pr1' },
  segmentId: 1,
  locale: null,
  relativePath: '',
  name: 'a.txt',
} as const

/** Not asked: the file is in a project. */
const flexIds = new FlexIds(() => Promise.reject(new Error('not a Flex file')))

interface Given {
  readonly headers?: Readonly<Record<string, string>>
  readonly chunks: readonly (string | Error)[]
}

/** A client whose server answers so; it records the signal of the call, with which the connection ends. */
function createClient({ headers = {}, chunks }: Given) {
  const response: HttpResponse = {
    status: 200,
    header: (name) => headers[name] ?? null,
    body: bodyOf(chunks),
  }
  const exchange = (() => Promise.resolve(response)) as unknown as Exchange
  const ports = { exchange, root: 'https://platform.example/api', clock: new FakeClock(), flexIds }
  const signals: (AbortSignal | undefined)[] = []
  return {
    signals,
    download: (options: AssetDownload) => {
      signals.push(options.signal)
      return downloadAsset(ports, options)
    },
  }
}

/** What arrives within these limits, or the kind of the failure. */
async function read(given: Given, limits: ReadLimits, signal?: AbortSignal): Promise<string> {
  const request = { client: createClient(given), clock: new FakeClock(), asset: identity, signal }
  try {
    let text = ''
    for await (const chunk of downloadBytes(request, limits)) text += new TextDecoder().decode(chunk)
    return text
  } catch (error) {
    if (error instanceof AssetSizeError) return `${error.failure.kind}, ${error.difference}`
    if (error instanceof WordbeeError) return error.failure.kind
    return error instanceof Error ? error.name : String(error)
  }
}

/** The number of bytes. */
async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0
  for await (const chunk of chunks) bytes += chunk.byteLength
  return bytes
}

async function* bodyOf(chunks: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    await Promise.resolve()
    if (chunk instanceof Error) throw chunk
    yield new TextEncoder().encode(chunk)
  }
}

const cut = (detail: string): WordbeeError =>
  new WordbeeError(failureWithDetail('answer-cut', detail), { status: 200, nothingWasDone: false })

describe('an asset stream', () => {
  it.each([
    ['gzip', 4, 'longer'],
    ['br', 20, 'shorter'],
    ['gzip, br', 4, 'longer'],
  ])(
    'says that the server sends the file in a coded form: %s, listed with %i bytes',
    async (coding, size, difference) => {
      const headers = { 'content-encoding': coding, 'content-length': '4' }
      expect(await read({ headers, chunks: ['decoded'] }, { size })).toBe(`answer-encoded, ${difference}`)
    },
  )

  it('says that a body is not in the coding that it declares', async () => {
    const chunks = [cut('ERR_CONTENT_DECODING_FAILED')]
    expect(await read({ headers: { 'content-encoding': 'gzip' }, chunks }, { size: 4 })).toBe(
      'answer-encoded',
    )
  })

  it('accepts a coded body that has the listed size once it is decoded', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-length': '4' }
    expect(await read({ headers, chunks: ['decoded'] }, { size: 7 })).toBe('decoded')
  })

  it.each([{}, { 'content-encoding': 'identity' }, { 'content-encoding': '' }])(
    'calls a body without a coding (%j) cut',
    async (headers: Readonly<Record<string, string>>) => {
      expect(await read({ headers, chunks: ['decoded'] }, { size: 9 })).toBe('answer-cut, shorter')
      expect(await read({ headers, chunks: [cut('ERR_CONNECTION_RESET')] }, { size: 9 })).toBe('answer-cut')
    },
  )

  it('fails before the first byte if the announced size is not the listed one', async () => {
    const received: number[] = []
    const limits = { size: 9, onBytes: (bytes: number) => received.push(bytes) }
    const given = { headers: { 'content-length': '7' }, chunks: ['decoded'] }
    expect(await read(given, limits)).toBe('answer-cut, announced')
    expect(received).toEqual([])
  })

  it.each([
    [false, {}],
    [true, { 'transfer-encoding': 'chunked' }],
  ])('knows whether a body that is too short is complete: %s for %j', async (isComplete, headers) => {
    const client = createClient({ headers, chunks: ['abc'] })
    const request = { client, clock: new FakeClock(), asset: identity, signal: undefined }
    const reading = readAll(downloadBytes(request, { size: 9 }))
    await expect(reading).rejects.toMatchObject({ difference: 'shorter', isComplete })
  })

  it('may take 60 s, or its size at 16 KiB/s if that is longer', async () => {
    const kib = 'x'.repeat(1_024)
    for (const [size, seconds, outcome] of [
      [2_048, 59, 2_048],
      [2_048, 61, 'timed-out'],
      [1_024 * 1_024 * 2, 127, 2_048],
      [1_024 * 1_024 * 2, 129, 'timed-out'],
    ] as const) {
      const clock = new FakeClock()
      const client = createClient({ chunks: [kib, kib] })
      const stream = await AssetStream.open({ client, clock, asset: identity, signal: undefined })
      const limits = { size: null, maxBytes: size, onBytes: () => clock.advance(seconds * 1_000) }
      const reading = readAll(stream.read(limits)).catch((error: unknown) => toFailure(error).kind)
      expect(await reading).toBe(outcome)
    }
  })

  it('makes no call for a signal that is aborted already', async () => {
    const client = createClient({ chunks: ['abc'] })
    const request = { client, clock: new FakeClock(), asset: identity, signal: AbortSignal.abort() }
    await expect(readAll(downloadBytes(request, { size: 3 }))).rejects.toMatchObject({
      failure: { kind: 'stopped' },
    })
    expect(client.signals).toEqual([])
  })

  it('ends its connection and counts as stopped when it is aborted, whatever the network reports', async () => {
    const stop = new AbortController()
    const client = createClient({ chunks: ['abc', cut('ERR_CONNECTION_RESET')] })
    const request = { client, clock: new FakeClock(), asset: identity, signal: stop.signal }
    const reading = readAll(downloadBytes(request, { size: 9, onBytes: () => stop.abort() }))
    await expect(reading).rejects.toMatchObject({ failure: { kind: 'stopped' } })
    expect(client.signals.map((signal) => signal?.aborted)).toEqual([true])
  })

  it.each([
    ['after an error', 2],
    ['when its reader stops', 9],
  ])('ends its connection %s', async (_name, size) => {
    const client = createClient({ chunks: ['abc', 'def'] })
    const request = { client, clock: new FakeClock(), asset: identity, signal: undefined }
    const stream = await AssetStream.open(request)
    expect(client.signals[0]?.aborted).toBe(false)
    const bytes = stream.read({ size })
    await bytes.next().catch(() => undefined)
    await bytes.return(undefined)
    expect(client.signals[0]?.aborted).toBe(true)
  })

  it('reports the bytes so far, and ends at the limit of a file of unknown size', async () => {
    const received: number[] = []
    const limits = { size: null, maxBytes: 8, onBytes: (bytes: number) => received.push(bytes) }
    expect(await read({ chunks: ['abc', 'defgh'] }, limits)).toBe('abcdefgh')
    expect(received).toEqual([3, 8])
    expect(await read({ chunks: ['abc', 'defghi'] }, limits)).toBe('TooManyBytesError')
  })
})
