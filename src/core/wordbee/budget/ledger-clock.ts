import { plausibleGap } from '../../trusted-time/advance'
import type { Clock } from '../../ports'

/**
 * The ledger's time in milliseconds. It follows the monotonic clock, so changing the wall clock while the app runs frees no
 * quota. The gap between two runs counts once the app has signed in: by the server's clock, since the server counts the calls,
 * or by the wall clock where the server reports no time. It is never negative.
 */
export interface LedgerClock {
  readonly now: () => number
  /** Call after the computer slept: on some systems the monotonic clock stops during sleep, but the wall clock does not. */
  readonly onResume: () => void
  readonly recordSignIn: (answer: SignInAnswer) => void
  /** The current moment, for the next run. */
  readonly anchor: () => Anchor
}

export interface SignInAnswer {
  /** The server's clock when it answered, ms since the epoch, or null if it did not report it. */
  readonly serverTime: number | null
  /** How long the call took, in ms. */
  readonly tookMs: number
}

/** Where the previous run ended, in ms: ledger time, wall clock and the server's clock of its last line. */
export interface Anchor {
  readonly at: number
  readonly wall: number
  readonly server?: number | undefined
}

/** An HTTP date is cut to whole seconds. */
const dateResolutionMs = 1_000

export function startLedgerClock(clock: Clock, last: Anchor | null): LedgerClock {
  const first: Anchor = last ?? { at: clock.now(), wall: clock.now() }
  const elapsedAtStart = clock.elapsed()
  let start = first.at
  // Server time minus ledger time, rather too large than too small: a gap may be counted too short, never too long.
  let serverOffset = first.server === undefined ? null : first.server - first.at
  let hasSignedIn = false
  let isGapKnown = last === null
  const drift = (): number => clock.now() - clock.elapsed()
  let lastDrift = drift()

  const now = (): number => start + (clock.elapsed() - elapsedAtStart)
  /** The wall clock that belongs to the ledger's time while the gap is unknown. */
  const wallWithoutGap = (): number => first.wall + (now() - first.at)
  const gapUntil = (serverTime: number | null): number =>
    serverOffset === null || serverTime === null
      ? plausibleGap(clock.now() - wallWithoutGap())
      : Math.max(0, serverTime - (now() + serverOffset))

  return {
    now,
    onResume() {
      start += plausibleGap(drift() - lastDrift)
      lastDrift = drift()
    },
    recordSignIn({ serverTime, tookMs }) {
      if (hasSignedIn) return
      hasSignedIn = true
      if (!isGapKnown) start += gapUntil(serverTime)
      isGapKnown = true
      if (serverTime !== null) serverOffset = serverTime + dateResolutionMs - (now() - tookMs)
    },
    anchor() {
      const wall = isGapKnown ? clock.now() : wallWithoutGap()
      return serverOffset === null ? { at: now(), wall } : { at: now(), wall, server: now() + serverOffset }
    },
  }
}
