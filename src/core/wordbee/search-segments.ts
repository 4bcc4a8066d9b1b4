import type { Segment } from '../../shared/place'
import { toCallFields } from './budget/call-options'
import type { ReadJson } from './read-json'
import { postJson } from './read-page'
import { hasAllSegments, isLastPage, type SearchState } from './search-paging'
import { readSearchPage, readSegmentRow, type SearchPage } from './wire-segment'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** The JSON scope of a search. Source: `api2/scope-object`. */
export type SearchScope =
  | { readonly type: 'Project'; readonly projectid: number }
  | { readonly type: 'Job'; readonly jobid: number; readonly jobcdyt: boolean }

export interface SegmentSearch {
  readonly root: string
  readonly scope: SearchScope
  /** Null searches all documents of the scope. */
  readonly documentId: number | null
  readonly language: string
  /** The expected number of segments, or null if it is unknown. */
  readonly expected: number | null
  readonly signal?: AbortSignal
  /** Called after each page except the last; the next page is requested once the promise resolves. */
  readonly onPage?: (progress: SearchProgress) => Promise<void>
}

export interface SearchProgress {
  /** Ids of all segments found so far. */
  readonly ids: readonly number[]
  /** The larger of the expected number and the total that the search reports, or null. */
  readonly expected: number | null
  /** Number of segments on the latest page. */
  readonly pageSize: number
}

export interface SegmentsFound {
  readonly segments: readonly Segment[]
  /** The largest of the expected number, the reported total and the received rows, or null if unknown. */
  readonly expected: number | null
  /** The result may be incomplete: nothing confirms that the last page was reached. */
  readonly mayHaveMore: boolean
  /** Number of segments per document, for rows that name their document. */
  readonly perDocument: ReadonlyMap<number, number>
}

const segmentsPerPage = 500
/** Protects against a server whose search never ends. */
const maxPages = 400

/** Where to send the paging parameters is not documented: lists take them at the root, an older object inside the query. */
type PagePosition = 'root' | 'query'

/**
 * Finds the segments of a scope, or of one document in it. Paging parameters are sent at the root; if a page repeats known
 * segments, inside the query; if that repeats them too, the search ends and may be incomplete. It also ends when a page after
 * the first cannot be read.
 * Source: `api2/resources-segments-search`, docs/platform-api.md#segment-search.
 */
export async function searchSegments(readJson: ReadJson, search: SegmentSearch): Promise<SegmentsFound> {
  const found = new Map<number, SearchPage['segments'][number]>()
  let state: SearchState = {
    found: 0,
    unread: 0,
    pages: 0,
    total: search.expected,
    documentTotal: search.expected,
  }
  let position: PagePosition = 'root'
  let isComplete = false
  for (let pageNumber = 0; pageNumber < maxPages; pageNumber += 1) {
    const skip = state.found + state.unread
    const page = await searchPage(readJson, search, { position, skip }).catch((error: unknown) => {
      if (pageNumber > 0 && isUnreadable(error)) return null
      throw error
    })
    if (page === null) break
    for (const row of page.segments) found.set(row.segment.id, row)
    const isNew = found.size > state.found
    state = advance(state, page, found.size)
    isComplete = hasAllSegments(state, page) || (!isNew && isLastPage(state, page))
    if (isComplete) break
    if (!isNew) {
      if (position === 'query' || pageNumber === 0) break
      position = 'query'
    }
    await search.onPage?.({
      ids: [...found.keys()],
      expected: state.total,
      pageSize: page.segments.length,
    })
  }
  return summarize([...found.values()], state, isComplete)
}

/** The state after one more page. A page without new segments is a repetition, so its rows are not counted again. */
function advance(state: SearchState, page: SearchPage, found: number): SearchState {
  const isNew = found > state.found
  return {
    ...state,
    found,
    unread: state.unread + (isNew ? page.unread : 0),
    pages: state.pages + (isNew ? 1 : 0),
    total: page.total === null ? state.total : Math.max(state.total ?? 0, page.total),
  }
}

function summarize(rows: SearchPage['segments'], state: SearchState, isComplete: boolean): SegmentsFound {
  const perDocument = new Map<number, number>()
  for (const { documentId } of rows) {
    if (documentId !== null) perDocument.set(documentId, (perDocument.get(documentId) ?? 0) + 1)
  }
  const { found, unread, total } = state
  const expected = unread === 0 ? total : Math.max(total ?? 0, found + unread)
  const isPartial = expected !== null && expected > found
  return {
    segments: rows.map(({ segment }) => segment),
    expected,
    mayHaveMore: !isComplete && !isPartial,
    perDocument,
  }
}

/** Whether the response was unusable, so that a retry would not help. */
function isUnreadable(error: unknown): boolean {
  if (!(error instanceof WordbeeError)) return false
  const { kind } = error.failure
  return kind === 'answer-unexpected' || kind === 'answer-too-large' || kind === 'server-refused'
}

async function searchPage(
  readJson: ReadJson,
  search: SegmentSearch,
  paging: { readonly position: PagePosition; readonly skip: number },
): Promise<SearchPage> {
  const { root, scope, documentId, language, signal } = search
  const page = { skip: paging.skip, take: segmentsPerPage }
  const query = {
    languages: [{ locs: [language] }],
    ...(documentId === null ? {} : { documents: [{ did: documentId }] }),
  }
  const body = {
    scope,
    query: paging.position === 'query' ? { ...query, ...page } : query,
    ...(paging.position === 'root' ? page : {}),
  }
  const fields = toCallFields(signal === undefined ? {} : { signal }, 'search')
  const response = await postJson(readJson, {
    url: `${root}/resources/segments/search`,
    body,
    ...fields,
    readRow: (row) => readSegmentRow(row, language),
  })
  const read = readSearchPage(response)
  if (read === null)
    throw new WordbeeError(failureWithDetail('answer-unexpected', ''), { status: 200, nothingWasDone: false })
  return read
}
