import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldText } from './fold-text'

describe('foldText', () => {
  it.each([
    ['accents of Latin letters', 'Éclair Ñandú Çelik Ångström', 'eclair nandu celik angstrom'],
    ['accents of Greek letters', 'Άλφα ΐ ᾧ', 'αλφα ι ω'],
    ['accents of Cyrillic letters', 'Ёлка Київ', 'елка киів'],
    ['composed and decomposed text', 'e\u0301', 'é'],
    ['full-width letters and digits', 'Ｉｎｖｏｉｃｅ３０．ｐｄｆ', 'invoice30.pdf'],
    ['half-width kana, with voicing', 'ﾊﾟｿｺﾝ ｶﾞｲﾄﾞ', 'パソコン ガイド'],
    ['ligatures', 'ﬁle oﬃce', 'file office'],
    ['sharp s', 'STRASSE straße STRAẞE', 'strasse strasse strasse'],
    ['strokes', 'Łódź Øresund Đorđe', 'lodz oresund dorde'],
    ['dotless and dotted i', 'IĞDIR İzmir ısı', 'igdir izmir isi'],
    ['final sigma', 'ΟΔΟΣ', 'οδοσ'],
    ['both slashes, also full width', 'ui\\a／b＼c', 'ui/a/b/c'],
    ['Arabic presentation forms', 'ﻛﺘﺎﺏ', 'كتاب'],
    ['Korean as macOS writes it', '한글'.normalize('NFD'), '한글'],
  ])('folds %s', (_, text, folded) => {
    expect(foldText(text)).toBe(foldText(folded))
  })

  it.each([
    ['kana voicing', 'パ', 'ハ'],
    ['kana voicing', 'バ', 'ハ'],
    ['kana voicing', 'ガ', 'カ'],
    ['half-width kana voicing', 'ﾊﾞ', 'ﾊ'],
    ['Thai vowels', 'ที่', 'ทา'],
    ['Thai tones', 'ข้าว', 'ขาว'],
    ['Hindi vowels', 'कि', 'क'],
    ['Hindi vowels', 'की', 'कि'],
    ['Tamil vowels', 'கி', 'க'],
    ['Hebrew points', 'שָׁלוֹם', 'שלום'],
    ['Arabic vowels', 'عِلم', 'علم'],
    ['Arabic hamza', 'أمل', 'امل'],
  ])('distinguishes %s: %s, %s', (_, one, other) => {
    expect(foldText(one)).not.toBe(foldText(other))
  })

  it.each(['\u0e34', '\u093f', '\u064e', '\u05b8', '\u3099', '\u0301', 'ﾞ', '´'])(
    'a lone mark stays: %j',
    (mark) => {
      expect(foldText(mark)).not.toBe('')
      for (const text of ['abc', 'パス', 'ไทย', 'a\u0301'])
        expect(foldText(text)).not.toContain(foldText(mark))
    },
  )

  it('folds each text and the same text in another case or composition alike', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...Array.from('aéÅøßſßıİςΣйЁ한글パﾊﾟＡﬁ/\\ ')),
      maxLength: 20,
    })
    fc.assert(
      fc.property(letters, (text) => {
        const folded = foldText(text)
        expect(foldText(text.normalize('NFD'))).toBe(folded)
        expect(foldText(text.toUpperCase())).toBe(folded)
        expect(foldText(folded)).toBe(folded)
      }),
    )
  })

  it.each([
    ['accents', 'a' + '\u0301'.repeat(50_000)],
    ['marks without a letter', '\u0301'.repeat(50_000)],
    ['marks to be sorted', 'a' + '\u0301\u0316'.repeat(100_000)],
    ['marks of another script', '\u093f'.repeat(50_000)],
    ['letters that decompose', 'ﷺ'.repeat(50_000)],
  ])('takes time in proportion to the length: %s', (_, text) => {
    const start = performance.now()
    foldText(text)
    // In quadratic time it would take ten seconds.
    expect(performance.now() - start).toBeLessThan(1_500)
  })
})
