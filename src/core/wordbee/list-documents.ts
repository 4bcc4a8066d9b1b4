import type { Page, ProjectDocument } from '../../shared/place'
import type { ReadJson } from './read-json'
import { readListPage } from './read-page'
import { wireDocument, wireLocales, type WirePage } from './wire-rows'

const documentsPerPage = 200
/** A list that never ends is a defect of the server; ours would be to believe it. */
const mostPages = 100

interface DocumentsRequest {
  readonly root: string
  readonly projectId: number
  readonly signal?: AbortSignal
}

/** All documents of a project, by as many pages as it takes. Source: 6.5 of the API notes (`items` or `rows`, `total` or `hasmore`). */
export async function listDocuments(
  readJson: ReadJson,
  request: DocumentsRequest,
): Promise<Page<ProjectDocument>> {
  const { root, projectId, signal } = request
  const documents = new Map<number, ProjectDocument>()
  let total: number | null = null
  let unread = 0
  let skip = 0
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
    total = page.total
    skip += page.rows.length
    if (page.rows.length === 0 || documents.size === known || isLast(page, skip)) break
  }
  return { rows: [...documents.values()], received: documents.size + unread, total }
}

/** The source language of a project, or null where the server does not tell. Source: 6.3 of the API notes. */
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
  const locales = wireLocales.safeParse(answer)
  if (!locales.success) return null
  return (locales.data.find((locale) => locale.src === true) ?? locales.data[0])?.v ?? null
}

function isLast(page: WirePage, skip: number): boolean {
  if (page.hasMore !== null) return !page.hasMore
  return page.total !== null && skip >= page.total
}

function toDocument(row: unknown): ProjectDocument[] {
  const read = wireDocument.safeParse(row)
  if (!read.success) return []
  return [{ id: read.data.did, name: read.data.name ?? '', segments: read.data.segments ?? null }]
}
