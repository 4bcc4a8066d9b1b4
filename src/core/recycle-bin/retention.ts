import type { BinEntry } from './bin-log'

export const dayMs = 24 * 60 * 60 * 1_000

/** What retention asks of a copy beyond its entry. */
export interface RetentionFacts {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Days, as the setting is now. */
  readonly binDays: number
  /** Milliseconds that have passed for certain since the copy was made or made again (`TrustedTime`). */
  readonly ageOf: (entry: BinEntry) => number
  /** Copies of a job that has not ended, and those in use at this moment. */
  readonly isPinned: (entry: BinEntry) => boolean
}

/** Whether copies of so many bytes fit. `room`: bytes that do. */
export type SpaceCheck =
  | { readonly fits: true }
  | { readonly fits: false; readonly why: 'limit' | 'disk' | 'unreadable'; readonly space: number }

/**
 * When the time of a copy is over. The date that was shown when it was made is a promise: a shorter setting is for copies
 * made from then on, and never takes one away by surprise; a longer one lengthens the time of all. Who wants room at once
 * removes copies by hand. The date of the log stays as it was promised.
 */
function expiryDateOf({ keptAt, expiresAt }: BinEntry, binDays: number): number {
  return Math.max(expiresAt, keptAt + binDays * dayMs)
}

/** Copies with the date of the setting as it is now. */
export function withExpiry(entries: Iterable<BinEntry>, binDays: number): BinEntry[] {
  return [...entries].map((entry) => ({ ...entry, expiresAt: expiryDateOf(entry, binDays) }))
}

/** Copies whose time is over, by the wall clock and by trusted time: either of them may be wrong. */
export function selectExpired(entries: Iterable<BinEntry>, facts: RetentionFacts): BinEntry[] {
  const { now, binDays, ageOf, isPinned } = facts
  return [...entries].filter((entry) => {
    const expiry = expiryDateOf(entry, binDays)
    return expiry <= now && ageOf(entry) >= expiry - entry.keptAt && !isPinned(entry)
  })
}

/** Whether a copy may go to make room: not within its first day, and not while its job is open (docs/rules.md#p3). */
export function isEvictable(entry: BinEntry, facts: RetentionFacts): boolean {
  return isPastFirstDay(entry, facts) && !facts.isPinned(entry)
}

/** A copy whose date is far ahead was made while the clock was wrong: its date says nothing, its age does. */
function isPastFirstDay(entry: BinEntry, { now, ageOf }: RetentionFacts): boolean {
  return Math.abs(now - entry.keptAt) >= dayMs && ageOf(entry) >= dayMs
}

export function totalBytes(entries: Iterable<BinEntry>): number {
  let bytes = 0
  for (const entry of entries) bytes += entry.size
  return bytes
}

/**
 * The copies to remove so that `bytes` more fit the limit, the oldest by trusted time first and no more than needed; null
 * where even all of them would not do.
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
