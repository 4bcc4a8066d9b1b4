import { describe, expect, it } from 'vitest'
import { formatDate, formatDuration, formatSize, languageCode, languageName } from './format'

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
