import type { DocumentList, ProjectDocument } from '../../shared/place'
import type { ReadJson } from './read-json'
import { readListPage } from './read-page'
import { commonPageSizes } from './search-paging'
import { readBareList, wireDocument, wireLocales, type WirePage } from './wire-rows'

const documentsPerPage = 200
/** A list that never ends is a defect of the server; ours would be to believe it. */
const mostPages = 100

export interface DocumentsOptions {
  readonly signal?: AbortSignal
  /** Called after each page that may be followed by another, which is asked for when this resolves. */
  readonly onPage?: (progress: DocumentsProgress) => Promise<void>
}

export interface DocumentsProgress {
  readonly documents: readonly ProjectDocument[]
  readonly total: number | null
  /** Rows of the page that just came. */
  readonly pageSize: number
}

interface DocumentsRequest extends DocumentsOptions {
  readonly root: string
  readonly projectId: number
}

/** All documents of a project, by as many pages as it takes. Source: docs/platform-api.md#documents (`items` or `rows`, `total` or `hasmore`). */
export async function listDocuments(readJson: ReadJson, request: DocumentsRequest): Promise<DocumentList> {
  const { root, projectId, signal } = request
  const documents = new Map<number, ProjectDocument>()
  let total: number | null = null
  let unread = 0
  let skip = 0
  let isWhole = false
  for (let pageNumber = 0; pageNumber < mostPages; pageNumber += 1) {
    const page = await readListPage(readJson, {
      url: `${root}/resources/documents/list`,
      body: { scope: { type: 'Project', projectid: projectId }, skip, take: documentsPerPage },
      ...(signal === undefined ? {} : { signal }),
    })
    const known = documents.size
    const read = page.rows.flatMap(toDocument)
    for (const document of read) documents.set(document.id, document)
    unread += page.rows.length - read.length
    if (page.total !== null) total = Math.max(total ?? 0, page.total)
    skip += page.rows.length
    isWhole = isLast(page, skip) || isEnd({ ...page, total }, skip)
    if (isWhole || page.rows.length === 0 || documents.size === known) break
    await request.onPage?.({ documents: [...documents.values()], total, pageSize: page.rows.length })
  }
  const received = documents.size + unread
  const mayHaveMore = !isWhole && (total ?? 0) <= received
  return { rows: [...documents.values()], received, total, mayHaveMore }
}

/** The source language of a project, or null where the server does not tell. Source: docs/platform-api.md#projects. */
export async function readSourceLanguage(
  readJson: ReadJson,
  request: DocumentsRequest,
): Promise<string | null> {
  const { root, projectId, signal } = request
  const answer = await readJson({
    method: 'GET',
    url: `${root}/projects/${String(projectId)}/locales`,
    ...(signal === undefined ? {} : { signal }),
  })
  const locales = wireLocales.safeParse(readBareList(answer))
  if (!locales.success) return null
  return (locales.data.find((locale) => locale.src === true) ?? locales.data[0])?.v ?? null
}

/**
 * Whether the server says that this is all. A total that is the length of the one page that came, and such a length, may be
 * the number of this page's rows; one that was exceeded is no total.
 */
function isLast({ rows, hasMore, total }: WirePage, skip: number): boolean {
  if (hasMore !== null) return !hasMore
  if (total === null || skip < total) return false
  return !commonPageSizes.has(rows.length) || (skip === total && skip > rows.length)
}

/** An empty page is the end of all, unless all that came before is one page of a usual length. */
function isEnd({ rows, total }: WirePage, skip: number): boolean {
  return rows.length === 0 && (total === null || total <= skip) && !commonPageSizes.has(skip)
}

function toDocument(row: unknown): ProjectDocument[] {
  const read = wireDocument.safeParse(row)
  if (!read.success) return []
  return [{ id: read.data.did, name: read.data.name ?? '', segments: read.data.segments ?? null }]
}
