import type { BinEntry } from './bin-log'

export const dayMs = 24 * 60 * 60 * 1_000
/** How long the bin announces that a copy has passed its date before it removes the copy. */
export const graceMs = 7 * dayMs

/** What retention needs to know beyond the entries. */
export interface RetentionFacts {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** The current setting, in days. */
  readonly binDays: number
  /** Age in milliseconds of trusted time since the copy was made or last reused. */
  readonly ageOf: (entry: BinEntry) => number
  /** Milliseconds of trusted time since the expiry of a copy was announced, or null if it was not. */
  readonly announcedFor: (entry: BinEntry) => number | null
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

/** The entries with the date until which they stay: it follows from the current setting, or from the announcement. */
export function withExpiry(entries: Iterable<BinEntry>, facts: RetentionFacts): BinEntry[] {
  return [...entries].map((entry) => {
    const announcedFor = facts.announcedFor(entry)
    const expiry = expiryDateOf(entry, facts.binDays)
    const graceEnd = announcedFor === null ? 0 : facts.now + Math.max(0, graceMs - announcedFor)
    return { ...entry, expiresAt: Math.max(expiry, graceEnd) }
  })
}

/** What the expired copies call for. */
export interface ExpiryPlan {
  /** Expired, but not announced yet. */
  readonly toAnnounce: readonly BinEntry[]
  /** Announced, but no longer expired, because the setting was extended or the copy is in use. */
  readonly toWithdraw: readonly BinEntry[]
  /** Announced for long enough. */
  readonly toRemove: readonly BinEntry[]
}

/** No copy is removed before its expiry was announced for a while, since a date may be wrong and its removal is final. */
export function planExpiry(entries: Iterable<BinEntry>, facts: RetentionFacts): ExpiryPlan {
  const all = [...entries]
  const expired = new Set(selectExpired(all, facts))
  const isAnnounced = (entry: BinEntry): boolean => facts.announcedFor(entry) !== null
  return {
    toAnnounce: [...expired].filter((entry) => !isAnnounced(entry)),
    toWithdraw: all.filter((entry) => isAnnounced(entry) && !expired.has(entry)),
    toRemove: [...expired].filter((entry) => (facts.announcedFor(entry) ?? 0) >= graceMs),
  }
}

/** Copies that have expired by both the wall clock and trusted time, since either may be wrong. */
function selectExpired(entries: Iterable<BinEntry>, facts: RetentionFacts): BinEntry[] {
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

/** Copies that are deleted soon, because they have passed their date. */
export function countAnnounced(entries: Iterable<BinEntry>, facts: RetentionFacts): number {
  return [...entries].filter((entry) => facts.announcedFor(entry) !== null).length
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
  if (missing <= 0) return []
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
