import type { Segment } from '../../shared/place'
import { toCallFields } from './budget/call-options'
import type { ReadJson } from './read-json'
import { postJson } from './read-page'
import { hasAllSegments, isLastPage, type SearchState } from './search-paging'
import { readSearchPage, type SearchPage } from './wire-segment'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** The JSON scope of a search. Source: `api2/scope-object`. */
export type SearchScope =
  | { readonly type: 'Project'; readonly projectid: number }
  | { readonly type: 'Job'; readonly jobid: number; readonly jobcdyt: boolean }

export interface SegmentSearch {
  readonly root: string
  readonly scope: SearchScope
  /** Null: the segments of all documents in the scope. */
  readonly documentId: number | null
  readonly language: string
  /** What is known to be there, or null: then the search must find its end by itself. */
  readonly expected: number | null
  readonly signal?: AbortSignal
  /** Called after each page that may be followed by another, which is asked for when this resolves. */
  readonly onPage?: (progress: SearchProgress) => Promise<void>
}

export interface SearchProgress {
  /** Ids of all segments known so far. */
  readonly ids: readonly number[]
  /** The larger of what was expected and what the search says, or null. */
  readonly expected: number | null
  /** Rows of the page that just came. */
  readonly pageSize: number
}

export interface SegmentsFound {
  readonly segments: readonly Segment[]
  /** The larger of what was expected and what the search says or sent, or null where nothing tells. */
  readonly expected: number | null
  /** Nothing tells that this is all, and what came may be a first page only. */
  readonly mayHaveMore: boolean
  /** Segments found by document, for those rows that name theirs. */
  readonly perDocument: ReadonlyMap<number, number>
}

const segmentsPerPage = 500
/** A search that never ends is a defect of the server; ours would be to believe it. */
const mostPages = 400

/** Where the paging parameters stand is not documented: lists put them at the root, an older object inside the query. */
type PagePosition = 'root' | 'query'

/**
 * The segments of a scope or of a document in it, as many as the server gives. Pages are asked for by one variant; when
 * a page repeats what is known, by the other; when that repeats too, what was found is all, and may be a part. A further
 * page that cannot be read ends the search with what is known.
 * Source: `api2/resources-segments-search`, docs/platform-api.md#segment-search.
 */
export async function searchSegments(readJson: ReadJson, search: SegmentSearch): Promise<SegmentsFound> {
  const found = new Map<number, SearchPage['segments'][number]>()
  let state: SearchState = { found: 0, unread: 0, pages: 0, told: search.expected, own: search.expected }
  let position: PagePosition = 'root'
  let isWhole = false
  for (let pageNumber = 0; pageNumber < mostPages; pageNumber += 1) {
    const skip = state.found + state.unread
    const page = await searchPage(readJson, search, { place: position, skip }).catch((error: unknown) => {
      if (pageNumber > 0 && isUnreadable(error)) return null
      throw error
    })
    if (page === null) break
    for (const row of page.segments) found.set(row.segment.id, row)
    const isNew = found.size > state.found
    state = advance(state, page, found.size)
    isWhole = hasAllSegments(state, page) || (!isNew && isLastPage(state, page))
    if (isWhole) break
    if (!isNew) {
      if (position === 'query' || pageNumber === 0) break
      position = 'query'
    }
    const { told: expected } = state
    await search.onPage?.({ ids: [...found.keys()], expected, pageSize: page.segments.length })
  }
  return summary([...found.values()], state, isWhole)
}

/** A page that brings nothing new is a repetition: what it sent was counted before. */
function advance(state: SearchState, page: SearchPage, found: number): SearchState {
  const isNew = found > state.found
  return {
    ...state,
    found,
    unread: state.unread + (isNew ? page.unread : 0),
    pages: state.pages + (isNew ? 1 : 0),
    told: page.total === null ? state.told : Math.max(state.told ?? 0, page.total),
  }
}

function summary(rows: SearchPage['segments'], state: SearchState, isWhole: boolean): SegmentsFound {
  const perDocument = new Map<number, number>()
  for (const { documentId } of rows) {
    if (documentId !== null) perDocument.set(documentId, (perDocument.get(documentId) ?? 0) + 1)
  }
  const { found, unread, told } = state
  const expected = unread === 0 ? told : Math.max(told ?? 0, found + unread)
  const isPart = expected !== null && expected > found
  return {
    segments: rows.map(({ segment }) => segment),
    ...{ expected, mayHaveMore: !isWhole && !isPart, perDocument },
  }
}

/** An answer that is there and is of no use: asking again would bring the same. */
function isUnreadable(error: unknown): boolean {
  if (!(error instanceof WordbeeError)) return false
  const { kind } = error.failure
  return kind === 'answer-unexpected' || kind === 'answer-too-large' || kind === 'server-refused'
}

async function searchPage(
  readJson: ReadJson,
  search: SegmentSearch,
  paging: { readonly place: PagePosition; readonly skip: number },
): Promise<SearchPage> {
  const { root, scope, documentId, language, signal } = search
  const page = { skip: paging.skip, take: segmentsPerPage }
  const query = {
    languages: [{ locs: [language] }],
    ...(documentId === null ? {} : { documents: [{ did: documentId }] }),
  }
  const body = {
    scope,
    query: paging.place === 'query' ? { ...query, ...page } : query,
    ...(paging.place === 'root' ? page : {}),
  }
  const share = toCallFields(signal === undefined ? {} : { signal }, 'search')
  const answer = await postJson(readJson, { url: `${root}/resources/segments/search`, body, ...share })
  const read = readSearchPage(answer, language)
  if (read === null)
    throw new WordbeeError(failureWithDetail('answer-unexpected', ''), { status: 200, nothingWasDone: false })
  return read
}
