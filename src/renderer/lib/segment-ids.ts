import { toAsciiNumber } from '../../shared/order/ascii-digits'

/** Limits what a typing error in a range can allocate. */
const maxSegments = 200_000

/** Why a token is not a segment id or a range. */
export type TokenReason = 'not-a-number' | 'zero' | 'too-large' | 'range-backwards'

export interface TokenProblem {
  readonly token: string
  readonly reason: TokenReason
}

export type SegmentsProblem =
  | { readonly kind: 'invalid'; readonly tokens: readonly TokenProblem[]; readonly valid: number }
  | { readonly kind: 'too-many'; readonly limit: number; readonly token: string }

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
    if (ids.size + (last - first) >= maxSegments) return { kind: 'too-many', limit: maxSegments, token }
    for (let id = first; id <= last; id += 1) ids.add(id)
  }
  return problems.length > 0 ? { kind: 'invalid', tokens: problems, valid: ids.size } : [...ids]
}
