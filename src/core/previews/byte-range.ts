import type { ByteRange } from '../ports'

/** What an answer to a request for a part of a file is. */
export type RangeResponse =
  | { readonly status: 200 | 206; readonly part: ByteRange }
  /** Nothing of the file is there, or the request cannot be read. */
  | { readonly status: 416 }

/** Bytes of one answer to whoever says how many it wants. Source: docs/threat-model.md#media-ranges. */
export const maxPartBytes = 4 * 1_024 * 1_024

/**
 * Reads the header `Range` for a file of so many bytes: one range, closed, open or a suffix (RFC 9110, 14.1.2). Several are
 * refused, and a long closed one is cut. An open one is not: on a scheme that is not HTTP, Chromium's player takes the length
 * of the answer for that of the file from there on (measured on 25.1.1), so an answer must go to the end; it is read as it
 * is taken. Without a header all of the file.
 */
export function parseRange(header: string | null, size: number): RangeResponse {
  if (header === null) return { status: 200, part: { start: 0, end: size } }
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header.trim()) ?? []
  if (first === undefined || last === undefined) return { status: 416 }
  const requested = first === '' ? suffixRange(last, size) : { start: Number(first), end: endOf(last) }
  if (requested === null || requested.start >= size || requested.end <= requested.start)
    return { status: 416 }
  const maxEnd = last === '' ? size : requested.start + maxPartBytes
  const end = Math.min(requested.end, size, maxEnd)
  return { status: 206, part: { start: requested.start, end } }
}

function endOf(last: string): number {
  return last === '' ? Number.POSITIVE_INFINITY : Number(last) + 1
}

/** The last so many bytes; all of a file that has fewer. */
function suffixRange(last: string, size: number): ByteRange | null {
  if (last === '' || Number(last) === 0) return null
  return { start: Math.max(0, size - Number(last)), end: size }
}
