import type { Handler } from '../http/call-context'
import { jsonReply } from '../http/reply'
import { readBody } from '../lists/generic-list'
import { languageName } from '../lists/languages'
import { readScope, type JsonScope } from './json-scope'

function localesOf(scope: JsonScope): readonly string[] {
  switch (scope.type) {
    case 'Project':
      return scope.project.locales
    case 'Job':
      return [scope.project.locales[0] ?? 'en', scope.job.target]
    case 'DocumentSet':
      return ['en']
  }
}

function propertiesOf(scope: JsonScope) {
  switch (scope.type) {
    case 'Project':
      return { name: scope.project.reference, title: scope.project.reference, status: scope.project.status }
    case 'Job': {
      const { job, project } = scope
      return {
        name: job.reference,
        title: job.reference,
        status: job.status,
        task: job.task,
        pid: project.id,
        pname: project.reference,
        branchLocale: '',
      }
    }
    case 'DocumentSet':
      return { name: `Resource ${scope.dsid}`, title: `Resource ${scope.dsid}`, dsid: scope.dsid, status: 0 }
  }
}

/** The rights object, which does not mention reference material. See docs/platform-api.md#scopes. */
export function toWireRights(requestedScope: unknown, scope: JsonScope) {
  return {
    scope: requestedScope,
    properties: propertiesOf(scope),
    hasFiles: true,
    hasSingleFile: false,
    locales: localesOf(scope).map((loc, index) => ({
      loc,
      name: languageName(loc),
      issrc: index === 0,
      istrg: index > 0,
      isadd: false,
      canEdit: true,
      loc_rtl: loc === 'ar',
    })),
    labels: [],
    cf: [],
  }
}

/** The body of this call is the scope itself. */
export const segmentRights: Handler = async (call) => {
  const body = await readBody(call)
  return jsonReply(toWireRights(body, readScope(body, call.platform.library)))
}
