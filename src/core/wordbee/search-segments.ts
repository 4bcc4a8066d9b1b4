import type { Segment } from '../../shared/place'
import { shareOf } from './budget/share'
import { postJson } from './list-places'
import type { ReadJson } from './read-json'
import { readSearchPage, type SearchPage } from './wire-segment'
import { withDetail, WordbeeError } from './wordbee-error'

export interface SegmentSearch {
  readonly root: string
  readonly projectId: number
  readonly documentId: number
  readonly language: string
  /** The document's own count of segments, or null: then the search must find its end by itself. */
  readonly expected: number | null
  readonly signal?: AbortSignal
}

export interface SegmentsFound {
  readonly segments: readonly Segment[]
  /** The larger of what the document and the search say there is, or null where neither tells. */
  readonly expected: number | null
}

const segmentsPerPage = 500
const mostPages = 400

/** Where the paging parameters stand is not documented: lists put them at the root, an older object inside the query. */
type PagingPlace = 'root' | 'query'

/**
 * The segments of a document, as many as the server gives. Pages are asked for by one variant; when a page repeats what
 * is known, by the other; when that repeats too, what was found is all, and may be a part.
 * Source: `api2/resources-segments-search`, section 6.6 of the API notes.
 */
export async function searchSegments(readJson: ReadJson, search: SegmentSearch): Promise<SegmentsFound> {
  const found = new Map<number, Segment>()
  let place: PagingPlace = 'root'
  let expected = search.expected
  for (let pageNumber = 0; pageNumber < mostPages; pageNumber += 1) {
    const page = await searchPage(readJson, search, { place, skip: found.size })
    if (page.total !== null) expected = Math.max(expected ?? 0, page.total)
    const known = found.size
    for (const segment of page.segments) found.set(segment.id, segment)
    if (expected !== null && found.size >= expected) break
    if (found.size > known) continue
    if (place === 'query' || pageNumber === 0) break
    place = 'query'
  }
  return { segments: [...found.values()], expected }
}

async function searchPage(
  readJson: ReadJson,
  search: SegmentSearch,
  paging: { readonly place: PagingPlace; readonly skip: number },
): Promise<SearchPage> {
  const { root, projectId, documentId, language, signal } = search
  const page = { skip: paging.skip, take: segmentsPerPage }
  const query = { languages: [{ locs: [language] }], documents: [{ did: documentId }] }
  const body = {
    scope: { type: 'Project', projectid: projectId },
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
