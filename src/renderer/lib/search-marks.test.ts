import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from '../../shared/order/fold-text'
import { findMarks, marksWithin, splitAtMarks } from './search-marks'

/** What is marked, joined by bars. */
function found(text: string, search: string): string {
  return splitAtMarks(text, findMarks(text, foldText(search)))
    .filter(({ isMarked }) => isMarked)
    .map((piece) => piece.text)
    .join('|')
}

describe('findMarks', () => {
  it.each([
    ['Banana.png', 'an', 'an|an'],
    ['Éclair.png', 'ecl', 'Écl'],
    ['E\u0301clair.png', 'ec', 'E\u0301c'],
    ['Straße.pdf', 'sse', 'ße'],
    ['Straße.pdf', 's', 'S|ß'],
    ['Ｉｎｖｏｉｃｅ.pdf', 'voice', 'ｖｏｉｃｅ'],
    ['ﾊﾟｽ.png', 'パス', 'ﾊﾟｽ'],
    ['ﾊﾟｽ.png', 'ハ', ''],
    ['oﬃce.doc', 'fi', 'ﬃ'],
    ['ถนนที่.png', 'นที่', 'นที่'],
    ['👩‍👩‍👧 Łódź.png', 'lodz', 'Łódź'],
    ['a.png', '', ''],
    ['a.png', 'x', ''],
  ])('in %s, %s marks %j', (text, search, marked) => {
    expect(found(text, search)).toBe(marked)
  })

  it('marks whole characters that match, and leaves the text unchanged', () => {
    const unit = fc.constantFrom(...Array.from('abÉ\u0301ßﬁパﾊﾟกิ👩한I/ '))
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 16 }), fc.string({ unit, maxLength: 3 }), (text, search) => {
        const needle = foldText(search)
        const pieces = splitAtMarks(text, findMarks(text, needle))
        expect(pieces.map((piece) => piece.text).join('')).toBe(text)
        for (const { isMarked, text: piece } of pieces)
          if (isMarked) expect(foldText(piece)).toContain(needle)
      }),
    )
  })

  it('marks a text of 200,000 characters', () => {
    const start = performance.now()
    expect(findMarks('aé'.repeat(100_000), 'ae')).toHaveLength(100_000)
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})

describe('marksWithin', () => {
  it('divides a mark that spans two parts', () => {
    const marks = findMarks('ui/home.png', 'i/ho')
    expect(marksWithin(marks, { start: 0, end: 2 })).toEqual([{ start: 1, end: 2 }])
    expect(marksWithin(marks, { start: 3, end: 11 })).toEqual([{ start: 0, end: 2 }])
  })
})
