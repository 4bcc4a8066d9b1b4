import type { Clock } from './ports'

/** After a stop, how long a call that changes something may still take: enough for a server that answers at all. */
const answerMs = 3_000
/** After a stop, how long the listing may take that tells what became of such calls. Stop and quit end within 10 s. */
const proofMs = 7_000

/** What follows a stop: what is in flight is finished and proven, but no server can make that last for ever. */
export interface StopLimits {
  /** Aborted 3 s after the stop. A call that it ends has an unknown outcome: only a listing tells. */
  readonly answer: AbortSignal
  /** Aborted 7 s after the stop. Without that listing the outcome stays unknown, and is told as such. */
  readonly proof: AbortSignal
  /** The stop. Calling it again changes nothing. */
  readonly begin: () => void
  /** Everything has ended: nothing is aborted any more. */
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

/** The limits that follow this signal. Whoever made them ends them. */
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
