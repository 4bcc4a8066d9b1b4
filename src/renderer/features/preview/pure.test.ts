import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prettyJson, textLines } from './text-lines'
import { fitZoomScale, zoomBy, zoomIn, zoomOut } from './zoom'

describe('zoom', () => {
  it('fits a picture into the available size, and enlarges it only if allowed', () => {
    expect(fitZoomScale({ width: 4_000, height: 2_000 }, { width: 1_000, height: 900 }, false)).toBe(0.25)
    expect(fitZoomScale({ width: 16, height: 16 }, { width: 1_000, height: 900 }, false)).toBe(1)
    expect(fitZoomScale({ width: 100, height: 100 }, { width: 1_000, height: 900 }, true)).toBe(9)
    expect(fitZoomScale({ width: 100, height: 100 }, { width: 0, height: 0 }, false)).toBe(1)
  })

  it('moves in steps through 100 % and stays within its limits', () => {
    expect(zoomIn(0.91)).toBe(1)
    expect(zoomIn(1)).toBe(1.25)
    expect(zoomOut(1)).toBe(0.75)
    expect(zoomIn(16)).toBe(16)
    expect(zoomOut(0.05)).toBe(0.05)
    expect(zoomBy(16, -1_000)).toBe(16)
    expect(zoomBy(1, 400)).toBeCloseTo(1 / Math.E)
  })
})

describe('the lines of a text', () => {
  it('are split at any kind of line ending', () => {
    expect(textLines('a\r\nb\rc\n').map(({ text }) => text)).toEqual(['a', 'b', 'c', ''])
    expect(textLines('').map(({ number }) => number)).toEqual([1])
  })

  it('are wrapped if they are too long to render, never inside a surrogate pair', () => {
    const rows = textLines(`${'a'.repeat(999)}😀${'b'.repeat(10)}\nc`)
    expect(rows.map(({ number }) => number)).toEqual([1, null, 2])
    expect(rows[1]?.text).toBe(`😀${'b'.repeat(10)}`)
  })
})

describe('JSON', () => {
  it('gets a line for each value', () => {
    expect(prettyJson('{"a":[1,{}],"b":"x, {y}"}')).toBe(
      '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": "x, {y}"\n}',
    )
  })

  it('keeps what a parser would change, such as long numbers and duplicate keys', () => {
    expect(prettyJson('[12345678901234567890,1.0]')).toBe('[\n  12345678901234567890,\n  1.0\n]')
    expect(prettyJson('{"a":1,"a":2}')).toContain('"a": 1,\n  "a": 2')
  })

  it('is not formatted if it is invalid', () => {
    expect(prettyJson('{"a":')).toBeNull()
  })

  it('keeps its value for any input', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const pretty = prettyJson(JSON.stringify(value))
        expect(pretty === null ? null : JSON.parse(pretty)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})
