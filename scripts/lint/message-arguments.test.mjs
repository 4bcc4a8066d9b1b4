import { describe, expect, it, test } from 'vitest'
import { compareValues, placeholdersOf, wrongMessageCalls } from './message-arguments.mjs'

test('every call of t passes the values that its message needs', () => {
  const { wrong, checked } = wrongMessageCalls()
  expect(wrong).toEqual([])
  expect(checked).toBeGreaterThan(600)
}, 60_000)

describe('the placeholders of a message', () => {
  it('include those in tags, plurals and selects', () => {
    const message = '{a} <b>{c, number}</b> {d, plural, one {# {e}} other {#}} {f, select, x {{g}} other {}}'
    expect([...placeholdersOf(message)]).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
  })
})

describe('the values of a call', () => {
  const messages = { one: '{count} files', other: '{count} files of {total}', none: 'No files' }

  it.each([
    { what: 'fit', keys: ['one'], given: ['count'], problems: [] },
    { what: 'fit one of two messages each', keys: ['one', 'other'], given: ['count', 'total'], problems: [] },
    { what: 'miss a placeholder', keys: ['other'], given: ['count'], problems: ['other misses total'] },
    {
      what: 'miss one that one of two messages needs',
      keys: ['none', 'one'],
      given: [],
      problems: ['one misses count'],
    },
    {
      what: 'have a name that no message has',
      keys: ['none'],
      given: ['count'],
      problems: ['none has no count'],
    },
  ])('$what', ({ keys, given, problems }) => {
    const found = compareValues(keys, new Set(given), messages)
    expect(found.map(({ key, problem }) => `${key} ${problem}`)).toEqual(problems)
  })
})
