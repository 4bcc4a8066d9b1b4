import { windowMs } from './ledger'
import type { LedgerClock } from './ledger-clock'

/** The calls that others make on the same account, inferred from a 429 that came before our own count was full. */
export interface OtherUsage {
  /** Records a 429: at least this many calls in the server's hour were not ours. */
  readonly raiseTo: (calls: number) => void
  /** Records an accepted call: others made at most this many. */
  readonly limitTo: (maxCalls: number) => void
  /** The calls of others that still count, at least. */
  readonly calls: () => number
}

/**
 * It is unknown when others made their calls, so the estimate fades evenly over the hour, as if the calls had been spread
 * over it.
 */
export function createOtherUsage(clock: LedgerClock): OtherUsage {
  let estimate = 0
  let estimatedAt = 0
  const calls = (): number => {
    const age = clock.now() - estimatedAt
    return Math.max(0, Math.ceil(estimate * (1 - age / windowMs)))
  }
  const setEstimate = (count: number): void => {
    estimate = Math.max(0, count)
    estimatedAt = clock.now()
  }
  return {
    raiseTo: (count) => setEstimate(Math.max(count, calls())),
    limitTo(maxCalls) {
      if (calls() > maxCalls) setEstimate(maxCalls)
    },
    calls,
  }
}
