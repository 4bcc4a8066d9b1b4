import type { Clock } from '../ports'
import { WordbeeError, withDetail } from '../wordbee/wordbee-error'

/** The bytes went past what may be loaded. Stays inside core. */
export class TooManyBytesError extends Error {
  override readonly name = 'TooManyBytesError'
}

/** A download may take max(60 s, size at 16 KiB/s), however steadily it trickles (docs/threat-model.md#time-limits). */
const leastMs = 60_000
const slowestBytesPerMs = (16 * 1_024) / 1_000

export interface Bounds {
  /** Bytes that may come. */
  readonly most: number
  /** Bytes that are expected, for the time they may take. */
  readonly expected: number
  readonly clock: Pick<Clock, 'elapsed'>
  /** Told after each piece, with the bytes so far. */
  readonly onBytes?: (received: number) => void
}

/**
 * The same bytes as they come, counted: a server that lies about sizes must not fill the disk. Fails with
 * `TooManyBytesError`, or with `timed-out` where it takes too long.
 */
export async function* bounded(
  chunks: AsyncIterable<Uint8Array>,
  { most, expected, clock, onBytes }: Bounds,
): AsyncGenerator<Uint8Array> {
  const latest = clock.elapsed() + Math.max(leastMs, expected / slowestBytesPerMs)
  let received = 0
  for await (const chunk of chunks) {
    received += chunk.byteLength
    if (received > most) throw new TooManyBytesError()
    if (clock.elapsed() > latest)
      throw new WordbeeError(withDetail('timed-out', ''), { status: null, nothingWasDone: false })
    onBytes?.(received)
    yield chunk
  }
}
