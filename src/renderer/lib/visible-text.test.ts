import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toVisiblePieces, visibleText } from './visible-text'

describe('visibleText', () => {
  it('leaves ordinary names of any script alone', () => {
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

  it('shows what would reorder the text around it', () => {
    expect(visibleText('invoice\u202egnp.exe')).toBe('invoiceU+202Egnp.exe')
  })

  it('names control characters, so that a line break is no line', () => {
    expect(visibleText('a\nb\tc\0d')).toBe('aLFbTABcNULd')
  })

  it('shows spaces at the ends, where nobody would see them', () => {
    expect(visibleText(' a b  ')).toBe('␣a b␣␣')
  })

  it('shows invisible characters and lone surrogates', () => {
    expect(visibleText('a\u200bb\ufeffc\ud800d')).toBe('aU+200BbU+FEFFcU+D800d')
  })

  it('shows a joiner beside ASCII, where no script needs it', () => {
    expect(visibleText('a\u200d.png')).toBe('aU+200D.png')
  })
})

describe('visiblePieces', () => {
  it('loses nothing: joined, the pieces are the text', () => {
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
})
