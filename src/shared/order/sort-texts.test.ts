import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortNaturally } from './natural-ranks'
import { foldText } from './fold-text'
import { sortTexts } from './sort-texts'

function codesOf(texts: readonly string[]) {
  const starts = new Uint32Array(texts.length + 1)
  texts.forEach((text, index) => {
    starts[index + 1] = (starts[index] ?? 0) + text.length
  })
  const joined = texts.join('')
  return { starts, codes: Uint16Array.from({ length: joined.length }, (_, at) => joined.charCodeAt(at)) }
}

/** Few letters and long runs of equal ones, so that texts begin alike, begin one another and are equal. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '0', '1', '\u0000', '\uffff'), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
)

describe('sortTexts', () => {
  it('orders as the comparison of texts does, equal ones by the tie, for any texts', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 200 }), (texts) => {
        const expected = texts
          .map((_, index) => index)
          .sort((a, b) => {
            const [one = '', other = ''] = [texts[a], texts[b]]
            if (one === other) return b - a
            return one < other ? -1 : 1
          })
        expect([...sortTexts(codesOf(texts), (a, b) => b - a)]).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  it('orders 50,000 equal texts, and as many that come in order', () => {
    const equal = Array.from({ length: 50_000 }, () => 'the same')
    expect(sortTexts(codesOf(equal), (a, b) => a - b)[49_999]).toBe(49_999)
    const rising = equal.map((_, index) => String(index).padStart(6, '0'))
    expect([...sortTexts(codesOf(rising), (a, b) => a - b)]).toEqual([...rising.keys()])
  })
})

/** The order by what it means: digits as numbers, everything else by its letters. */
function naturally(a: string, b: string): number {
  const parts = (value: string): string[] => value.match(/\d+|\D/gu) ?? []
  const [ones, others] = [parts(a), parts(b)]
  for (let at = 0; at < Math.max(ones.length, others.length); at += 1) {
    const [one, other] = [ones[at], others[at]]
    if (one === undefined) return -1
    if (other === undefined) return 1
    const areNumbers = /\d/.test(one) && /\d/.test(other)
    if (areNumbers && BigInt(one) !== BigInt(other)) return BigInt(one) < BigInt(other) ? -1 : 1
    if (!areNumbers && one !== other) return one < other ? -1 : 1
  }
  return 0
}

describe('orderNaturally', () => {
  it('takes runs of digits for numbers of any length, for any names of letters and digits', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '.', '0', '1', '2', '9'),
      minLength: 1,
      maxLength: 24,
    })
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 60 }), (names) => {
        const order = sortNaturally({ texts: names, folded: names.map(foldText) })
        const ordered = [...order].map((index) => names[index] ?? '')
        ordered.forEach((each, at) => {
          if (at > 0) expect(naturally(ordered[at - 1] ?? '', each)).toBeLessThanOrEqual(0)
        })
      }),
      { numRuns: 300 },
    )
  })
})
