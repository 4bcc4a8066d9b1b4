import type { Clock } from '../ports'
import { WordbeeError, failureWithDetail } from '../wordbee/wordbee-error'

/** The bytes went past what may be loaded. Stays inside core. */
export class TooManyBytesError extends Error {
  override readonly name = 'TooManyBytesError'
}

/** A download may take max(60 s, size at 16 KiB/s), however steadily it trickles (docs/threat-model.md#time-limits). */
const minTimeoutMs = 60_000
const minBytesPerMs = (16 * 1_024) / 1_000

export interface StreamLimits {
  /** Bytes that may come. */
  readonly maxBytes: number
  /** Bytes that are expected, for the time they may take. */
  readonly expectedBytes: number
  readonly clock: Pick<Clock, 'elapsed'>
  /** Told after each piece, with the bytes so far. */
  readonly onBytes?: (received: number) => void
}

/**
 * The same bytes as they come, counted: a server that lies about sizes must not fill the disk. Fails with
 * `TooManyBytesError`, or with `timed-out` where it takes too long.
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
