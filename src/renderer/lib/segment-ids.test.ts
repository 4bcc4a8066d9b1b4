import { describe, expect, it } from 'vitest'
import { parseSegmentIds } from './segment-ids'

describe('parseSegmentIds', () => {
  it('accepts commas, semicolons, spaces and line breaks', () => {
    expect(parseSegmentIds(' 1, 2;3\n4\t5  6,,7 ')).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it.each([
    '２７６６５６０１，２７６６５６０２',
    '٢٧٦٦٥٦٠١، ٢٧٦٦٥٦٠٢',
    '２７６６５６０１〜２７６６５６０２',
    '２７６６５６０１、２７６６５６０２',
  ])('reads digits and separators of other scripts: %s', (typed) => {
    expect(parseSegmentIds(typed)).toEqual([27665601, 27665602])
  })

  it('removes duplicates and keeps the typed order', () => {
    expect(parseSegmentIds('3 1 3 2')).toEqual([3, 1, 2])
  })

  it('accepts ranges, also with spaces or a long dash', () => {
    expect(parseSegmentIds('5-7, 9')).toEqual([5, 6, 7, 9])
    expect(parseSegmentIds('5 - 7 6–8')).toEqual([5, 6, 7, 8])
  })

  it('reports every invalid token with a reason', () => {
    expect(parseSegmentIds('1, x2, 0, -1, 99999999999999999999, 9-7, 4-')).toEqual({
      kind: 'invalid',
      valid: 1,
      tokens: [
        { token: 'x2', reason: 'not-a-number' },
        { token: '0', reason: 'zero' },
        { token: '-1', reason: 'not-a-number' },
        { token: '99999999999999999999', reason: 'too-large' },
        { token: '9-7', reason: 'range-backwards' },
        { token: '4-', reason: 'not-a-number' },
      ],
    })
  })

  it('rejects a range that is too long without expanding it', () => {
    expect(parseSegmentIds('1-9000000000000000')).toEqual({
      kind: 'too-many',
      limit: 200_000,
      token: '1-9000000000000000',
    })
    expect(parseSegmentIds('1-200000')).toHaveLength(200_000)
    expect(parseSegmentIds('1-200000, 200001')).toMatchObject({ kind: 'too-many' })
  })
})
