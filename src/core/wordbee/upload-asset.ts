import { z } from 'zod'
import type { Asset, AssetContext } from '../../shared/asset'
import type { AppFailure } from '../../shared/failure'
import type { HttpBody, HttpResponse, RandomSource } from '../ports'
import { attachUrl, mediaUploadUrl } from './asset-url'
import type { Priority } from './budget/priority'
import { toCallFields, type CallOptions } from './budget/call-options'
import type { Exchange } from './exchange'
import { jsonLimitBytes, readText } from './read-body'
import { parseListingResponse } from './wire-asset'
import { parseJson } from '../parse-json'
import { WatchedStream, type WatchedBytes } from './watched-bytes'
import { failureWithDetail, WordbeeError } from './wordbee-error'

export interface AssetUpload {
  readonly context: AssetContext
  readonly segmentId: number
  readonly locale: string | null
  readonly relativePath: string
  readonly name: string
  /** Gives the bytes from the start each time: a call whose token died is sent again. */
  readonly bytes: () => AsyncIterable<Uint8Array>
  /** Of all bytes, where it is known (that of watched bytes is): small files can then be sent to a server that wants to be told the length. */
  readonly size?: number
  /** Ends the wait for room and for a pause of the server before the bytes are sent; what has begun is finished. */
  readonly waiting?: AbortSignal
  /** Ends the sending of the bytes, when nothing is attached yet. The call that attaches them is finished. */
  readonly signal?: AbortSignal
  /** Ends both calls, some time after a stop: whether the bytes were attached is unknown then. */
  readonly answer?: AbortSignal
  /** Of the call that takes the bytes; by default `reads`, as the one that attaches them always is. */
  readonly priority?: Priority
  /** For bytes that somebody else may change: counted and hashed on their way. */
  readonly watched?: WatchedBytes
  readonly gate: UploadGate
}

/** Whether an upload may still go on, asked of whoever decided on it: both of its calls may have to wait for long. */
export interface UploadGate {
  /** Why the bytes must not be sent, or null. Asked when nothing holds them up any more. */
  readonly refuseBytes: () => AppFailure | null
  /** Called when the server has taken all bytes. Where it rejects, nothing is attached, and the upload fails with just that. */
  readonly beforeAttach: () => Promise<void>
  /** Why they must not be attached, or null. Asked when nothing holds the call up any more. */
  readonly refuseAttach: () => AppFailure | null
}

/** What a server taught us about uploads. */
export interface UploadCapabilities {
  /** It refused a body without a length: the next one is told it at once. */
  requiresLength: boolean
}

interface UploadPorts {
  readonly exchange: Exchange
  readonly root: string
  readonly random: RandomSource
  readonly capabilities: UploadCapabilities
}

/** The largest file that is held in memory, so that its length can be told beforehand. */
export const maxBufferedUploadBytes = 16 * 1_048_576

const wireUpload = z.object({ result: z.object({ token: z.string().min(1) }) })

/**
 * Uploads bytes and attaches them to a segment: two calls, back to back, since the media token's life is not documented.
 * Never repeated by itself: the same name may overwrite silently, so the caller lists before and after.
 * Gives what the server says that it stored, or null where its answer cannot be read. Failures: those of the exchange and of
 * the gate, for watched bytes `SourceError`, and whatever `beforeAttach` of either rejects with; after these nothing was attached.
 * Source: `api2/media-upload`, `api2/upload-asset-to-segment`.
 */
export async function uploadAsset(ports: UploadPorts, upload: AssetUpload): Promise<Asset | null> {
  const { watched, gate } = upload
  const watch = watched === undefined ? null : new WatchedStream(watched)
  const bytes = (): AsyncIterable<Uint8Array> => watch?.over(upload.bytes()) ?? upload.bytes()
  const token = await uploadMedia(ports, { ...upload, bytes }).catch((error: unknown) => {
    throw watch?.reasonOf(error) ?? error
  })
  const sha256 = watch?.whole() ?? null
  await gate.beforeAttach()
  if (sha256 !== null) await watched?.beforeAttach(sha256)
  const response = await ports.exchange({
    method: 'POST',
    once: true,
    ...toCallFields(attachShare(upload), 'upload'),
    refuse: gate.refuseAttach,
    url: attachUrl(ports.root, upload.context, upload.segmentId),
    contentType: 'application/json',
    body: { kind: 'text', text: JSON.stringify(attachment(upload, token)) },
  })
  const stored = parseListingResponse([parseJson(await readText(response, jsonLimitBytes))], upload.context)
  return stored?.[0] ?? null
}

/** What is watched can be sent again: whoever stops does not wait for its turn. */
function attachShare({ watched, waiting, answer }: AssetUpload): Pick<CallOptions, 'waiting' | 'signal'> {
  return {
    ...(watched === undefined || waiting === undefined ? {} : { waiting }),
    ...(answer === undefined ? {} : { signal: answer }),
  }
}

async function uploadMedia(ports: UploadPorts, upload: AssetUpload): Promise<string> {
  const boundary = `refshelf-${ports.random.id()}`
  const signal = upload.signal ?? upload.answer
  const response = await sendBytes(ports.capabilities, bodiesOf(upload, boundary), (body) =>
    ports.exchange({
      method: 'POST',
      once: true,
      ...toCallFields({ ...upload, ...(signal === undefined ? {} : { signal }) }, 'upload'),
      refuse: upload.gate.refuseBytes,
      url: mediaUploadUrl(ports.root, upload.name),
      contentType: `multipart/form-data; boundary=${boundary}`,
      body,
    }),
  )
  const answer = wireUpload.safeParse(parseJson(await readText(response, jsonLimitBytes)))
  if (answer.success) return answer.data.result.token
  throw new WordbeeError(failureWithDetail('answer-unexpected', ''), {
    status: response.status,
    nothingWasDone: false,
  })
}

/** The same bytes in chunks, which streams, and with their length told; null where that would hold too much in memory. */
interface Bodies {
  readonly chunked: HttpBody
  readonly withLength: HttpBody | null
}

function bodiesOf({ bytes, watched, size = watched?.size }: AssetUpload, boundary: string): Bodies {
  const chunked = { kind: 'stream', chunks: multipart(bytes, boundary) } as const
  if (size === undefined || size > maxBufferedUploadBytes) return { chunked, withLength: null }
  return {
    chunked,
    withLength: { ...chunked, bytes: size + partHeader(boundary).length + tailOf(boundary).length },
  }
}

/** Chunked, unless the server refused that: before it looked at a byte, so that the same may be sent again. */
async function sendBytes(
  capabilities: UploadCapabilities,
  { chunked, withLength: told }: Bodies,
  send: (body: HttpBody) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  if (capabilities.requiresLength && told !== null) return send(told)
  try {
    return await send(chunked)
  } catch (error) {
    if (!(error instanceof WordbeeError) || error.failure.kind !== 'length-required') throw error
    capabilities.requiresLength = true
    if (told === null) throw error
    return send(told)
  }
}

/** The part's own name is a fixed word: the real one goes in the query, whose encoding is certain. */
function multipart(bytes: AssetUpload['bytes'], boundary: string): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => partsOf(bytes(), boundary) }
}

async function* partsOf(bytes: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(partHeader(boundary))
  yield* bytes
  yield encoder.encode(tailOf(boundary))
}

/** ASCII, like what follows the file: as many bytes as characters. */
const partHeader = (boundary: string): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="upload"\r\n` +
  'Content-Type: application/octet-stream\r\n\r\n'

const tailOf = (boundary: string): string => `\r\n--${boundary}--\r\n`

function attachment(upload: AssetUpload, filetoken: string): Record<string, string> {
  return {
    filetoken,
    ...(upload.locale === null ? {} : { locale: upload.locale }),
    ...(upload.relativePath === '' ? {} : { relativePath: upload.relativePath }),
  }
}
