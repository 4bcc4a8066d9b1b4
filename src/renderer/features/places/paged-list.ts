import type { AppFailure } from '../../../shared/failure'
import type { Page } from '../../../shared/place'
import type { Result } from '../../../shared/result'

/** A list of the server that comes page by page, for one text that is searched for. */
export interface PagedList<Row> {
  readonly search: string
  readonly rows: readonly Row[]
  /** Rows that the server sent, those included that could not be read: the next page begins there. */
  readonly received: number
  /** Of these, rows that could not be read. */
  readonly unread: number
  /** Matches on the server, or null where it does not tell. */
  readonly total: number | null
  readonly hasMore: boolean
  /** It ended by a page that repeats, and nothing tells that this is all. */
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

/** A row of any of the lists; `key` is its own on this server. */
export interface Keyed {
  readonly id: number | string
}

export function startPage<Row>(list: PagedList<Row>, loading: 'first' | 'more'): PagedList<Row> {
  return { ...list, loading, failure: null }
}

/** A page came, or failed to. The first one starts the list anew. */
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
  // A page that brings nothing new is the last one, whatever total the server tells: it may repeat itself for ever.
  const hasMore = fresh.length > 0 && (total === null || received < total)
  const mayHaveMore = !hasMore && total === null && sent > 0
  const rows = [...known.rows, ...fresh]
  return { ...known, rows, received, unread, total, hasMore, mayHaveMore, loading: null, failure: null }
}

/** What can be said of how much of a list is there. */
export type Extent =
  | { readonly kind: 'all' | 'so-far' | 'at-least'; readonly count: number }
  | { readonly kind: 'of-total' | 'missing'; readonly count: number; readonly total: number }

/** `missing`: the list has ended before the total that the server tells; `at-least`: it tells none, and repeats itself. */
export function toExtent({ rows, total, hasMore, mayHaveMore }: PagedList<unknown>): Extent {
  const count = rows.length
  if (total !== null && total > count) return { kind: hasMore ? 'of-total' : 'missing', count, total }
  if (hasMore) return { kind: 'so-far', count }
  return { kind: mayHaveMore ? 'at-least' : 'all', count }
}
