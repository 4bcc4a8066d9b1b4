import { describe, expect, it } from 'vitest'
import { byteLimits, withholdBySize, withholdByFrames, withholdByPixels, expectedKind } from './limits'

const mebibyte = 1_024 ** 2

describe('withheld files', () => {
  it.each([
    ['image', 20 * mebibyte, 64 * mebibyte],
    ['media', 50 * mebibyte, 2_048 * mebibyte],
    ['pdf', 20 * mebibyte, 60 * mebibyte],
    ['text', 20 * mebibyte, 64 * mebibyte],
    ['other', 20 * mebibyte, 64 * mebibyte],
  ] as const)('include large files of type: %s', (kind, automatic, max) => {
    const limits = byteLimits[kind]
    expect(withholdBySize(automatic, limits, false)).toBeNull()
    expect(withholdBySize(automatic + 1, limits, false)).toEqual({ guard: 'large', canLoad: true })
    expect(withholdBySize(automatic + 1, limits, true)).toBeNull()
    expect(withholdBySize(max, limits, true)).toBeNull()
    expect(withholdBySize(max + 1, limits, true)).toEqual({ guard: 'large', canLoad: false })
  })

  it('include pictures of more than fifty megapixels or with a very long side', () => {
    expect(withholdByPixels({ width: 10_000, height: 5_000 }, false)).toBeNull()
    expect(withholdByPixels({ width: 10_001, height: 5_000 }, false)).toEqual({
      guard: 'pixels',
      canLoad: true,
    })
    expect(withholdByPixels({ width: 16_384, height: 10 }, false)).toBeNull()
    expect(withholdByPixels({ width: 16_385, height: 10 }, false)).toEqual({ guard: 'pixels', canLoad: true })
    expect(withholdByPixels({ width: 10, height: 16_385 }, true)).toBeNull()
  })

  it('always include pictures that would fill the memory, even after confirmation', () => {
    const bomb = { guard: 'bomb', canLoad: false }
    expect(withholdByPixels({ width: 9_000, height: 8_000 }, true)).toBeNull()
    expect(withholdByPixels({ width: 9_001, height: 8_000 }, true)).toEqual(bomb)
    expect(withholdByPixels({ width: 65_536, height: 1 }, true)).toEqual(bomb)
    expect(withholdByPixels({ width: Number.POSITIVE_INFINITY, height: 1 }, true)).toEqual(bomb)
  })

  it('include pictures of more than five hundred frames', () => {
    expect(withholdByFrames(500, false)).toBeNull()
    expect(withholdByFrames(501, false)).toEqual({ guard: 'frames', canLoad: true })
    expect(withholdByFrames(501, true)).toBeNull()
    expect(withholdByFrames(10_001, true)).toEqual({ guard: 'bomb', canLoad: false })
  })
})

describe('expectedKind', () => {
  it('depends on the file extension', () => {
    const names = ['a.PNG', 'b.svg', 'c.mp4', 'd.wav', 'e.pdf', 'f.xliff', 'g.zip', 'h', '.png.exe']
    const kinds = ['image', 'image', 'media', 'media', 'pdf', 'text', 'other', 'other', 'other']
    expect(names.map(expectedKind)).toEqual(kinds)
  })
})
