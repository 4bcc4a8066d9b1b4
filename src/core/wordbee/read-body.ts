import type { HttpResponse } from '../ports'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/**
 * Maximum decoded size of a JSON response in bytes, because a small compressed body can expand to a huge one
 * (docs/threat-model.md#size-limits).
 */
export const jsonLimitBytes = 64 * 1024 * 1024

/** Maximum size of an error body in bytes; more than any useful error message. */
export const errorLimitBytes = 64 * 1024

/** Reads the body as text. Failures: `answer-too-large` past the limit, `answer-cut` if it is shorter than announced. */
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

function unproven(status: number): { status: number; nothingWasDone: false } {
  return { status, nothingWasDone: false }
}
