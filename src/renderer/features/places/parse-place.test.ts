import { describe, expect, it } from 'vitest'
import { parsePlace, parseSegmentIds } from './parse-place'

describe('parseSegmentIds', () => {
  it('takes commas, semicolons, spaces and line breaks', () => {
    expect(parseSegmentIds(' 1, 2;3\n4\t5  6,,7 ')).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('takes each id once, in the order typed', () => {
    expect(parseSegmentIds('3 1 3 2')).toEqual([3, 1, 2])
  })

  it('names the first text that is no id', () => {
    expect(parseSegmentIds('1, x2, y')).toEqual({ kind: 'invalid', token: 'x2' })
    expect(parseSegmentIds('0')).toEqual({ kind: 'invalid', token: '0' })
    expect(parseSegmentIds('99999999999999999999')).toMatchObject({ kind: 'invalid' })
    expect(parseSegmentIds('-1')).toMatchObject({ kind: 'invalid' })
  })

  it('misses ids where there are none', () => {
    expect(parseSegmentIds(' ,\n')).toEqual({ kind: 'missing' })
  })
})

describe('parsePlace', () => {
  it.each([
    ['pr7214', 'pr7214'],
    [' PR7214 ', 'pr7214'],
    ['jbs773', 'jbs773'],
    ['jbc2002', 'jbc2002'],
    ['flex19914', 'flex19914'],
    ['FlexP12', 'flexP12'],
  ])('opens the scope %j as %s', (typed, scope) => {
    expect(parsePlace(typed, '1')).toEqual({ ok: true, place: { kind: 'segments', scope, segmentIds: [1] } })
  })

  it.each(['7214', 'pr', 'pr72x', 'prP7', 'project 7', 'pr1 pr2'])('refuses the scope %j', (typed) => {
    expect(parsePlace(typed, '1')).toEqual({ ok: false, scope: 'invalid', segments: null })
  })

  it('tells both problems at once', () => {
    expect(parsePlace('', '')).toEqual({ ok: false, scope: 'missing', segments: { kind: 'missing' } })
  })
})
