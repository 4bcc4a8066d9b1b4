import type { PlaceRequest } from '../../../shared/place'

/** Scopes that can be opened; the same rule as main's own, which decides. */
const SCOPE = /^(pr|jbs|jbc|flex)([a-z]?\d{1,15})$/i
const CLASSIC_NUMBER = /^\d+$/
const MOST_SEGMENTS = 200_000

export type ScopeProblem = 'missing' | 'invalid'
export type SegmentsProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'invalid'; readonly token: string }
  | { readonly kind: 'too-many'; readonly limit: number }

export type ParsedPlace =
  | { readonly ok: true; readonly place: PlaceRequest }
  | { readonly ok: false; readonly scope: ScopeProblem | null; readonly segments: SegmentsProblem | null }

function parseScope(text: string): { readonly scope: string } | ScopeProblem {
  const typed = text.trim()
  if (typed === '') return 'missing'
  const match = SCOPE.exec(typed)
  if (match === null) return 'invalid'
  const [, prefix = '', number = ''] = match
  const family = prefix.toLowerCase()
  if (family !== 'flex' && !CLASSIC_NUMBER.test(number)) return 'invalid'
  return { scope: `${family}${number}` }
}

/** Segment ids parted by commas, semicolons, spaces or line breaks, in the order typed, each once. */
export function parseSegmentIds(text: string): readonly number[] | SegmentsProblem {
  const tokens = text.split(/[\s,;]+/).filter((token) => token !== '')
  if (tokens.length === 0) return { kind: 'missing' }
  const ids = new Set<number>()
  for (const token of tokens) {
    const id = /^\d+$/.test(token) ? Number(token) : 0
    if (id < 1 || !Number.isSafeInteger(id)) return { kind: 'invalid', token }
    ids.add(id)
  }
  return ids.size > MOST_SEGMENTS ? { kind: 'too-many', limit: MOST_SEGMENTS } : [...ids]
}

function isProblem(parsed: readonly number[] | SegmentsProblem): parsed is SegmentsProblem {
  return 'kind' in parsed
}

export function parsePlace(scopeText: string, segmentsText: string): ParsedPlace {
  const scope = parseScope(scopeText)
  const segmentIds = parseSegmentIds(segmentsText)
  if (typeof scope === 'string' || isProblem(segmentIds)) {
    const segments = isProblem(segmentIds) ? segmentIds : null
    return { ok: false, scope: typeof scope === 'string' ? scope : null, segments }
  }
  return { ok: true, place: { kind: 'segments', scope: scope.scope, segmentIds } }
}
