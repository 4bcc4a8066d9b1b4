/**
 * The moment to record for a use, in ms since the epoch: now, or just after the latest one, if the clock was set back since.
 * Caches evict what was used longest ago, and a clock that was wrong once must not change that order.
 */
export function nextUse(now: number, usedAt: Iterable<number>): number {
  let latest = Number.NEGATIVE_INFINITY
  for (const time of usedAt) latest = Math.max(latest, time)
  return Math.max(now, latest + 1)
}
