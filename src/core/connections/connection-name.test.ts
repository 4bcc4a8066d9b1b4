import { describe, expect, it } from 'vitest'
import { readConnectionName } from './connection-name'

describe('the name of a connection', () => {
  it.each([
    ['Production', 'Production'],
    ['  Acme – test (DE) ', 'Acme – test (DE)'],
    ['本番', '本番'],
    ['👩‍🔬 lab', '👩‍🔬 lab'],
    ['x'.repeat(80), 'x'.repeat(80)],
    ['👍'.repeat(80), '👍'.repeat(80)],
  ])('is trimmed and otherwise unchanged: %j', (typed, name) => {
    expect(readConnectionName(typed)).toBe(name)
  })

  it.each([
    '',
    ' ',
    '\u00a0\t',
    '\u200b',
    '\u3164',
    '\u2800',
    '\u200d\ufe0f',
    'x'.repeat(81),
    '👍'.repeat(81),
    'a\nb',
    'a\u0000b',
    'a\u009bb',
    'a\u2028b',
    'Test\u202ednib',
    'a\u2066b',
    'a\ud800b',
    'a\ue000b',
  ])('is invalid: %j', (typed) => {
    expect(readConnectionName(typed)).toBeNull()
  })
})
