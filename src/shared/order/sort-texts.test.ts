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
  return {
    starts,
    codes: Uint16Array.from({ length: joined.length }, (_, index) => joined.charCodeAt(index)),
  }
}

/** Few distinct letters, so that texts often share a start, are prefixes of each other or are equal. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '0', '1', '\u0000', '\uffff'), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
)

describe('sortTexts', () => {
  it('sorts any texts like a comparison sort, and equal texts by the tie', () => {
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

  it('sorts 50,000 equal texts, and 50,000 presorted ones', () => {
    const equal = Array.from({ length: 50_000 }, () => 'the same')
    expect(sortTexts(codesOf(equal), (a, b) => a - b)[49_999]).toBe(49_999)
    const presorted = equal.map((_, index) => String(index).padStart(6, '0'))
    expect([...sortTexts(codesOf(presorted), (a, b) => a - b)]).toEqual([...presorted.keys()])
  })
})

/** Reference implementation: compares digits as numbers and everything else by letters. */
function compareNaturally(a: string, b: string): number {
  const parts = (value: string): string[] => value.match(/\d+|\D/gu) ?? []
  const [ones, others] = [parts(a), parts(b)]
  for (let index = 0; index < Math.max(ones.length, others.length); index += 1) {
    const [one, other] = [ones[index], others[index]]
    if (one === undefined) return -1
    if (other === undefined) return 1
    const areNumbers = /\d/.test(one) && /\d/.test(other)
    if (areNumbers && BigInt(one) !== BigInt(other)) return BigInt(one) < BigInt(other) ? -1 : 1
    if (!areNumbers && one !== other) return one < other ? -1 : 1
  }
  return 0
}

describe('sortNaturally', () => {
  it('treats runs of digits as numbers of any length', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'b', ' ', '.', '0', '1', '2', '9'),
      minLength: 1,
      maxLength: 24,
    })
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 60 }), (names) => {
        const order = sortNaturally({ texts: names, folded: names.map(foldText) })
        const ordered = [...order].map((index) => names[index] ?? '')
        ordered.forEach((current, index) => {
          if (index > 0) expect(compareNaturally(ordered[index - 1] ?? '', current)).toBeLessThanOrEqual(0)
        })
      }),
      { numRuns: 300 },
    )
  })
})
