import type { Clock, HttpResponse } from '../ports'
import { JsonStream, JsonStreamError, type JsonProblem, type RowReader } from './json-stream'
import type { FailureKind } from '../../shared/failure'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/**
 * Maximum decoded size of a JSON response in bytes, because a small compressed body can expand to a huge one
 * (docs/threat-model.md#size-limits).
 */
export const jsonLimitBytes = 64 * 1024 * 1024

/** Bytes of a response that are parsed at once; a network stack may deliver far more in one chunk. */
const sliceBytes = 16 * 1024
/** How long a response may take to arrive, in ms, whatever its size: 64 MB take five minutes at 220 KB/s. */
export const maxJsonReadMs = 300_000
/** How long parsing may keep the main process busy before it lets other work run, in ms. Ordinary responses take less. */
const maxBusyMs = 8

/** Maximum size of the response to an upload in bytes: it describes one file. */
export const smallJsonLimitBytes = 1024 * 1024

/** Maximum size of an error body in bytes; more than any useful error message. */
export const errorLimitBytes = 64 * 1024

/**
 * Parses the body as JSON while it arrives, with pauses, so that even the largest response neither fills the memory nor blocks
 * the process. `readRow` sees each row of a list. Failures: `answer-too-large` past the limits (`jsonLimits`), `timed-out` after five minutes, `answer-cut` if
 * it ends early, `answer-unexpected` if it is not JSON or a row is refused; reading stops there.
 */
export async function readJsonBody(
  response: HttpResponse,
  { clock, readRow = null }: { readonly clock: Clock; readonly readRow?: RowReader | null },
): Promise<unknown> {
  const decoder = new TextDecoder('utf-8')
  const json = new JsonStream(readRow)
  let bytes = 0
  const startedAt = clock.elapsed()
  let busySince = startedAt
  try {
    for await (const chunk of response.body) {
      if (clock.elapsed() - startedAt > maxJsonReadMs)
        throw new WordbeeError(failureWithDetail('timed-out', 'too slow'), unproven(response.status))
      for (let start = 0; start < chunk.byteLength; start += sliceBytes) {
        const slice = chunk.subarray(start, start + sliceBytes)
        bytes += slice.byteLength
        if (bytes > jsonLimitBytes) throw new JsonStreamError('too-large')
        json.add(decoder.decode(slice, { stream: true }))
        if (clock.elapsed() - busySince < maxBusyMs) continue
        await clock.sleep(0)
        busySince = clock.elapsed()
      }
    }
    if (isTruncated(response, bytes)) throw new JsonStreamError('cut')
    json.add(decoder.decode())
    return json.finish()
  } catch (error) {
    if (!(error instanceof JsonStreamError)) throw error
    throw new WordbeeError(failureWithDetail(failureOfProblem[error.problem], ''), unproven(response.status))
  }
}

const failureOfProblem: Readonly<Record<JsonProblem, FailureKind>> = {
  invalid: 'answer-unexpected',
  cut: 'answer-cut',
  'too-large': 'answer-too-large',
}

/** Reads a short body as text. Failures: `answer-too-large` past the limit, `answer-cut` if it is shorter than announced. */
export async function readText(response: HttpResponse, limitBytes: number): Promise<string> {
  const decoder = new TextDecoder('utf-8')
  let text = ''
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > limitBytes)
      throw new WordbeeError(failureWithDetail('answer-too-large', ''), unproven(response.status))
    text += decoder.decode(chunk, { stream: true })
  }
  if (isTruncated(response, bytes))
    throw new WordbeeError(failureWithDetail('answer-cut', ''), unproven(response.status))
  return text + decoder.decode()
}

function isTruncated(response: HttpResponse, bytes: number): boolean {
  const announced = announcedLength(response)
  return announced !== null && bytes < announced
}

/** Announced size of the body in bytes, or null if it is missing or refers to a compressed body. */
export function announcedLength(response: HttpResponse): number | null {
  const announced = response.header('content-length')
  if (announced === null || !/^\d+$/.test(announced) || response.header('content-encoding') !== null)
    return null
  return Number(announced)
}

/**
 * Whether the server sends a body in a coded form, such as a stored gzip file that it declares. What arrives has been
 * decoded, so its size need not be the listed one.
 */
export function isEncoded(response: HttpResponse): boolean {
  const coding = response.header('content-encoding')?.trim().toLowerCase() ?? ''
  return coding !== '' && coding !== 'identity'
}

/** Whether the response declared its end. A body without a length just ends with its connection. */
export function isKnownComplete(response: HttpResponse): boolean {
  const isChunked = /\bchunked\b/i.test(response.header('transfer-encoding') ?? '')
  return isChunked || announcedLength(response) !== null
}

/** Whether the response looks like a page, such as that of a proxy, in place of a file of this name. */
export function isPageInsteadOf(name: string, response: HttpResponse): boolean {
  return /^text\/html\b/i.test(response.header('content-type') ?? '') && !/\.x?html?$/i.test(name)
}

function unproven(status: number): { status: number; nothingWasDone: false } {
  return { status, nothingWasDone: false }
}
