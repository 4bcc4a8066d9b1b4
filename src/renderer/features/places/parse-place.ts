import { toAsciiNumber } from '../../../shared/order/ascii-digits'
import type { PlaceRequest } from '../../../shared/place'
import { parseSegmentIds, type SegmentsProblem } from '../../lib/segment-ids'

/** Scopes that can be opened. Main applies the same rule, and its check is authoritative. */
const scopePattern = /^(pr|jbs|jbc|flex)([a-z]?\d{1,15})$/i
const classicNumber = /^\d+$/

export type ScopeProblem = 'missing' | 'invalid'

export type ParsedPlace =
  | { readonly ok: true; readonly place: PlaceRequest }
  | { readonly ok: false; readonly scope: ScopeProblem | null; readonly segments: SegmentsProblem | null }

function parseScope(text: string): { readonly scope: string } | ScopeProblem {
  const typed = toAsciiNumber(text).trim()
  if (typed === '') return 'missing'
  const match = scopePattern.exec(typed)
  if (match === null) return 'invalid'
  const [, prefix = '', number = ''] = match
  const family = prefix.toLowerCase()
  if (family !== 'flex' && !classicNumber.test(number)) return 'invalid'
  return { scope: `${family}${number}` }
}

function isProblem(parsed: readonly number[] | SegmentsProblem): parsed is SegmentsProblem {
  return 'kind' in parsed
}

/** The place with all segments of a scope. Its name is unknown, so the scope is used as the name. */
function wholePlace(scope: string): PlaceRequest {
  const number = scope.replace(/^[a-z]+/, '')
  if (scope.startsWith('pr')) return { kind: 'project', projectId: Number(number), projectName: scope }
  if (scope.startsWith('jb'))
    return { kind: 'job', scope, jobName: scope, projectName: null, sourceLanguage: null }
  const unknown = { documentId: null, documentSegments: null, projectId: null, projectName: null }
  const flexId = scope.slice('flex'.length)
  return { kind: 'flex', flexId, documentName: scope, ...unknown, sourceLanguage: null }
}

/** Parses a place as typed; without ids it is the whole scope. */
export function parsePlace(scopeText: string, segmentsText: string): ParsedPlace {
  const scope = parseScope(scopeText)
  const segmentIds = parseSegmentIds(segmentsText)
  if (typeof scope === 'string' || isProblem(segmentIds)) {
    const segments = isProblem(segmentIds) ? segmentIds : null
    return { ok: false, scope: typeof scope === 'string' ? scope : null, segments }
  }
  if (segmentIds.length === 0) return { ok: true, place: wholePlace(scope.scope) }
  return { ok: true, place: { kind: 'segments', scope: scope.scope, segmentIds } }
}
