import type { PageRequest } from '../../shared/ipc/contract'
import type { FlexDocument, Job, Page, Project } from '../../shared/place'
import type { ReadJson } from './read-json'
import { readListPage } from './read-page'
import { jobScope, quoteText, wireFlexDocument, wireJob, wireProject } from './wire-rows'

/** Rows per page; the server allows up to 500. Source: `api2/list`. */
const rowsPerPage = 50

/** A list call: its path, the field that is searchField, and the field to sort by, newest first. Source: `api2/list`. */
interface GenericList<Row> {
  readonly path: string
  readonly searchField: string
  /** Null keeps the server's order. */
  readonly sortField: string | null
  readonly read: (row: unknown) => Row[]
}

const projects: GenericList<Project> = {
  path: '/projects/list',
  searchField: 'reference',
  sortField: 'id',
  read(row) {
    const read = wireProject.safeParse(row)
    if (!read.success) return []
    const { id, reference, client, statust } = read.data
    return [{ id, reference: reference ?? '', client: client ?? null, statusText: statust ?? null }]
  },
}

const jobs: GenericList<Job> = {
  path: '/jobs/list',
  searchField: 'reference',
  sortField: 'jobid',
  read(row) {
    const read = wireJob.safeParse(row)
    const id = read.success ? jobScope(read.data) : null
    if (!read.success || id === null) return []
    const { reference, pid, pname, task, taskt, trg, src, statust } = read.data
    return [
      {
        id,
        reference: reference ?? '',
        projectId: pid ?? null,
        projectName: pname ?? null,
        task: taskt ?? task ?? null,
        targetLanguage: trg ?? null,
        sourceLanguage: src ?? null,
        statusText: statust ?? null,
      },
    ]
  },
}

const flexDocuments: GenericList<FlexDocument> = {
  path: '/apps/wbflex/list',
  searchField: 'name',
  sortField: null,
  read(row) {
    const read = wireFlexDocument.safeParse(row)
    if (!read.success) return []
    const { id, did, name, pid, preference, src, segments } = read.data
    return [
      {
        id,
        documentId: did ?? null,
        name: name ?? '',
        projectId: pid ?? null,
        projectName: preference ?? null,
        sourceLanguage: src ?? null,
        segments: segments ?? null,
      },
    ]
  },
}

type ListRequest = PageRequest & { readonly root: string }

/** Lists one page of projects whose reference contains the search text, newest first. Source: docs/platform-api.md#projects. */
export function listProjects(readJson: ReadJson, request: ListRequest): Promise<Page<Project>> {
  return listPage(readJson, request, projects)
}

/** Lists one page of jobs that this account can see, newest first. Source: docs/platform-api.md#jobs. */
export function listJobs(readJson: ReadJson, request: ListRequest): Promise<Page<Job>> {
  return listPage(readJson, request, jobs)
}

/** Lists one page of Flex documents that this account can see, in the server's order. Source: `api2/finding-documents-flex`. */
export function listFlexDocuments(readJson: ReadJson, request: ListRequest): Promise<Page<FlexDocument>> {
  return listPage(readJson, request, flexDocuments)
}

async function listPage<Row>(
  readJson: ReadJson,
  request: ListRequest,
  list: GenericList<Row>,
): Promise<Page<Row>> {
  const search = request.search.trim()
  const page = await readListPage(readJson, {
    url: `${request.root}${list.path}`,
    body: {
      ...(search === '' ? {} : { query: `{${list.searchField}}.Contains(${quoteText(search)})` }),
      take: rowsPerPage,
      skip: request.skip,
      ...(list.sortField === null ? {} : { sort: [{ id: list.sortField, asc: false }] }),
    },
    readRow: list.read,
  })
  return { rows: page.rows.flatMap((row) => row as Row[]), received: page.rows.length, total: page.total }
}
