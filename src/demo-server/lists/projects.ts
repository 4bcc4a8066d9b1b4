import type { CallContext, Handler } from '../http/call-context'
import { ApiError } from '../http/error-bodies'
import { readInteger } from '../http/read-json'
import { jsonReply } from '../http/reply'
import type { Project } from '../store/model'
import { languageName } from './languages'

/** By status code. See docs/platform-api.md#projects. */
const statusTexts: Readonly<Record<number, string>> = {
  0: 'In progress',
  1: 'Completed',
  2: 'Preparing',
  3: 'Waiting',
  4: 'Archived',
  10: 'Cancelled',
  11: 'Deletion pending',
}

function projectRow(project: Project) {
  const [src = 'en'] = project.locales
  return {
    id: project.id,
    reference: project.reference,
    client: project.client,
    status: project.status,
    statust: statusTexts[project.status] ?? '',
    iscodyt: project.isCodyt,
    iscodytt: project.isCodyt ? 'Codyt' : 'Standard',
    src,
    srct: languageName(src),
    deadline: project.deadline,
    dtreceived: project.received,
    dtinprogress: project.received,
    dtcompletion: project.status === 1 ? project.deadline : null,
    dtarchival: null,
    comments: '',
    instructions: project.instructions,
    managernm: project.manager,
  }
}

export const projectRows = ({ platform }: CallContext) => platform.library.projects.map(projectRow)

export function toWireLocales(project: Project) {
  return project.locales.map((locale, index) => ({ v: locale, t: languageName(locale), src: index === 0 }))
}

/** `GET projects/{id}/locales`, which returns a bare array. */
export const projectLocales: Handler = ({ platform, param }) => {
  const project = platform.library.project(readInteger(param('id')) ?? -1)
  if (project === undefined) throw new ApiError(`Project ${param('id')} does not exist.`)
  return jsonReply(toWireLocales(project))
}
