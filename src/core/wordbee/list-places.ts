import type { Page, Project, ProjectDocument } from '../../shared/place'
import type { ApiCall } from './exchange'
import type { ReadJson } from './read-json'
import { quoteText, readPage, wireDocument, wireLocales, wireProject, type WirePage } from './wire-rows'
import { withDetail, WordbeeError } from './wordbee-error'

/** Projects asked for at once; the server's own limit is 500. Source: `api2/list`. */
const projectsPerPage = 50
const documentsPerPage = 200
/** A list that never ends is a defect of the server; ours would be to believe it. */
const mostPages = 100

/** One page of projects, newest first, those whose reference contains the text. Source: `api2/list`, 6.3 of the API notes. */
export async function listProjects(
  readJson: ReadJson,
  request: { readonly root: string; readonly search: string; readonly skip: number },
): Promise<Page<Project>> {
  const search = request.search.trim()
  const page = await readPost(readJson, `${request.root}/projects/list`, {
    ...(search === '' ? {} : { query: `{reference}.Contains(${quoteText(search)})` }),
    take: projectsPerPage,
    skip: request.skip,
    sort: [{ id: 'id', asc: false }],
  })
  const rows = page.rows.flatMap((row): Project[] => {
    const read = wireProject.safeParse(row)
    if (!read.success) return []
    const { id, reference, client, statust } = read.data
    return [{ id, reference: reference ?? '', client: client ?? null, statusText: statust ?? null }]
  })
  return { rows, total: page.total }
}

/** All documents of a project, by as many pages as it takes. Source: 6.5 of the API notes (`items` or `rows`, `total` or `hasmore`). */
export async function listDocuments(
  readJson: ReadJson,
  request: { readonly root: string; readonly projectId: number },
): Promise<Page<ProjectDocument>> {
  const documents = new Map<number, ProjectDocument>()
  let total: number | null = null
  let skip = 0
  for (let pageNumber = 0; pageNumber < mostPages; pageNumber += 1) {
    const page = await readPost(readJson, `${request.root}/resources/documents/list`, {
      scope: { type: 'Project', projectid: request.projectId },
      skip,
      take: documentsPerPage,
    })
    const known = documents.size
    for (const document of page.rows.flatMap(toDocument)) documents.set(document.id, document)
    total = page.total
    skip += page.rows.length
    if (page.rows.length === 0 || documents.size === known || isLast(page, skip)) break
  }
  return { rows: [...documents.values()], total }
}

/** The source language of a project, or null where the server does not tell. Source: 6.3 of the API notes. */
export async function readSourceLanguage(
  readJson: ReadJson,
  request: { readonly root: string; readonly projectId: number },
): Promise<string | null> {
  const answer = await readJson({
    method: 'GET',
    url: `${request.root}/projects/${String(request.projectId)}/locales`,
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

async function readPost(readJson: ReadJson, url: string, body: unknown): Promise<WirePage> {
  const answer = await postJson(readJson, { url, body })
  const page = readPage(answer)
  if (page === null)
    throw new WordbeeError(withDetail('answer-unexpected', ''), { status: 200, nothingWasDone: false })
  return page
}

/** A POST that only reads: the platform's lists and searches. */
export function postJson(
  readJson: ReadJson,
  request: Pick<ApiCall, 'url' | 'signal' | 'use'> & { readonly body: unknown },
): Promise<unknown> {
  const { body, ...call } = request
  return readJson({
    ...call,
    method: 'POST',
    contentType: 'application/json',
    body: { kind: 'text', text: JSON.stringify(body) },
  })
}
