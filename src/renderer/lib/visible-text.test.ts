import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toVisiblePieces, visibleText } from './visible-text'

describe('visibleText', () => {
  it('leaves ordinary names in any script unchanged', () => {
    for (const name of [
      'pexels-gons3.jpg',
      'Überblick (2).pdf',
      '截图 下午.png',
      'صورة.png',
      'प्रोजेक्ट.txt',
      '👩‍👩‍👧.png',
    ]) {
      expect(visibleText(name)).toBe(name)
    }
  })

  it('shows characters that would reorder the surrounding text', () => {
    expect(visibleText('invoice\u202egnp.exe')).toBe('invoiceU+202Egnp.exe')
  })

  it('shows control characters by name, so that a line break does not break the line', () => {
    expect(visibleText('a\nb\tc\0d')).toBe('aLFbTABcNULd')
  })

  it('shows leading and trailing spaces', () => {
    expect(visibleText(' a b  ')).toBe('␣a b␣␣')
  })

  it('shows invisible characters and lone surrogates', () => {
    expect(visibleText('a\u200bb\ufeffc\ud800d')).toBe('aU+200BbU+FEFFcU+D800d')
  })

  it('shows a joiner next to ASCII, where no script needs it', () => {
    expect(visibleText('a\u200d.png')).toBe('aU+200D.png')
  })
})

describe('toVisiblePieces', () => {
  it('returns pieces that join to the original text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          toVisiblePieces(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  it.each([
    ['blanks inside', `a${' '.repeat(300_000)}b`],
    ['hidden characters', '\u200b'.repeat(300_000)],
    ['joiners', 'a\u200d'.repeat(150_000)],
  ])('takes time in proportion to the length: %s', (_, text) => {
    const start = performance.now()
    toVisiblePieces(text)
    expect(performance.now() - start).toBeLessThan(1_500)
  })
})
