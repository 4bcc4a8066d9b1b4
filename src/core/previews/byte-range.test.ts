import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxPartBytes, parseRange } from './byte-range'

describe('parseRange', () => {
  it.each([
    [null, 10, 200, 0, 10],
    ['bytes=0-', 10, 206, 0, 10],
    ['bytes=0-0', 10, 206, 0, 1],
    ['bytes=3-6', 10, 206, 3, 7],
    ['bytes=9-9', 10, 206, 9, 10],
    ['bytes=3-99', 10, 206, 3, 10],
    ['bytes=-4', 10, 206, 6, 10],
    ['bytes=-99', 10, 206, 0, 10],
    [' BYTES=2- ', 10, 206, 2, 10],
    ['bytes=0-', 10 * maxPartBytes, 206, 0, 10 * maxPartBytes],
    ['bytes=5-', 10 * maxPartBytes, 206, 5, 10 * maxPartBytes],
    ['bytes=-9999999', 10 * maxPartBytes, 206, 10 * maxPartBytes - 9_999_999, 11 * maxPartBytes - 9_999_999],
    [`bytes=5-${String(8 * maxPartBytes)}`, 10 * maxPartBytes, 206, 5, 5 + maxPartBytes],
  ] as const)('parses %j for a file of %i bytes', (...[header, size, status, start, end]) => {
    expect(parseRange(header, size)).toEqual({ status, part: { start, end } })
  })

  it.each([
    'bytes=10-',
    'bytes=10-12',
    'bytes=6-3',
    'bytes=-0',
    'bytes=-',
    'bytes=',
    'bytes=0-1,3-4',
    'bytes=a-b',
    'bytes=1.5-2',
    'bytes=-1-2',
    'bytes=99999999999999999999-',
    'chunks=0-1',
    '',
  ])('rejects %j for a file of ten bytes', (header) => {
    expect(parseRange(header, 10)).toEqual({ status: 416 })
  })

  it('never returns a range that is empty, too long or outside the file', () => {
    const digits = fc.option(fc.nat(20_000_000).map(String), { nil: '' })
    const header = fc.oneof(
      fc.tuple(digits, digits).map(([first, last]) => `bytes=${first}-${last}`),
      fc.string(),
      fc.string().map((text) => `bytes=${text}`),
    )
    fc.assert(
      fc.property(header, fc.nat(20_000_000), (text, size) => {
        const answer = parseRange(text, size)
        if (answer.status === 416) return
        const { start, end } = answer.part
        expect(start >= 0 && start < end && end <= size).toBe(true)
        expect(end === size || end - start <= maxPartBytes).toBe(true)
      }),
      { numRuns: 5_000 },
    )
  })
})
