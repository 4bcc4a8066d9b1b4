import { windowMs } from './ledger'
import type { LedgerClock } from './ledger-clock'

/** What a 429 below our own count tells of others on the same account. */
export interface OtherUsage {
  /** Tells of a 429 when the server's hour was full with so many calls that are not ours. */
  readonly learn: (calls: number) => void
  /** Tells of an accepted call: others can't have used more than what was left then. */
  readonly disprove: (most: number) => void
  /** Calls that others at least made, as far as that still counts. */
  readonly calls: () => number
}

/**
 * When others made their calls is not known: their part is let fade evenly over the hour, which is what it does when
 * they were spread over it.
 */
export function createOtherUsage(clock: LedgerClock): OtherUsage {
  let learnt = 0
  let learntAt = 0
  const calls = (): number => {
    const age = clock.now() - learntAt
    return Math.max(0, Math.ceil(learnt * (1 - age / windowMs)))
  }
  const learn = (count: number): void => {
    learnt = Math.max(0, count)
    learntAt = clock.now()
  }
  return {
    learn: (count) => learn(Math.max(count, calls())),
    disprove(most) {
      if (calls() > most) learn(most)
    },
    calls,
  }
}
