import { isInJob } from '../assets/asset-context'
import { ApiError, invalidParameter } from '../http/error-bodies'
import { isJsonObject, readInteger, type JsonObject } from '../http/read-json'
import type { Library } from '../store/library'
import type { Job, PlatformDocument, Project, Segment } from '../store/model'

/** The scope object of segment, document and rights calls. See docs/platform-api.md#scopes. */
export type JsonScope =
  | { readonly type: 'Project'; readonly project: Project }
  | { readonly type: 'Job'; readonly project: Project; readonly job: Job }
  | { readonly type: 'DocumentSet'; readonly dsid: number }

function readJob(scope: JsonObject, library: Library): JsonScope {
  const jobid = readInteger(scope['jobid']) ?? -1
  const job = library.job(scope['jobcdyt'] === true, jobid)
  const project = job && library.project(job.pid)
  if (job === undefined || project === undefined) throw new ApiError(`Job ${jobid} does not exist.`)
  return { type: 'Job', project, job }
}

export function readScope(scope: unknown, library: Library): JsonScope {
  if (!isJsonObject(scope)) throw invalidParameter('scope', 'Value is missing.')
  switch (scope['type']) {
    case 'Project': {
      const projectid = readInteger(scope['projectid']) ?? -1
      const project = library.project(projectid)
      if (project === undefined) throw new ApiError(`Project ${projectid} does not exist.`)
      return { type: 'Project', project }
    }
    case 'Job':
      return readJob(scope, library)
    case 'DocumentSet':
    case 'Resource':
      return { type: 'DocumentSet', dsid: readInteger(scope['dsid']) ?? -1 }
    default:
      throw invalidParameter('scope', 'Scope type is not valid.')
  }
}

export function documentsOfScope(scope: JsonScope, library: Library): readonly PlatformDocument[] {
  switch (scope.type) {
    case 'Project':
      return library.documents.filter((document) => document.pid === scope.project.id)
    case 'Job':
      return library.documents.filter((document) => scope.job.documentIds.includes(document.did))
    case 'DocumentSet':
      return library.documents.filter((document) => document.dsid === scope.dsid)
  }
}

export function segmentsOfScope(scope: JsonScope, library: Library): readonly Segment[] {
  const segments = documentsOfScope(scope, library).flatMap((document) => library.segmentsOf(document.did))
  return scope.type === 'Job' ? segments.filter((segment) => isInJob(scope.job, segment)) : segments
}
