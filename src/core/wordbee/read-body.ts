import type { HttpResponse } from '../ports'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** Decoded bytes that a JSON answer may have: a small compressed answer can be a very large one (docs/threat-model.md#size-limits). */
export const jsonLimitBytes = 64 * 1024 * 1024

/** Enough for the longest error payload that is worth reading. */
export const errorLimitBytes = 64 * 1024

/** The body as text. Failures: `answer-too-large` past the limit, `answer-cut` when the length that was announced is not reached. */
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
  if (isShort(response, bytes))
    throw new WordbeeError(failureWithDetail('answer-cut', ''), unproven(response.status))
  return text + decoder.decode()
}

function isShort(response: HttpResponse, bytes: number): boolean {
  const announced = announcedLength(response)
  return announced !== null && bytes < announced
}

/** Bytes that the body will have, or null where the answer does not tell or its length is that of an encoded form. */
export function announcedLength(response: HttpResponse): number | null {
  const announced = response.header('content-length')
  if (announced === null || !/^\d+$/.test(announced) || response.header('content-encoding') !== null)
    return null
  return Number(announced)
}

function unproven(status: number): { status: number; nothingWasDone: false } {
  return { status, nothingWasDone: false }
}
