import type { Clock } from '../ports'
import { WordbeeError, failureWithDetail } from '../wordbee/wordbee-error'

/** A stream exceeded its limit. Never leaves core. */
export class TooManyBytesError extends Error {
  override readonly name = 'TooManyBytesError'
}

/** A download may take max(60 s, size at 16 KiB/s), even if it never stalls (docs/threat-model.md#time-limits). */
const minTimeoutMs = 60_000
const minBytesPerMs = (16 * 1_024) / 1_000

export interface StreamLimits {
  readonly maxBytes: number
  /** Determines the time limit. */
  readonly expectedBytes: number
  readonly clock: Pick<Clock, 'elapsed'>
  /** Called after each chunk with the total so far. */
  readonly onBytes?: (received: number) => void
}

/**
 * Passes chunks through and enforces the limits: a server that lies about sizes must not fill the disk. Throws
 * `TooManyBytesError`, or `timed-out` after the time limit.
 */
export async function* limitStream(
  chunks: AsyncIterable<Uint8Array>,
  { maxBytes, expectedBytes, clock, onBytes }: StreamLimits,
): AsyncGenerator<Uint8Array> {
  const deadline = clock.elapsed() + Math.max(minTimeoutMs, expectedBytes / minBytesPerMs)
  let received = 0
  for await (const chunk of chunks) {
    received += chunk.byteLength
    if (received > maxBytes) throw new TooManyBytesError()
    if (clock.elapsed() > deadline)
      throw new WordbeeError(failureWithDetail('timed-out', ''), { status: null, nothingWasDone: false })
    onBytes?.(received)
    yield chunk
  }
}
