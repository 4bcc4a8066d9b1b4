import type { Clock } from '../ports'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** Waiting that a body may cost in excess of the minimum rate. Faster parts earn it back, up to this again. */
const graceMs = 60_000
const minimumBytesPerMs = (8 * 1_024) / 1_000

export interface RateLimit {
  readonly clock: Pick<Clock, 'elapsed'>
  /** What a single wait counts at most: the port ends a longer one, and the clock may have jumped while the computer slept. */
  readonly longestWaitMs: number
}

/**
 * The same bytes as they come, at 8 KiB/s or more on average. Fails with `timed-out` otherwise: each body ends within
 * 60 s + size / (8 KiB/s) of waiting, and a server that trickles a byte a second within about 60 s, whatever came before.
 * Only waiting for the server counts, not the time that the reader takes.
 */
export async function* atMinimumRate(
  chunks: AsyncIterable<Uint8Array>,
  { clock, longestWaitMs }: RateLimit,
): AsyncGenerator<Uint8Array> {
  let credit = graceMs
  let since = clock.elapsed()
  for await (const chunk of chunks) {
    const waited = Math.min(clock.elapsed() - since, longestWaitMs)
    credit = Math.min(graceMs, credit - waited + chunk.byteLength / minimumBytesPerMs)
    if (credit < 0) throw tooSlow()
    yield chunk
    since = clock.elapsed()
  }
}

function tooSlow(): WordbeeError {
  return new WordbeeError(failureWithDetail('timed-out', 'too slow'), { status: null, nothingWasDone: false })
}
