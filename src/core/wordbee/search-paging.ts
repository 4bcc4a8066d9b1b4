import type { SearchPage } from './wire-segment'

/** The state of a search after the pages so far. */
export interface SearchState {
  /** Number of distinct segments. */
  readonly found: number
  /** Number of rows that could not be parsed as segments. */
  readonly unread: number
  /** Number of pages with new segments. */
  readonly pages: number
  /** The largest total reported so far, by the document or by a page, or null. */
  readonly total: number | null
  /** The total known before the search, for example from the document, or null. */
  readonly documentTotal: number | null
}

/** Common page sizes of servers: a response with exactly this many rows may be only the first page. */
export const commonPageSizes: ReadonlySet<number> = new Set([20, 25, 30, 50, 100, 200, 250, 500, 1_000])

/**
 * Whether the reported total is reached, so that no further page is needed. A total that equals a common page size is not
 * trusted on the first page, because it may count only that page; neither is one that was exceeded.
 */
export function hasAllSegments(state: SearchState, page: SearchPage): boolean {
  const { found, unread, pages, total, documentTotal } = state
  const seen = found + unread
  if (total === null || seen < total) return false
  const length = page.segments.length + page.unread
  if (!commonPageSizes.has(length)) return true
  if (seen > total) return false
  // The document's total does not come from the search: a full page may be followed by more.
  if (documentTotal === seen) return page.total !== null || length < 500
  return pages > 1
}

/**
 * Whether a page without new segments proves that all were found. An empty page does, unless there was only one page of a
 * common size before; a repeated page does if the document's total is reached.
 */
export function isLastPage(state: SearchState, page: SearchPage): boolean {
  const { found, unread, pages, total, documentTotal } = state
  const seen = found + unread
  if (total !== null && seen < total) return false
  if (documentTotal === seen) return true
  const isEmpty = page.segments.length + page.unread === 0
  return isEmpty && (pages !== 1 || !commonPageSizes.has(seen))
}
