import { describe, expect, it } from 'vitest'
import { parsePlace } from './parse-place'
import { parsePastedPlace } from './parse-pasted-place'

describe('parsePlace', () => {
  it.each([
    ['pr7214', 'pr7214'],
    [' PR7214 ', 'pr7214'],
    ['jbs773', 'jbs773'],
    ['jbc2002', 'jbc2002'],
    ['flex19914', 'flex19914'],
    ['FlexP12', 'flexP12'],
    ['ｐｒ７２１４', 'pr7214'],
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
