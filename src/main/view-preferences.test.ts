import { describe, expect, it } from 'vitest'
import { columns, usualPreferences } from '../shared/view-preferences'
import { viewPreferencesSchema } from './view-preferences'

const all = columns.map((column) => ({ column, isShown: true, width: null }))

function accepts(value: unknown): boolean {
  return viewPreferencesSchema.safeParse(value).success
}

describe('how the window wants lists to look', () => {
  it('is the usual columns, or each of them once', () => {
    expect(accepts(usualPreferences)).toBe(true)
    expect(accepts({ v: 1, columns: [...all].reverse() })).toBe(true)
  })

  it('is refused with a column twice, missing, unknown or of no sensible width', () => {
    const [first, ...rest] = all
    expect(accepts({ v: 1, columns: rest })).toBe(false)
    expect(accepts({ v: 1, columns: [rest[0], ...rest] })).toBe(false)
    expect(accepts({ v: 1, columns: [{ ...first, column: 'price' }, ...rest] })).toBe(false)
    expect(accepts({ v: 1, columns: [{ ...first, width: Number.NaN }, ...rest] })).toBe(false)
    expect(accepts({ v: 1, columns: all, more: 1 })).toBe(false)
  })
})
