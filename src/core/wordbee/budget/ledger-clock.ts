import type { Clock } from '../../ports'

/**
 * The ledger's own time, milliseconds. It runs by the clock that never goes backwards, so that a wall clock which is set
 * while the app runs frees no call; only the gap between two runs is taken from the wall clock, and never as negative.
 */
export interface LedgerClock {
  readonly now: () => number
  /** After the computer slept: the steady clock stood still on some systems, the wall clock did not. */
  readonly onResume: () => void
}

/** Where an earlier run stopped: ledger time and wall clock of its last line. */
export interface Anchor {
  readonly at: number
  readonly wall: number
}

export function startLedgerClock(clock: Clock, last: Anchor | null): LedgerClock {
  let start = last === null ? clock.now() : last.at + Math.max(0, clock.now() - last.wall)
  const elapsedAtStart = clock.elapsed()
  const drift = (): number => clock.now() - clock.elapsed()
  let usualDrift = drift()
  return {
    now: () => start + (clock.elapsed() - elapsedAtStart),
    onResume() {
      start += Math.max(0, drift() - usualDrift)
      usualDrift = drift()
    },
  }
}
