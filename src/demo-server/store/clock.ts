/** Formats a time as ISO 8601 in UTC with seven fractional digits. See docs/platform-api.md#dates. */
export function platformDate(ms: number, ticks = 0): string {
  return new Date(ms).toISOString().replace('Z', `${String(ticks).padStart(4, '0')}Z`)
}

export interface Clock {
  /** In milliseconds; tests can set it. */
  now(): number
  /** A date that differs from the previous one even within a millisecond, so that each change has its own `modifiedDate`. */
  stamp(): string
}

export function createClock(now: () => number): Clock {
  let lastMs = 0
  let ticks = 0
  return {
    now,
    stamp() {
      const ms = now()
      ticks = ms === lastMs ? (ticks + 1) % 10_000 : 0
      lastMs = ms
      return platformDate(ms, ticks)
    },
  }
}
