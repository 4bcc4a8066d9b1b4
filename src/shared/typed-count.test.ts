import { describe, expect, it } from 'vitest'
import { isCountTyped } from './typed-count'

describe('isCountTyped', () => {
  it.each([
    '1234',
    ' 1234 ',
    '1,234',
    '1.234',
    '1\u202f234',
    '1\u00a0234',
    '１２３４',
    '١٢٣٤',
    '१२३४',
    '𝟙𝟚𝟛𝟜',
    '1’234',
  ])('accepts %s for 1234', (typed) => {
    expect(isCountTyped(typed, 1_234)).toBe(true)
  })

  it.each(['', '123', '12345', '-1234', '1234a', '0x4d2', '1e3', '01234', '١٢٣'])(
    'does not accept %s for 1234',
    (typed) => {
      expect(isCountTyped(typed, 1_234)).toBe(false)
    },
  )

  it('accepts anything if there is no number to type', () => {
    expect(isCountTyped('', null)).toBe(true)
  })

  it('reads every digit of every script', () => {
    for (const zero of [0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0xe50, 0x1040, 0xff10, 0x1d7ce, 0x1d7d8, 0x1d7f6])
      for (let digit = 1; digit <= 9; digit += 1)
        expect(isCountTyped(String.fromCodePoint(zero + digit), digit)).toBe(true)
  })
})
