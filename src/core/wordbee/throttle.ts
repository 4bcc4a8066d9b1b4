import { parseServerDate } from '../../shared/server-date'
import type { Clock, RandomSource } from '../ports'

/** The pause after a 429, shared by all calls of an account. */
export interface Throttle {
  /** Waits until calls may be sent. Rejects when the signal aborts. */
  readonly admit: (signal?: AbortSignal) => Promise<void>
  /** Records a 429: all calls pause, longer after each consecutive one. */
  readonly pause: (retryAfterMs: number | null) => void
  /** Records an accepted call, which resets the backoff. */
  readonly recordAccepted: () => void
  /** When the pause ends, ms since the epoch, or null if there is none. */
  readonly waitingUntil: () => number | null
}

const maxBackoffMs = 600_000
const maxRetryAfterMs = 3_600_000

/**
 * Pauses all calls after a 429. The first pause is 10 to 15 s (the API asks for at least 10), the second up to 40 s, and then
 * it doubles up to 10 min; `Retry-After` is honoured up to an hour. Pauses are jittered, so that two computers do not retry
 * in step. Source: `api2/error-handling-and-code` (docs/platform-api.md#throttling), docs/rules.md#p8.
 */
export function createThrottle(ports: {
  readonly clock: Clock
  readonly random: RandomSource
  readonly onChange: () => void
}): Throttle {
  const { clock, random, onChange } = ports
  let consecutive = 0
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
      // Parallel calls all receive a 429 for the same limit: count it once.
      if (waitMs() > 0) return
      const wait =
        retryAfterMs === null
          ? backoffMs(consecutive, random.fraction())
          : retryDelayMs(retryAfterMs, random.fraction())
      consecutive += 1
      resumeAt = clock.elapsed() + wait
      onChange()
      void clock.sleep(wait).then(onChange)
    },
    recordAccepted() {
      consecutive = 0
    },
    waitingUntil() {
      return waitMs() > 0 ? clock.now() + waitMs() : null
    },
  }
}

/** Milliseconds to wait after the n-th consecutive 429 (from 0); `fraction` is the jitter, 0 to 1. */
export function backoffMs(consecutive: number, fraction: number): number {
  if (consecutive === 0) return 10_000 + 5_000 * fraction
  const maxMs = Math.min(maxBackoffMs, 40_000 * 2 ** (consecutive - 1))
  return maxMs * (0.75 + 0.25 * fraction)
}

/** Milliseconds to wait for a given `Retry-After`: 1 s to 1 h, plus up to 1 s of jitter. */
function retryDelayMs(retryAfterMs: number, fraction: number): number {
  return Math.min(maxRetryAfterMs, Math.max(1_000, retryAfterMs)) + 1_000 * fraction
}

/**
 * Milliseconds given by `Retry-After`: seconds, or a date, which is relative to the response's `Date`. Null if there is none, or
 * if it cannot be right by the clock of this computer, which may be wrong.
 */
export function readRetryAfter(retryAfter: string | null, date: string | null, now: number): number | null {
  if (retryAfter === null) return null
  if (/^\d+$/.test(retryAfter.trim())) return Number(retryAfter) * 1_000
  const until = parseServerDate(retryAfter)
  const from = date === null ? null : parseServerDate(date)
  if (until === null) return null
  if (from !== null) return Math.max(0, until - from)
  return until >= now && until - now <= maxRetryAfterMs ? until - now : null
}
