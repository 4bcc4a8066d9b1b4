import type { ByteRange } from '../ports'

/** Response to a range request. */
export type RangeResponse =
  | { readonly status: 200 | 206; readonly part: ByteRange }
  /** The range is outside the file, or the header is invalid. */
  | { readonly status: 416 }

/** Maximum bytes of a response to a closed range. Source: docs/threat-model.md#media-ranges. */
export const maxPartBytes = 4 * 1_024 * 1_024

/**
 * Parses a `Range` header for a file of `size` bytes: a single closed, open or suffix range (RFC 9110, 14.1.2). Multiple
 * ranges are rejected, and long closed ranges are shortened. Open ranges are not: on non-HTTP schemes Chromium's player
 * takes the end of the response for the end of the file (measured on 25.1.1). Without a header, the whole file.
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

/** The last bytes of the file, or the whole file if it is shorter. */
function suffixRange(last: string, size: number): ByteRange | null {
  if (last === '' || Number(last) === 0) return null
  return { start: Math.max(0, size - Number(last)), end: size }
}
