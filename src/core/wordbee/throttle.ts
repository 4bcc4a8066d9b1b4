import type { Clock, RandomSource } from '../ports'

export interface Throttle {
  /** Waits until calls may go on, or the signal is aborted. */
  readonly admit: (signal?: AbortSignal) => Promise<void>
  /** Tells of a 429: all calls pause, longer each time in a row. */
  readonly pause: (retryAfterMs: number | null) => void
  /** Tells of an accepted call: the next 429 is a first one again. */
  readonly accepted: () => void
  /** When calls go on, ms since the epoch, or null while they may. */
  readonly waitingUntil: () => number | null
}

const longestWaitMs = 600_000
const maxRetryAfterMs = 3_600_000

/**
 * One pause for everything after a 429. The first is 10 to 15 s (the API asks for at least 10), the second at most
 * 40 s, then it doubles up to 10 min; `Retry-After` is honoured up to an hour. Jittered, so that two computers do not
 * march in step. Source: `api2/error-handling-and-code` (docs/platform-api.md#throttling), docs/rules.md#p8.
 */
export function createThrottle(ports: {
  readonly clock: Clock
  readonly random: RandomSource
  readonly onChange: () => void
}): Throttle {
  const { clock, random, onChange } = ports
  let inARow = 0
  let resumeAt = 0

  function waitMs(): number {
    return Math.max(0, resumeAt - clock.elapsed())
  }

  return {
    async admit(signal) {
      while (waitMs() > 0 && signal?.aborted !== true) await clock.sleep(waitMs(), signal)
      signal?.throwIfAborted()
    },
    pause(retryAfterMs) {
      // Calls that were in flight together report the same edge: it counts once.
      if (waitMs() > 0) return
      const wait =
        retryAfterMs === null
          ? backoffMs(inARow, random.fraction())
          : parseRetryAfter(retryAfterMs, random.fraction())
      inARow += 1
      resumeAt = clock.elapsed() + wait
      onChange()
      void clock.sleep(wait).then(onChange)
    },
    accepted() {
      inARow = 0
    },
    waitingUntil() {
      return waitMs() > 0 ? clock.now() + waitMs() : null
    },
  }
}

/** Milliseconds to wait after the n-th 429 in a row (from 0). */
export function backoffMs(inARow: number, fraction: number): number {
  if (inARow === 0) return 10_000 + 5_000 * fraction
  const longest = Math.min(longestWaitMs, 40_000 * 2 ** (inARow - 1))
  return longest * (0.75 + 0.25 * fraction)
}

function parseRetryAfter(retryAfterMs: number, fraction: number): number {
  return Math.min(maxRetryAfterMs, Math.max(1_000, retryAfterMs)) + 1_000 * fraction
}

/** Milliseconds asked for by `Retry-After` (seconds or a date, measured against the answer's own `Date`), or null. */
export function readRetryAfter(retryAfter: string | null, date: string | null, now: number): number | null {
  if (retryAfter === null) return null
  if (/^\d+$/.test(retryAfter.trim())) return Number(retryAfter) * 1_000
  const until = Date.parse(retryAfter)
  const from = date === null ? Number.NaN : Date.parse(date)
  return Number.isNaN(until) ? null : Math.max(0, until - (Number.isNaN(from) ? now : from))
}
