import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeQuery, splitTarget } from './decode-query'
import { encodeQuery } from './encode-query'

it('decodes any text that encodeURIComponent encoded', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (a, b) => {
      const raw = `filename=${encodeURIComponent(a)}&locale=${encodeURIComponent(b)}`
      const query = decodeQuery(raw)
      expect(query.get('filename')).toBe(a)
      expect(query.get('locale')).toBe(b)
    }),
    { numRuns: 1500 },
  )
})

it('decodes any text that URLSearchParams or encodeQuery encoded', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      expect(decodeQuery(new URLSearchParams({ filename: text }).toString()).get('filename')).toBe(text)
      expect(decodeQuery(encodeQuery({ filename: text })).get('filename')).toBe(text)
    }),
    { numRuns: 1500 },
  )
})

it.each([
  ['filename=a+b.png', 'a b.png'],
  ['filename=a%2Bb.png', 'a+b.png'],
  ['filename=#1.png', ''],
  ['filename=a&b.png', 'a'],
  ['filename=a;b.png', 'a;b.png'],
  ['filename=100%.png', '100%.png'],
  ['filename=%zz', '%zz'],
  ['filename=%u00e9', 'é'],
  ['filename=%C3%A9', 'é'],
  ['filename=%E9', '\ufffd'],
  ['FileName=x', 'x'],
  ['filename', ''],
  ['filename=first&filename=second', 'first'],
  ['filename=a=b', 'a=b'],
])('reads %s as ASP.NET does', (raw, value) => {
  expect(decodeQuery(raw).get('filename')).toBe(value)
})

it('distinguishes a missing parameter from an empty one', () => {
  expect(decodeQuery('scope=pr1').get('filename')).toBeUndefined()
  expect(decodeQuery('filename=').get('filename')).toBe('')
})

it('keeps path and query as sent', () => {
  expect(splitTarget('/api/a%20b?x=%20?y')).toEqual({ path: '/api/a%20b', rawQuery: 'x=%20?y' })
  expect(splitTarget('/api')).toEqual({ path: '/api', rawQuery: '' })
})
