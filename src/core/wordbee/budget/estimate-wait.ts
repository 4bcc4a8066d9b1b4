import { windowMs } from './ledger'

/**
 * Milliseconds until the last of this many calls may be sent; 0 if they all fit now. Each further call replaces the next one
 * that leaves the window, and calls of the plan leave it in turn.
 */
export function estimateWaitMs(
  calls: number,
  hour: { readonly freeCalls: number; readonly expiries: readonly number[] },
): number {
  const leaving = [...hour.expiries].sort((one, other) => one - other)
  let now = 0
  for (let sent = 0; sent < calls; sent += 1) {
    if (sent >= hour.freeCalls) now = Math.max(now, leaving[sent - hour.freeCalls] ?? now)
    leaving.push(now + windowMs)
  }
  return now
}
