/** ISO 8601, UTC, 7 fractional digits. See docs/platform-api.md#dates. */
export function platformDate(ms: number, ticks = 0): string {
  return new Date(ms).toISOString().replace('Z', `${String(ticks).padStart(4, '0')}Z`)
}

export interface Clock {
  /** Milliseconds; tests turn it. */
  now(): number
  /** A date that no earlier call gave: two changes in one millisecond still differ in `modifiedDate`. */
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
