import type { PageRequest } from '../../shared/ipc/contract'
import type { FlexDocument, Job, Page, Project } from '../../shared/place'
import type { ReadJson } from './read-json'
import { readListPage } from './read-page'
import { jobScope, quoteText, wireFlexDocument, wireJob, wireProject } from './wire-rows'

/** Rows asked for at once; the server's own limit is 500. Source: `api2/list`. */
const rowsPerPage = 50

/** A generic list: where it is, the field that is searched in, the one that it is sorted by. Source: `api2/list`. */
interface GenericList<Row> {
  readonly path: string
  readonly searched: string
  /** Null: in the server's own order. */
  readonly newestBy: string | null
  readonly read: (row: unknown) => Row[]
}

const projects: GenericList<Project> = {
  path: '/projects/list',
  searched: 'reference',
  newestBy: 'id',
  read(row) {
    const read = wireProject.safeParse(row)
    if (!read.success) return []
    const { id, reference, client, statust } = read.data
    return [{ id, reference: reference ?? '', client: client ?? null, statusText: statust ?? null }]
  },
}

const jobs: GenericList<Job> = {
  path: '/jobs/list',
  searched: 'reference',
  newestBy: 'jobid',
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
  searched: 'name',
  newestBy: null,
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

/** One page of projects, newest first, those whose reference contains the text. Source: docs/platform-api.md#projects. */
export function listProjects(readJson: ReadJson, request: ListRequest): Promise<Page<Project>> {
  return listPage(readJson, request, projects)
}

/** One page of jobs that this account sees, newest first. Source: docs/platform-api.md#jobs. */
export function listJobs(readJson: ReadJson, request: ListRequest): Promise<Page<Job>> {
  return listPage(readJson, request, jobs)
}

/** One page of Flex documents that this account sees, newest first. Source: `api2/finding-documents-flex`. */
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
      ...(search === '' ? {} : { query: `{${list.searched}}.Contains(${quoteText(search)})` }),
      take: rowsPerPage,
      skip: request.skip,
      ...(list.newestBy === null ? {} : { sort: [{ id: list.newestBy, asc: false }] }),
    },
  })
  return { rows: page.rows.flatMap(list.read), received: page.rows.length, total: page.total }
}
