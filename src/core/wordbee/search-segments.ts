import type { Segment } from '../../shared/place'
import { shareOf } from './budget/share'
import type { ReadJson } from './read-json'
import { postJson } from './read-page'
import { readSearchPage, type SearchPage } from './wire-segment'
import { withDetail, WordbeeError } from './wordbee-error'

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
  /** Called after each page, with rows known so far; the next page is asked for when it resolves. */
  readonly onPage?: (progress: SearchProgress) => Promise<void>
}

export interface SearchProgress {
  readonly found: number
  /** The larger of what was expected and what the search says, or null. */
  readonly expected: number | null
  /** Rows of the page that just came. */
  readonly pageSize: number
}

export interface SegmentsFound {
  readonly segments: readonly Segment[]
  /** The larger of what was expected and what the search says there is, or null where neither tells. */
  readonly expected: number | null
  /** Segments found by document, for those rows that name theirs. */
  readonly perDocument: ReadonlyMap<number, number>
}

const segmentsPerPage = 500
const mostPages = 400

/** Where the paging parameters stand is not documented: lists put them at the root, an older object inside the query. */
type PagingPlace = 'root' | 'query'

/**
 * The segments of a scope or of a document in it, as many as the server gives. Pages are asked for by one variant; when
 * a page repeats what is known, by the other; when that repeats too, what was found is all, and may be a part.
 * Source: `api2/resources-segments-search`, section 6.6 of the API notes.
 */
export async function searchSegments(readJson: ReadJson, search: SegmentSearch): Promise<SegmentsFound> {
  const found = new Map<number, SearchPage['segments'][number]>()
  let place: PagingPlace = 'root'
  let expected = search.expected
  for (let pageNumber = 0; pageNumber < mostPages; pageNumber += 1) {
    const page = await searchPage(readJson, search, { place, skip: found.size })
    if (page.total !== null) expected = Math.max(expected ?? 0, page.total)
    const known = found.size
    for (const row of page.segments) found.set(row.segment.id, row)
    if (isEnough(page, found.size, expected)) break
    if (found.size === known) {
      if (place === 'query' || pageNumber === 0) break
      place = 'query'
    }
    await search.onPage?.({ found: found.size, expected, pageSize: page.segments.length })
  }
  return { ...summary([...found.values()]), expected }
}

/** A full page may be followed by more than a document's number says: that number is not the search's own. */
function isEnough(page: SearchPage, found: number, expected: number | null): boolean {
  if (expected === null || found < expected) return false
  return page.total !== null || page.segments.length < segmentsPerPage
}

function summary(rows: SearchPage['segments']): Pick<SegmentsFound, 'segments' | 'perDocument'> {
  const perDocument = new Map<number, number>()
  for (const { documentId } of rows) {
    if (documentId !== null) perDocument.set(documentId, (perDocument.get(documentId) ?? 0) + 1)
  }
  return { segments: rows.map(({ segment }) => segment), perDocument }
}

async function searchPage(
  readJson: ReadJson,
  search: SegmentSearch,
  paging: { readonly place: PagingPlace; readonly skip: number },
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
  const share = shareOf(signal === undefined ? {} : { signal }, 'search')
  const answer = await postJson(readJson, { url: `${root}/resources/segments/search`, body, ...share })
  const read = readSearchPage(answer, language)
  if (read === null)
    throw new WordbeeError(withDetail('answer-unexpected', ''), { status: 200, nothingWasDone: false })
  return read
}
