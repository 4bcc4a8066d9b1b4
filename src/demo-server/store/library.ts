import type { Job, PlatformDocument, Project, Segment } from './model'
import type { DocumentSpec, JobSpec, ProjectSpec, SeedSpec, SegmentSpec } from './seed-spec'

const seedDate = '2025-11-03T09:15:00.0000000Z'

/** The read-only part of the platform: projects, documents, jobs and segments. */
export interface Library {
  readonly projects: readonly Project[]
  readonly documents: readonly PlatformDocument[]
  readonly jobs: readonly Job[]
  project(id: number): Project | undefined
  document(did: number): PlatformDocument | undefined
  /** By Flex id, or by the plain document id of a Flex document. */
  flexDocument(id: string): PlatformDocument | undefined
  job(isCodyt: boolean, jobid: number): Job | undefined
  segment(sid: number): Segment | undefined
  segmentsOf(did: number): readonly Segment[]
}

function projectFromSpec(spec: ProjectSpec): Project {
  return {
    id: spec.id,
    reference: spec.reference ?? `Project ${spec.id}`,
    client: spec.client ?? 'In-house',
    status: spec.status ?? 0,
    isCodyt: spec.isCodyt ?? false,
    locales: spec.locales ?? ['en', 'de', 'fr', 'ja'],
    manager: spec.manager ?? 'Demo manager',
    received: spec.received ?? seedDate,
    deadline: spec.deadline ?? null,
    instructions: spec.instructions ?? '',
  }
}

function documentFromSpec(spec: DocumentSpec): PlatformDocument {
  return {
    did: spec.did,
    dsid: spec.dsid ?? spec.did + 1000,
    pid: spec.pid,
    name: spec.name ?? `document ${spec.did}.docx`,
    domain: spec.domain ?? 'WORD',
    changed: spec.changed ?? seedDate,
    flexId: spec.flexId ?? null,
  }
}

function jobFromSpec(spec: JobSpec, documents: readonly PlatformDocument[]): Job {
  const [, letter, number] = /^([sc])(\d+)$/.exec(spec.id) ?? []
  if (letter === undefined) throw new Error(`Expected a job id such as s773 or c2002, got ${spec.id}`)
  const projectDocumentIds = documents
    .filter((document) => document.pid === spec.pid)
    .map((document) => document.did)
  return {
    id: spec.id,
    jobid: Number(number),
    isCodyt: letter === 'c',
    pid: spec.pid,
    reference: spec.reference ?? `Job ${spec.id}`,
    target: spec.target ?? 'de',
    task: spec.task ?? 'TR',
    status: spec.status ?? 5,
    deadline: spec.deadline ?? null,
    documentIds: spec.documentIds ?? projectDocumentIds,
    paragraphs: spec.paragraphs ?? { first: 1, last: Number.MAX_SAFE_INTEGER },
  }
}

function segmentsByDocument(specs: readonly SegmentSpec[]): Map<number, Segment[]> {
  const byDocument = new Map<number, Segment[]>()
  for (const spec of specs) {
    const siblings = byDocument.get(spec.did) ?? []
    byDocument.set(spec.did, siblings)
    siblings.push({
      sid: spec.sid,
      did: spec.did,
      bsid: spec.bsid ?? (siblings.at(-1)?.bsid ?? 0) + 1,
      bssid: spec.bssid ?? 0,
      ctx: spec.ctx ?? '',
      texts: spec.texts ?? {},
    })
  }
  return byDocument
}

export function createLibrary(spec: SeedSpec): Library {
  const projects = (spec.projects ?? []).map(projectFromSpec)
  const documents = (spec.documents ?? []).map(documentFromSpec)
  const jobs = (spec.jobs ?? []).map((jobSpec) => jobFromSpec(jobSpec, documents))
  const byDocument = segmentsByDocument(spec.segments ?? [])
  const segments = new Map([...byDocument.values()].flat().map((segment) => [segment.sid, segment]))
  const documentsById = new Map(documents.map((document) => [document.did, document]))
  return {
    projects,
    documents,
    jobs,
    project: (id) => projects.find((project) => project.id === id),
    document: (did) => documentsById.get(did),
    flexDocument: (id) =>
      documents.find(({ flexId, did }) => flexId !== null && (flexId === id || String(did) === id)),
    job: (isCodyt, jobid) => jobs.find((job) => job.isCodyt === isCodyt && job.jobid === jobid),
    segment: (sid) => segments.get(sid),
    segmentsOf: (did) => byDocument.get(did) ?? [],
  }
}
