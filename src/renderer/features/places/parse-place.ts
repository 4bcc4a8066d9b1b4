import { toAsciiNumber } from '../../../shared/order/ascii-digits'
import type { PlaceRequest } from '../../../shared/place'

/** Scopes that can be opened. Main applies the same rule, and its check is authoritative. */
const scopePattern = /^(pr|jbs|jbc|flex)([a-z]?\d{1,15})$/i
const classicNumber = /^\d+$/
const maxSegments = 200_000

export type ScopeProblem = 'missing' | 'invalid'

/** Why a token is not a segment id or a range. */
export type TokenReason = 'not-a-number' | 'zero' | 'too-large' | 'range-backwards'

export interface TokenProblem {
  readonly token: string
  readonly reason: TokenReason
}

export type SegmentsProblem =
  | { readonly kind: 'invalid'; readonly tokens: readonly TokenProblem[]; readonly valid: number }
  | { readonly kind: 'too-many'; readonly limit: number }

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

/** The first and last id of a token, or the reason why it is invalid. */
function readToken(token: string): readonly [number, number] | TokenReason {
  const match = /^(\d+)(?:[-–—~〜](\d+))?$/.exec(token)
  if (match === null) return 'not-a-number'
  const first = Number(match[1])
  const last = Number(match[2] ?? match[1])
  if (first < 1 || last < 1) return 'zero'
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last)) return 'too-large'
  return last < first ? 'range-backwards' : [first, last]
}

/**
 * Parses segment ids and ranges (`27665601-27665640`) separated by commas, semicolons, spaces or line breaks. Returns
 * the ids in the typed order without duplicates, or every invalid token with its reason.
 */
export function parseSegmentIds(text: string): readonly number[] | SegmentsProblem {
  const tokens = toAsciiNumber(text)
    .replace(/(\d)\s*([-–—~〜])\s*(?=\d)/g, '$1$2')
    .split(/[\s,;]+/)
    .filter((token) => token !== '')
  const ids = new Set<number>()
  const problems: TokenProblem[] = []
  for (const token of tokens) {
    const read = readToken(token)
    if (typeof read === 'string') {
      problems.push({ token, reason: read })
      continue
    }
    const [first, last] = read
    if (ids.size + (last - first) >= maxSegments) return { kind: 'too-many', limit: maxSegments }
    for (let id = first; id <= last; id += 1) ids.add(id)
  }
  return problems.length > 0 ? { kind: 'invalid', tokens: problems, valid: ids.size } : [...ids]
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
