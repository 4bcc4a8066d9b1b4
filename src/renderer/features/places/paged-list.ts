import type { AppFailure } from '../../../shared/failure'
import type { Page } from '../../../shared/place'
import type { Result } from '../../../shared/result'

/** A server list that is loaded page by page, for one search text. */
export interface PagedList<Row> {
  readonly search: string
  readonly rows: readonly Row[]
  /** Rows that the server sent, including unreadable ones; the offset of the next page. */
  readonly received: number
  /** Received rows that could not be read. */
  readonly unread: number
  /** Number of matches on the server, or null if it does not report one. */
  readonly total: number | null
  readonly hasMore: boolean
  /** The last page repeated earlier rows and no total is known, so there may be more rows. */
  readonly mayHaveMore: boolean
  readonly loading: 'first' | 'more' | null
  readonly failure: AppFailure | null
}

export const emptyList: PagedList<never> = {
  search: '',
  rows: [],
  received: 0,
  unread: 0,
  total: null,
  hasMore: false,
  mayHaveMore: false,
  loading: null,
  failure: null,
}

/** A row of any list; `id` is unique on the server. */
export interface Keyed {
  readonly id: number | string
}

export function startPage<Row>(list: PagedList<Row>, loading: 'first' | 'more'): PagedList<Row> {
  return { ...list, loading, failure: null }
}

/** Applies a loaded or failed page. The first page replaces the list. */
export function finishPage<Row extends Keyed>(
  list: PagedList<Row>,
  loading: 'first' | 'more',
  result: Result<Page<Row>>,
): PagedList<Row> {
  const known: PagedList<Row> = loading === 'first' ? { ...emptyList, search: list.search } : list
  if (!result.ok) return { ...known, loading: null, failure: result.failure }
  const { rows: page, received: sent, total } = result.value
  const ids = new Set(known.rows.map(({ id }) => id))
  const fresh = page.filter(({ id }) => !ids.has(id))
  const received = known.received + sent
  const unread = known.unread + sent - page.length
  // A page without new rows ends the list whatever the total: a server may repeat the same page forever.
  const hasMore = fresh.length > 0 && (total === null || received < total)
  const mayHaveMore = !hasMore && total === null && sent > 0
  const rows = [...known.rows, ...fresh]
  return { ...known, rows, received, unread, total, hasMore, mayHaveMore, loading: null, failure: null }
}

/** How much of a list is loaded. */
export type Extent =
  | { readonly kind: 'all' | 'so-far' | 'at-least'; readonly count: number }
  | { readonly kind: 'of-total' | 'missing'; readonly count: number; readonly total: number }

/** `missing`: the list ended before the reported total. `at-least`: no total is reported and a page repeated. */
export function toExtent({ rows, total, hasMore, mayHaveMore }: PagedList<unknown>): Extent {
  const count = rows.length
  if (total !== null && total > count) return { kind: hasMore ? 'of-total' : 'missing', count, total }
  if (hasMore) return { kind: 'so-far', count }
  return { kind: mayHaveMore ? 'at-least' : 'all', count }
}
