import type { Clock } from './ports'

/** After a stop, the time limit of a call that changes something. A server that responds needs far less. */
const answerMs = 3_000
/** After a stop, the time limit of the listing that verifies such calls. Stopping and quitting take less than 10 s. */
const proofMs = 7_000

/** Time limits after a stop: calls in flight finish and are verified, but a slow server cannot delay that without end. */
export interface StopLimits {
  /** Aborted 3 s after the stop. The outcome of a call that it aborts is unknown until the next listing. */
  readonly answer: AbortSignal
  /** Aborted 7 s after the stop. Without the listing the outcome stays unknown, and is reported as such. */
  readonly proof: AbortSignal
  /** Starts both timers. Repeated calls have no effect. */
  readonly begin: () => void
  /** Cancels the timers once everything has ended. */
  readonly end: () => void
}

export function createStopLimits(clock: Pick<Clock, 'after'>): StopLimits {
  const answer = new AbortController()
  const proof = new AbortController()
  let timers: readonly (() => void)[] | null = null
  return {
    answer: answer.signal,
    proof: proof.signal,
    begin() {
      timers ??= [clock.after(answerMs, () => answer.abort()), clock.after(proofMs, () => proof.abort())]
    },
    end() {
      for (const cancel of timers ?? []) cancel()
      timers = []
    },
  }
}

/** Limits that start when the signal aborts. The caller must call `end`. */
export function stopLimitsOf(clock: Pick<Clock, 'after'>, stop: AbortSignal): StopLimits {
  const limits = createStopLimits(clock)
  stop.addEventListener('abort', limits.begin)
  if (stop.aborted) limits.begin()
  return {
    ...limits,
    end: () => {
      stop.removeEventListener('abort', limits.begin)
      limits.end()
    },
  }
}
