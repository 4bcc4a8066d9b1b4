import type { Clock } from '../ports'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** How far a body may fall behind the minimum rate. Faster parts earn the time back, up to this value. */
const graceMs = 60_000
const minimumBytesPerMs = (8 * 1_024) / 1_000

export interface RateLimit {
  readonly clock: Pick<Clock, 'elapsed'>
  /** Longest wait that counts. The port ends a longer one itself, and the clock may jump during a suspend. */
  readonly maxWaitMs: number
}

/**
 * Passes the chunks on, and fails with `timed-out` if they arrive at less than 8 KiB/s on average. A body of n bytes ends within
 * 60 s + n / (8 KiB/s) of waiting. A server that trickles one byte a second ends within about 60 s, whatever it sent before. Only
 * the time waiting for the server counts, not the reader's.
 */
export async function* atMinimumRate(
  chunks: AsyncIterable<Uint8Array>,
  { clock, maxWaitMs }: RateLimit,
): AsyncGenerator<Uint8Array> {
  let credit = graceMs
  let since = clock.elapsed()
  for await (const chunk of chunks) {
    const waited = Math.min(clock.elapsed() - since, maxWaitMs)
    credit = Math.min(graceMs, credit - waited + chunk.byteLength / minimumBytesPerMs)
    if (credit < 0) throw tooSlow()
    yield chunk
    since = clock.elapsed()
  }
}

function tooSlow(): WordbeeError {
  return new WordbeeError(failureWithDetail('timed-out', 'too slow'), { status: null, nothingWasDone: false })
}
