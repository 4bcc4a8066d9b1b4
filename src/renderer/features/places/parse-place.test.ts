import { describe, expect, it } from 'vitest'
import { parsePlace, parseSegmentIds } from './parse-place'
import { parsePastedPlace } from './parse-pasted-place'

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
    expect(parsePlace('ｐｒ７２１４', typed)).toMatchObject({ ok: true, place: { scope: 'pr7214' } })
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
    expect(parseSegmentIds('1-9000000000000000')).toEqual({ kind: 'too-many', limit: 200_000 })
    expect(parseSegmentIds('1-200000')).toHaveLength(200_000)
    expect(parseSegmentIds('1-200000, 200001')).toMatchObject({ kind: 'too-many' })
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

  it.each(['7214', 'pr', 'pr72x', 'prP7', 'project 7', 'pr1 pr2'])('rejects the scope %j', (typed) => {
    expect(parsePlace(typed, '1')).toEqual({ ok: false, scope: 'invalid', segments: null })
  })

  it.each([
    ['pr7214', { kind: 'project', projectId: 7214 }],
    ['jbc2002', { kind: 'job', scope: 'jbc2002' }],
    ['flexc7787', { kind: 'flex', flexId: 'c7787' }],
  ])('opens all of %s if no id is typed', (typed, place) => {
    expect(parsePlace(typed, ' ')).toMatchObject({ ok: true, place })
  })

  it('reports both problems at once', () => {
    expect(parsePlace('', 'x')).toMatchObject({ ok: false, scope: 'missing', segments: { kind: 'invalid' } })
  })
})

describe('parsePastedPlace', () => {
  it.each([
    [
      `curl --request DELETE '{URL}/api/resources/assets/27665601?scope=pr7214&filename=a.jpg&locale=en' --header 'X-Auth-Token: t'`,
      { scope: 'pr7214', segments: '27665601' },
    ],
    [
      'https://acme.example/api/resources/assets/list?scope=jbs7&segmentIds=1%2C2',
      { scope: 'jbs7', segments: '1,2' },
    ],
    ['/api/resources/assets/5/list?scope=jbc7', { scope: 'jbc7', segments: '5' }],
    [
      'https://acme.example/api/apps/wbflex/documents/c300/assets/27667833?filename=a.jpg',
      { scope: 'flexc300', segments: '27667833' },
    ],
  ])('finds the place in %s', (text, place) => {
    expect(parsePastedPlace(text)).toEqual(place)
  })

  it.each([
    'pr7214',
    '1, 2',
    'https://acme.example/',
    'https://acme.example/x/assets/',
    '/resources/assets/5?x=1',
  ])('ignores %j', (text) => {
    expect(parsePastedPlace(text)).toBeNull()
  })
})
