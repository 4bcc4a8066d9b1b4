import type { Clock } from '../../ports'

/**
 * The ledger's time in milliseconds. It follows the monotonic clock, so changing the wall clock while the app runs frees no
 * quota. Only the gap between two runs comes from the wall clock, and is never negative.
 */
export interface LedgerClock {
  readonly now: () => number
  /** Call after the computer slept: on some systems the monotonic clock stops during sleep, but the wall clock does not. */
  readonly onResume: () => void
}

/** Where the previous run ended: ledger time and wall clock of its last line, in ms. */
export interface Anchor {
  readonly at: number
  readonly wall: number
}

export function startLedgerClock(clock: Clock, last: Anchor | null): LedgerClock {
  let start = last === null ? clock.now() : last.at + Math.max(0, clock.now() - last.wall)
  const elapsedAtStart = clock.elapsed()
  const drift = (): number => clock.now() - clock.elapsed()
  let lastDrift = drift()
  return {
    now: () => start + (clock.elapsed() - elapsedAtStart),
    onResume() {
      start += Math.max(0, drift() - lastDrift)
      lastDrift = drift()
    },
  }
}
