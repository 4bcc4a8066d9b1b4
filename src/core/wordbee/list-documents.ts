import type { DocumentList, ProjectDocument } from '../../shared/place'
import type { ReadJson } from './read-json'
import { readListPage } from './read-page'
import { commonPageSizes } from './search-paging'
import { readBareList, wireDocument, wireLocales, type WirePage } from './wire-rows'

const documentsPerPage = 200
/** Protects against a server whose list never ends. */
const maxPages = 100

/** More than a project can have. */
const maxLocales = 1_000

export interface DocumentsOptions {
  readonly signal?: AbortSignal
  /** Called after each page except the last; the next page is requested once the promise resolves. */
  readonly onPage?: (progress: DocumentsProgress) => Promise<void>
}

export interface DocumentsProgress {
  readonly documents: readonly ProjectDocument[]
  readonly total: number | null
  /** Number of rows on the latest page. */
  readonly pageSize: number
}

interface DocumentsRequest extends DocumentsOptions {
  readonly root: string
  readonly projectId: number
}

/**
 * Lists all documents of a project, page by page.
 * Source: docs/platform-api.md#documents (`items` or `rows`, `total` or `hasmore`).
 */
export async function listDocuments(readJson: ReadJson, request: DocumentsRequest): Promise<DocumentList> {
  const { root, projectId, signal } = request
  const documents = new Map<number, ProjectDocument>()
  let total: number | null = null
  let unread = 0
  let skip = 0
  let isComplete = false
  for (let pageNumber = 0; pageNumber < maxPages; pageNumber += 1) {
    const page = await readListPage(readJson, {
      url: `${root}/resources/documents/list`,
      body: { scope: { type: 'Project', projectid: projectId }, skip, take: documentsPerPage },
      ...(signal === undefined ? {} : { signal }),
      readRow: toDocument,
    })
    const sizeBefore = documents.size
    const read = page.rows.flatMap((row) => row as ProjectDocument[])
    for (const document of read) documents.set(document.id, document)
    unread += page.rows.length - read.length
    if (page.total !== null) total = Math.max(total ?? 0, page.total)
    skip += page.rows.length
    isComplete = isLastPage(page, skip) || isEmptyEnd({ ...page, total }, skip)
    if (isComplete || page.rows.length === 0 || documents.size === sizeBefore) break
    await request.onPage?.({ documents: [...documents.values()], total, pageSize: page.rows.length })
  }
  const received = documents.size + unread
  const mayHaveMore = !isComplete && (total ?? 0) <= received
  return { rows: [...documents.values()], received, total, mayHaveMore }
}

/** The source language of a project, or null if the server does not report it. Source: docs/platform-api.md#projects. */
export async function readSourceLanguage(
  readJson: ReadJson,
  request: DocumentsRequest,
): Promise<string | null> {
  const { root, projectId, signal } = request
  const response = await readJson({
    method: 'GET',
    url: `${root}/projects/${String(projectId)}/locales`,
    ...(signal === undefined ? {} : { signal }),
  })
  const locales = wireLocales.safeParse(readBareList(response)?.slice(0, maxLocales))
  if (!locales.success) return null
  return (locales.data.find((locale) => locale.src === true) ?? locales.data[0])?.v ?? null
}

/**
 * Whether the server reports that this is the last page. A total that equals a common page size is not trusted on the first
 * page, because it may count only that page; neither is one that was exceeded.
 */
function isLastPage({ rows, hasMore, total }: WirePage, skip: number): boolean {
  if (hasMore !== null) return !hasMore
  if (total === null || skip < total) return false
  return !commonPageSizes.has(rows.length) || (skip === total && skip > rows.length)
}

/** Whether an empty page is the end. It is not if the rows so far could be a single page of a common size. */
function isEmptyEnd({ rows, total }: WirePage, skip: number): boolean {
  return rows.length === 0 && (total === null || total <= skip) && !commonPageSizes.has(skip)
}

function toDocument(row: unknown): ProjectDocument[] {
  const read = wireDocument.safeParse(row)
  if (!read.success) return []
  return [{ id: read.data.did, name: read.data.name ?? '', segments: read.data.segments ?? null }]
}
