import { describe, expect, it, vi } from 'vitest'
import {
  formatDate,
  formatDateTime,
  formatDay,
  formatDuration,
  formatSize,
  languageCode,
  languageName,
} from './format'

describe('formatSize', () => {
  it.each([
    [null, '–'],
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1\u00a0KB'],
    [96_400, '96.4\u00a0KB'],
    [999_960, '1\u00a0MB'],
    [31_000_000, '31\u00a0MB'],
    [2_500_000_000, '2.5\u00a0GB'],
  ])('shows %s as %s', (bytes, shown) => {
    expect(formatSize(bytes)).toBe(shown)
  })
})

describe('formatDuration', () => {
  it.each([
    [0.2, '1 s'],
    [4.4, '4 s'],
    [119, '119 s'],
    [600, '10 min'],
    [36_000, '10 h'],
  ])('shows %s seconds as %s', (seconds, shown) => {
    expect(formatDuration(seconds)).toBe(shown)
  })
})

describe('formatDate', () => {
  it('returns an invalid date unchanged', () => {
    expect(formatDate('soon')).toBe('soon')
  })

  it('shows a dash for no date', () => {
    expect(formatDate(null)).toBe('–')
  })

  it.each(['0001-01-01T00:00:00', '1601-01-01T00:00:00Z', '1900-01-01', '/Date(0)/'])(
    'shows a dash for %s, which says that there is no date',
    (text) => {
      expect([formatDate(text), formatDateTime(text)]).toEqual(['–', '–'])
    },
  )

  it('shows a date of any form and without a zone as one in UTC', () => {
    const expected = formatDateTime('2024-05-31T10:20:30Z')
    expect(expected).toContain('2024')
    expect(formatDateTime('2024-05-31T10:20:30')).toBe(expected)
    expect(formatDateTime(`/Date(${String(Date.UTC(2024, 4, 31, 10, 20, 30))})/`)).toBe(expected)
  })

  it.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago'])('shows a day as it is in %s', (zone) => {
    vi.stubEnv('TZ', zone)
    expect(formatDay('2024-05-31')).toBe('May 31, 2024')
    vi.unstubAllEnvs()
  })
})

describe('languages', () => {
  it('shows "all" for a file without a language, listed as null or empty', () => {
    expect([languageCode(null), languageCode(''), languageCode('pt-BR')]).toEqual(['all', 'all', 'pt-BR'])
  })

  it('names a known language, and returns null for others', () => {
    expect(languageName('de')).toBe('German')
    expect(languageName('not a code')).toBeNull()
  })
})
