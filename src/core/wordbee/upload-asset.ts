import { z } from 'zod'
import type { Asset, AssetContext } from '../../shared/asset'
import type { AppFailure } from '../../shared/failure'
import type { HttpBody, HttpResponse, RandomSource } from '../ports'
import { attachUrl, mediaUploadUrl } from './asset-url'
import type { Priority } from './budget/priority'
import { toCallFields, type CallOptions } from './budget/call-options'
import type { Exchange } from './exchange'
import type { FlexIds } from './flex-ids'
import { multipartBody, multipartOverhead } from './multipart'
import { smallJsonLimitBytes, readText } from './read-body'
import { readListedRow } from './wire-asset'
import { parseJson } from '../parse-json'
import { WatchedStream, type WatchedBytes } from './watched-bytes'
import { failureWithDetail, WordbeeError } from './wordbee-error'

export interface AssetUpload {
  readonly context: AssetContext
  readonly segmentId: number
  readonly locale: string | null
  readonly relativePath: string
  readonly name: string
  /** Returns the bytes from the start on every call: a request whose token expired is sent again. */
  readonly bytes: () => AsyncIterable<Uint8Array>
  /** Total bytes, if known (by default that of `watched`). Needed for servers that require a length; small files only. */
  readonly size?: number
  /** Ends the wait for quota or for the end of a throttle before the bytes are sent, but not a call that was sent. */
  readonly waitSignal?: AbortSignal
  /** Aborts the transfer of the bytes, when nothing is attached yet. The attach call is always finished. */
  readonly signal?: AbortSignal
  /** Aborts both calls, some time after a stop; whether the bytes were attached is then unknown. */
  readonly answer?: AbortSignal
  /** Priority of the media upload; `reads` by default. The attach call always uses `reads`. */
  readonly priority?: Priority
  /** For a file that may change during the upload: its bytes are counted and hashed as they are sent. */
  readonly watched?: WatchedBytes
  /** What the server has already received of this file: it is attached, and its bytes are not sent again. */
  readonly received?: ReceivedMedia
  readonly gate: UploadGate
}

/** A file whose bytes the server has, attached to nothing yet. */
export interface ReceivedMedia {
  readonly token: string
  readonly sha256: string
}

/** Checks by the caller whether an upload may still proceed, because both of its calls may wait for a long time. */
export interface UploadGate {
  /** Why the bytes must not be sent, or null. Checked right before they are sent. */
  readonly refuseBytes: () => AppFailure | null
  /** Called once the server has received all bytes. If it rejects, nothing is attached, and the upload fails with that error. */
  readonly beforeAttach: () => Promise<void>
  /** Why the upload must not be attached, or null. Checked right before the attach call is sent. */
  readonly refuseAttach: () => AppFailure | null
}

/** What is known about how a server accepts uploads. */
export interface UploadCapabilities {
  /** The server rejected a body without a length; later uploads send the length at once. */
  requiresLength: boolean
  /** False once a joint upload did not work out; all later files are sent one by one. */
  acceptsJointUploads: boolean
}

interface UploadPorts {
  readonly exchange: Exchange
  readonly root: string
  readonly random: RandomSource
  readonly capabilities: UploadCapabilities
  readonly flexIds: Pick<FlexIds, 'resolve'>
}

/** The largest upload that is buffered in memory to send its length first, in bytes. */
export const maxBufferedUploadBytes = 16 * 1_048_576

const wireUpload = z.object({ result: z.object({ token: z.string().min(1) }) })

/**
 * Uploads bytes and attaches them to a segment: two calls in a row, because the lifetime of a media token is not documented.
 * Never retried: an existing file of that name may be overwritten silently, so the caller lists before and after.
 * Returns the stored asset, or null if the response cannot be parsed. Failures: those of the exchange; and, with nothing
 * attached, those of the gate, `SourceError` for watched bytes, and whatever either `beforeAttach` rejects with.
 * Source: `api2/media-upload`, `api2/upload-asset-to-segment`.
 */
export async function uploadAsset(ports: UploadPorts, upload: AssetUpload): Promise<Asset | null> {
  const { watched, gate } = upload
  const { token, sha256 } = upload.received ?? (await sendMedia(ports, upload))
  await gate.beforeAttach()
  if (sha256 !== null) await watched?.beforeAttach(sha256)
  const response = await ports.exchange({
    method: 'POST',
    once: true,
    ...toCallFields(attachOptions(upload), 'upload'),
    refuse: gate.refuseAttach,
    url: attachUrl(ports.root, ports.flexIds.resolve(upload.context), upload.segmentId),
    contentType: 'application/json',
    body: { kind: 'text', text: JSON.stringify(attachment(upload, token)) },
  })
  const row = readListedRow(parseJson(await readText(response, smallJsonLimitBytes)), upload.context)
  return row === undefined || row === 'folder' ? null : row
}

async function sendMedia(
  ports: UploadPorts,
  upload: AssetUpload,
): Promise<{ readonly token: string; readonly sha256: string | null }> {
  const { watched } = upload
  const stream = watched === undefined ? null : new WatchedStream(watched)
  const bytes = (): AsyncIterable<Uint8Array> => stream?.watch(upload.bytes()) ?? upload.bytes()
  const token = await uploadMedia(ports, { ...upload, bytes }).catch((error: unknown) => {
    throw stream?.causeOf(error) ?? error
  })
  return { token, sha256: stream?.finalHash() ?? null }
}

/** A watched file can be uploaded again, so stopping does not wait for the attach call. */
function attachOptions({
  watched,
  waitSignal,
  answer,
}: AssetUpload): Pick<CallOptions, 'waitSignal' | 'signal'> {
  return {
    ...(watched === undefined || waitSignal === undefined ? {} : { waitSignal }),
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
  const parsed = wireUpload.safeParse(parseJson(await readText(response, smallJsonLimitBytes)))
  if (parsed.success) return parsed.data.result.token
  throw new WordbeeError(failureWithDetail('answer-unexpected', ''), {
    status: response.status,
    nothingWasDone: false,
  })
}

/** The same body in two forms: chunked, which streams, and with its length, which is buffered (null if it is too large). */
interface UploadBodies {
  readonly chunked: HttpBody
  readonly withLength: HttpBody | null
}

function bodiesOf({ bytes, watched, size = watched?.size }: AssetUpload, boundary: string): UploadBodies {
  // The part's file name is a constant; the real name is in the query, where the encoding is unambiguous.
  const parts = [{ fileName: 'upload', bytes }]
  const chunked = { kind: 'stream', chunks: multipartBody(parts, boundary) } as const
  if (size === undefined || size > maxBufferedUploadBytes) return { chunked, withLength: null }
  return { chunked, withLength: { ...chunked, bytes: size + multipartOverhead(parts, boundary) } }
}

/** Sends the chunked body; if the server requires a length, sends the other form. A 411 proves that nothing was processed. */
async function sendBytes(
  capabilities: UploadCapabilities,
  { chunked, withLength }: UploadBodies,
  send: (body: HttpBody) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  if (capabilities.requiresLength && withLength !== null) return send(withLength)
  try {
    return await send(chunked)
  } catch (error) {
    if (!(error instanceof WordbeeError) || error.failure.kind !== 'length-required') throw error
    capabilities.requiresLength = true
    if (withLength === null) throw error
    return send(withLength)
  }
}

function attachment(upload: AssetUpload, filetoken: string): Record<string, string> {
  return {
    filetoken,
    ...(upload.locale === null ? {} : { locale: upload.locale }),
    ...(upload.relativePath === '' ? {} : { relativePath: upload.relativePath }),
  }
}
