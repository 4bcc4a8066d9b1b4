import type { Handler } from '../http/call-context'
import { ApiError } from '../http/error-bodies'
import { readInteger } from '../http/read-json'
import { jsonReply } from '../http/reply'
import { readBody } from '../lists/generic-list'
import { toWireRights } from './rights'
import { readScope, segmentsOfScope } from './json-scope'
import { toWireResult } from './search-segments'
import { toWireColumns } from './segment-wire'

/**
 * One segment of a scope. An id outside the scope is an error here, which is not documented. See
 * docs/platform-api.md#segment-search.
 */
export const segmentItem: Handler = async (call) => {
  const { platform } = call
  const body = await readBody(call)
  const scope = readScope(body['scope'], platform.library)
  const sid = readInteger(call.param('segmentid'))
  const segment = segmentsOfScope(scope, platform.library).find((candidate) => candidate.sid === sid)
  if (segment === undefined) throw new ApiError(`Segment ${call.param('segmentid')} does not exist.`)
  const locales = scope.type === 'DocumentSet' ? Object.keys(segment.texts) : scope.project.locales
  return jsonReply({
    result: toWireResult([segment], locales, platform),
    layout: body['includeLayout'] === true ? { columns: toWireColumns(locales) } : null,
    rights: body['includeRights'] === true ? toWireRights(body['scope'], scope) : null,
  })
}
