import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileText } from '../../testing/hostile-names'
import { describeRuns, randomRuns } from '../../testing/random-runs'
import { foldWidely } from './wide-path'
import { normalizeComposed } from './normalize-composed'

const allMarks = Array.from({ length: 0x110000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .filter(
    (character) => /[\p{M}\uff9e\uff9f]/u.test(character) || /^\p{M}/u.test(character.normalize('NFKD')),
  )

const anyMark = fc.constantFrom(...allMarks)
const runs = randomRuns(20_000)

describe('normalizeComposed', () => {
  it(`is NFKC for long runs of any marks, over ${describeRuns(runs, 'texts')}`, () => {
    const longRun = fc.array(anyMark, { minLength: 31, maxLength: 80 }).map((marks) => marks.join(''))
    const part = fc.oneof(
      longRun,
      hostileText,
      fc.constantFrom('e', 'é', 'ﾊ', 'ᾳ', '\u0f73', '가', 'ﬁ', '\ud800'),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const text = parts.join('')
        expect(normalizeComposed(text)).toBe(text.normalize('NFKC'))
      }),
      runs,
    )
  })

  it('is NFKC for each mark in the middle of a long run', () => {
    const [before, after] = ['\u0301\u0316\u0345\u0f71\u3099'.repeat(7), '\u05b0\u0334'.repeat(20)]
    for (const mark of allMarks) {
      const text = `α${before}${mark}${after}`
      expect(normalizeComposed(text)).toBe(text.normalize('NFKC'))
    }
  })

  it('lets the folding of a name treat any order of many marks as one', () => {
    const [low, high] = ['\u0316'.repeat(5_000), '\u0301'.repeat(5_000)]
    expect(foldWidely(`É${low}${high}`)).toBe(foldWidely(`e${'\u0301\u0316'.repeat(5_000)}\u0301`))
    expect(foldWidely(`e${high}`)).not.toBe(foldWidely(`e${high}\u0301`))
  })
})
