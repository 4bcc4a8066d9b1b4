import type { SearchPage } from './wire-segment'

/** What a search knows after its pages so far. */
export interface SearchState {
  /** Different segments. */
  readonly found: number
  /** Rows that are no segments that can be read. */
  readonly unread: number
  /** Pages that brought anything. */
  readonly pages: number
  /** The largest number that anything told, or null. */
  readonly told: number | null
  /** What was told before the search, as by the document, or null. */
  readonly own: number | null
}

/** Lengths at which servers cut their answers: one of exactly so many rows may be a first page. */
export const commonPageSizes: ReadonlySet<number> = new Set([20, 25, 30, 50, 100, 200, 250, 500, 1_000])

/**
 * Whether what was told is reached, so that no further page is asked for. A total that is the length of the one page that
 * came, and such a length, may be the number of this page's rows; one that was exceeded already is no total.
 */
export function hasAllSegments({ found, unread, pages, told, own }: SearchState, page: SearchPage): boolean {
  const seen = found + unread
  if (told === null || seen < told) return false
  const length = page.segments.length + page.unread
  if (!commonPageSizes.has(length)) return true
  if (seen > told) return false
  // A full page may be followed by more than a document's number says: that number is not the search's own.
  if (own === seen) return page.total !== null || length < 500
  return pages > 1
}

/**
 * Whether a page that brought nothing new is the end of all. An empty one is, unless all that came before is one page of a
 * usual length; one that repeats is where the document's own number is reached.
 */
export function isLastPage({ found, unread, pages, told, own }: SearchState, page: SearchPage): boolean {
  const seen = found + unread
  if (told !== null && seen < told) return false
  if (own === seen) return true
  const isEmpty = page.segments.length + page.unread === 0
  return isEmpty && (pages !== 1 || !commonPageSizes.has(seen))
}
