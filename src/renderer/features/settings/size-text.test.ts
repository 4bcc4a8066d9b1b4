import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxSettings } from '../../../shared/settings'
import { parseCountSetting, parseSizeSetting, splitSize } from './size-text'

const max = maxSettings.binBytes
const gibibyte = 1024 ** 3

describe('a size', () => {
  it.each([
    [2 * gibibyte, '2', 'GiB'],
    [1.5 * gibibyte, '1.5', 'GiB'],
    [500 * 1024 ** 2, '500', 'MiB'],
    [1024 * gibibyte, '1', 'TiB'],
  ])('of %i bytes is shown as %s %s and parses back', (bytes, text, unit) => {
    expect(splitSize(bytes, '.')).toEqual({ text, unit })
    expect(parseSizeSetting(text, unit, { max, decimalSeparator: '.' })).toBe(bytes)
  })

  it('loses no more than its hidden decimals when it is parsed back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1024 ** 2, max }), (bytes) => {
        for (const decimalSeparator of ['.', ',']) {
          const { text, unit } = splitSize(bytes, decimalSeparator)
          const read = parseSizeSetting(text, unit, { max, decimalSeparator }) ?? Number.NaN
          expect(Math.abs(read - bytes) / bytes).toBeLessThan(0.001)
        }
      }),
    )
  })

  it.each(['', ' ', 'x', '-1', '0', '1e3', '1,5', '0.0001', 'Infinity', '²', '1 GiB', '1025'])(
    'is rejected: %j',
    (text) => expect(parseSizeSetting(text, 'GiB', { max, decimalSeparator: '.' })).toBeNull(),
  )

  it('accepts the decimal separator of the locale, or a point that cannot separate thousands', () => {
    const rules = { max, decimalSeparator: ',' }
    expect(splitSize(1.5 * gibibyte, ',')).toEqual({ text: '1,5', unit: 'GiB' })
    for (const text of ['1,5', '1.5', '1,500'])
      expect(parseSizeSetting(text, 'GiB', rules)).toBe(1.5 * gibibyte)
    for (const text of ['1.500', '1,5,0', ',5', '1.5,0'])
      expect(parseSizeSetting(text, 'GiB', rules)).toBeNull()
  })

  it('is rejected with an unknown unit', () =>
    expect(parseSizeSetting('1', 'GB', { max, decimalSeparator: '.' })).toBeNull())
})

describe('a count', () => {
  it.each([
    ['1', 1],
    [' 5000 ', 5_000],
    ['5,000', 5_000],
    ['1,000,000', 1_000_000],
    ['３０', 30],
    ['٥٬٠٠٠', 5_000],
  ])('is read from %j', (text, count) => expect(parseCountSetting(text, 1_000_000)).toBe(count))

  it.each(['', '0', '-1', '1.5', '1,00', '1e3', '0x10', '1000001', 'ten'])('is rejected: %j', (text) =>
    expect(parseCountSetting(text, 1_000_000)).toBeNull(),
  )
})
