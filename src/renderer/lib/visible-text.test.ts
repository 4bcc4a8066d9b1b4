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

  it.each([
    ['variation selector 1', '\ufe00'],
    ['variation selector 16 after a letter', '\ufe0f'],
    ['ideographic variation selector', '\u{e0100}'],
    ['Mongolian free variation selector', '\u180b'],
    ['Mongolian vowel separator', '\u180e'],
    ['unassigned default-ignorable', '\ufff0'],
    ['musical begin beam', '\u{1d173}'],
    ['shorthand format control', '\u{1bca0}'],
    ['Hangul filler', '\u3164'],
    ['braille blank', '\u2800'],
    ['no-break space', '\u00a0'],
    ['narrow no-break space', '\u202f'],
    ['ideographic space', '\u3000'],
    ['hair space', '\u200a'],
    ['Ogham space', '\u1680'],
    ['Khitan filler', '\u{16fe4}'],
    ['null notehead', '\u{1d159}'],
    ['tag', '\u{e0069}'],
    ['word joiner', '\u2060'],
    ['grapheme joiner', '\u034f'],
    ['private use', '\ue000'],
    ['noncharacter', '\ufdd0'],
    ['annotation anchor', '\ufff9'],
  ])('shows a %s anywhere in a name', (_, character) => {
    const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    for (const name of [`${character}invoice.pdf`, `inv${character}oice.pdf`, `invoice.pdf${character}`])
      expect(visibleText(name)).toBe(name.replace(character, code))
  })

  it('shows every default-ignorable character between letters of one script', () => {
    const ignorable = /\p{Default_Ignorable_Code_Point}/u
    const missed: string[] = []
    for (let code = 0x80; code <= 0x10_ffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const character = String.fromCodePoint(code)
      if (!ignorable.test(character)) continue
      for (const [before, after] of ['ab', 'éé', 'аб', '日本', 'ひひ', '가가'].map(
        ([one = '', other = '']) => [one, other],
      ))
        if (visibleText(`${before ?? ''}${character}${after ?? ''}`).includes(character))
          missed.push(code.toString(16))
    }
    expect(missed).toEqual([])
  })

  it('keeps joiners and selectors where scripts and emoji need them', () => {
    for (const name of [
      'می\u200cخواهم.txt',
      'क्\u200dष.txt',
      '❤\ufe0f.png',
      '👁\ufe0f\u200d🗨\ufe0f.png',
      '1\ufe0f\u20e3.png',
      '👩🏽\u200d🚀.png',
    ])
      expect(visibleText(name)).toBe(name)
  })

  it('keeps spaces of other widths in prose', () => {
    expect(visibleText('Prix\u00a0: 5\u202f€\u3000', true)).toBe('Prix\u00a0: 5\u202f€\u3000')
    expect(visibleText('a\u200bb', true)).toBe('aU+200Bb')
  })

  it('takes time in proportion to the length', () => {
    const time = (text: string): number => {
      const start = performance.now()
      visibleText(text)
      return performance.now() - start
    }
    for (const unit of [' ', '\u200d', '\ufe0f', 'é', '👩\ufe0f'])
      expect(time(`a${unit.repeat(200_000)}b`)).toBeLessThan(2_000)
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
