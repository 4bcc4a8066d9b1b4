import { describe, expect, it } from 'vitest'
import { findLookAlikes } from './look-alikes'

const found = (...names: readonly string[]) => [...findLookAlikes(names)]

describe('names that look alike', () => {
  it.each([
    ['a Cyrillic letter', 'invoice.pdf', 'inv\u043eice.pdf'],
    ['a Greek letter', 'Atlas.png', '\u0391tlas.png'],
    ['l, I and 1', 'level-l.png', 'level-I.png'],
    ['O and 0', 'O.txt', '0.txt'],
    ['rn and m', 'rnenu.png', 'menu.png'],
    ['full-width letters', 'a.png', '\uff41.png'],
    ['composed and decomposed accents', 'caf\u00e9.png', 'cafe\u0301.png'],
    ['an invisible character', 'a.png', 'a\u200b.png'],
    ['a variation selector', 'a.png', 'a\ufe0f.png'],
    ['mathematical letters', 'note.txt', '\u{1d427}ote.txt'],
    ['a kanji and a kana', '\u30cb.png', '\u4e8c.png'],
  ])('differ by %s', (_what, one, other) => {
    expect(found('z.png', one, other)).toEqual([one, other])
  })

  it('are not those that are equal, or that only share letters', () => {
    expect(found('a.png', 'a.png')).toEqual([])
    expect(found('a.png', 'b.png', 'A.png', 'menu.png', 'memo.png')).toEqual([])
    expect(found('invoice-1.pdf', 'invoice-2.pdf', '\u30cf.png', '\u30d0.png')).toEqual([])
  })

  it('are not compared in a list of more than 5,000 names', () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `file ${String(index)}.png`)
    expect(found(...names.slice(2), 'l.png', 'I.png')).toEqual(['l.png', 'I.png'])
    expect(found(...names, 'l.png', 'I.png')).toEqual([])
  })

  it('are compared by their beginning, however long they are', () => {
    const end = '\u0301'.repeat(200_000)
    expect(found(`l${end}`, `I${end}`, `x${end}`)).toEqual([`l${end}`, `I${end}`])
  })
})
