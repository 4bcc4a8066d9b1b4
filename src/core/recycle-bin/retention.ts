import type { BinEntry } from './bin-log'

export const dayMs = 24 * 60 * 60 * 1_000

/** What retention needs to know beyond the entries. */
export interface RetentionFacts {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** The current setting, in days. */
  readonly binDays: number
  /** Age in milliseconds of trusted time since the copy was made or last reused. */
  readonly ageOf: (entry: BinEntry) => number
  /** True for copies of an unfinished deletion run, and for copies in use. */
  readonly isPinned: (entry: BinEntry) => boolean
}

/** Whether a number of bytes fits. `space`: the bytes that would fit. */
export type SpaceCheck =
  | { readonly fits: true }
  | { readonly fits: false; readonly why: 'limit' | 'disk' | 'unreadable'; readonly space: number }

/**
 * When a copy expires. The date shown when it was made is a promise: a shorter setting applies to new copies only, a
 * longer one to all. The log keeps the promised date.
 */
function expiryDateOf({ keptAt, expiresAt }: BinEntry, binDays: number): number {
  return Math.max(expiresAt, keptAt + binDays * dayMs)
}

/** The entries with the expiry date that follows from the current setting. */
export function withExpiry(entries: Iterable<BinEntry>, binDays: number): BinEntry[] {
  return [...entries].map((entry) => ({ ...entry, expiresAt: expiryDateOf(entry, binDays) }))
}

/** Copies that have expired by both the wall clock and trusted time, since either may be wrong. */
export function selectExpired(entries: Iterable<BinEntry>, facts: RetentionFacts): BinEntry[] {
  const { now, binDays, ageOf, isPinned } = facts
  return [...entries].filter((entry) => {
    const expiry = expiryDateOf(entry, binDays)
    return expiry <= now && ageOf(entry) >= expiry - entry.keptAt && !isPinned(entry)
  })
}

/** Whether a copy may be evicted: not on its first day, and not while it is pinned (docs/rules.md#p3). */
export function isEvictable(entry: BinEntry, facts: RetentionFacts): boolean {
  return isPastFirstDay(entry, facts) && !facts.isPinned(entry)
}

/** Compares the distance to now, since a copy made while the clock was wrong may have a date in the future. */
function isPastFirstDay(entry: BinEntry, { now, ageOf }: RetentionFacts): boolean {
  return Math.abs(now - entry.keptAt) >= dayMs && ageOf(entry) >= dayMs
}

export function totalBytes(entries: Iterable<BinEntry>): number {
  let bytes = 0
  for (const entry of entries) bytes += entry.size
  return bytes
}

/**
 * Selects the fewest copies to remove so that `bytes` more fit the limit, oldest by trusted time first. Null if removing
 * all of them would not be enough.
 */
export function selectEvictions(
  bytes: number,
  space: { readonly entries: Iterable<BinEntry>; readonly reserved: number; readonly limit: number },
  facts: RetentionFacts,
): BinEntry[] | null {
  const entries = [...space.entries]
  let missing = totalBytes(entries) + space.reserved + bytes - space.limit
  const evicted: BinEntry[] = []
  const oldestFirst = entries
    .filter((entry) => isEvictable(entry, facts))
    .sort((one, other) => facts.ageOf(other) - facts.ageOf(one) || one.keptAt - other.keptAt)
  for (const entry of oldestFirst) {
    if (missing <= 0) break
    evicted.push(entry)
    missing -= entry.size
  }
  return missing <= 0 ? evicted : null
}
