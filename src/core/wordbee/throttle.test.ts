import { expect, it } from 'vitest'
import { readRetryAfter } from './throttle'

const now = Date.UTC(2026, 2, 4, 6, 6)
const dayMs = 86_400_000
const at = (ms: number): string => new Date(ms).toUTCString()

it.each([-3_650, -40, 0, 40, 3_650])(
  'reads a date by the date of the response, with the clock %i days off',
  (days) => {
    expect(readRetryAfter(at(now + 30_000), at(now), now + days * dayMs)).toBe(30_000)
    expect(readRetryAfter('30', null, now + days * dayMs)).toBe(30_000)
  },
)

it.each([-3_650, -40, -1, 1, 40, 3_650])(
  'uses the normal pause for a date without that of the response, with the clock %i days off',
  (days) => {
    expect(readRetryAfter(at(now + 30_000), null, now + days * dayMs)).toBeNull()
  },
)

it('reads a date without that of the response if the clock is right', () => {
  expect(readRetryAfter(at(now + 30_000), null, now)).toBe(30_000)
  expect(readRetryAfter('soon', null, now)).toBeNull()
  expect(readRetryAfter(null, null, now)).toBeNull()
})
