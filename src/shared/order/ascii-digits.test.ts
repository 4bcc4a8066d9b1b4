import { describe, expect, it } from 'vitest'
import { toAsciiDigits, toAsciiNumber } from './ascii-digits'

describe('toAsciiDigits', () => {
  it.each([
    ['full width', '０１２３４５６７８９'],
    ['Arabic', '٠١٢٣٤٥٦٧٨٩'],
    ['Persian', '۰۱۲۳۴۵۶۷۸۹'],
    ['Devanagari', '०१२३४५६७८९'],
    ['Thai', '๐๑๒๓๔๕๖๗๘๙'],
    ['mathematical bold, above the basic plane', '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗'],
    ['mathematical monospace, whose row follows others', '𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿'],
    ['ASCII', '0123456789'],
  ])('reads digits: %s', (_, digits) => {
    expect(toAsciiDigits(digits)).toBe('0123456789')
  })

  it('gives every decimal digit of Unicode its value', () => {
    const digits = Array.from({ length: 0x11_0000 }, (_, code) => code)
      .filter((code) => code < 0xd8_00 || code > 0xdf_ff)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /\p{Nd}/u.test(character))
    expect(digits.length % 10).toBe(0)
    expect(toAsciiDigits(digits.join(''))).toBe('0123456789'.repeat(digits.length / 10))
  })

  it('leaves numbers that have no decimal digits', () => {
    expect(toAsciiDigits('10² ½ Ⅷ 三')).toBe('10² ½ Ⅷ 三')
  })
})

describe('toAsciiNumber', () => {
  it.each([
    ['１，０００', '1,000'],
    ['٣٠٫٥', '30.5'],
    ['１５　ＭＢ', '15　MB'],
    ['２７６６５６０１、２７６６５６０２', '27665601,27665602'],
    ['ｐｒ７２１４', 'pr7214'],
  ])('reads %j as %j', (typed, ascii) => {
    expect(toAsciiNumber(typed)).toBe(ascii)
  })
})
