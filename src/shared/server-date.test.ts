import { afterEach, describe, expect, it, vi } from 'vitest'
import { isEmptyDate, knownMoment, parseServerDate } from './server-date'

const moment = Date.UTC(2024, 4, 31, 10, 20, 30)

afterEach(() => vi.unstubAllEnvs())

describe('parseServerDate', () => {
  it.each([
    ['2024-05-31T10:20:30Z', moment],
    ['2024-05-31T10:20:30', moment],
    ['2024-05-31 10:20:30', moment],
    ['2024-05-31t10:20:30z', moment],
    ['2024-05-31T10:20:30.7706101Z', moment + 770],
    ['2024-05-31T10:20:30,5', moment + 500],
    ['2024-05-31T12:20:30+02:00', moment],
    ['2024-05-31T05:50:30-0430', moment],
    ['2024-05-31T12:20:30+02', moment],
    ['20240531T102030Z', moment],
    ['2024-05-31T10:20', moment - 30_000],
    ['2024-05-31', Date.UTC(2024, 4, 31)],
    [`/Date(${String(moment)})/`, moment],
    [`/Date(${String(moment)}+0200)/`, moment],
    [`\\/Date(${String(moment)})\\/`, moment],
    ['Fri, 31 May 2024 10:20:30 GMT', moment],
    ['Friday, 31-May-24 10:20:30 GMT', moment],
    ['Fri May 31 10:20:30 2024', moment],
    ['0001-01-01T00:00:00', -62_135_596_800_000],
  ])('reads %s', (text, expected) => {
    for (const zone of ['UTC', 'Asia/Tokyo', 'America/Los_Angeles']) {
      vi.stubEnv('TZ', zone)
      expect(parseServerDate(text)).toBe(expected)
    }
  })

  it.each([
    '',
    'soon',
    '2024',
    '2024-02-30',
    '2024-13-01',
    '2024-05-31T25:00',
    '31/05/2024',
    '/Date(x)/',
    '1e5',
  ])('rejects %j', (text) => {
    expect(parseServerDate(text)).toBeNull()
  })

  it('takes no time for a long text', () => {
    expect(parseServerDate('2024-05-31 '.repeat(100_000))).toBeNull()
  })
})

describe('a date without a value', () => {
  it.each([
    null,
    '',
    ' ',
    '0000-00-00',
    '0001-01-01T00:00:00',
    '0001-01-01T00:00:00Z',
    '0001-01-01T05:30:00+05:30',
    '1601-01-01T00:00:00Z',
    '1600-12-31T16:00:00-08:00',
    '1753-01-01',
    '1899-12-30T00:00:00',
    '1900-01-01T00:00:00',
    '1970-01-01T00:00:00Z',
    '1970-01-01T01:00:00',
    '9999-12-31T23:59:59.9999999',
    '/Date(0)/',
    '/Date(-62135596800000)/',
  ])('is %j', (text) => {
    expect(isEmptyDate(text)).toBe(true)
    expect(knownMoment(text)).toBeNull()
  })

  it.each(['2024-05-31', '1970-01-02T00:00:00Z', '1999-12-31T23:59:59', 'soon'])('is not %j', (text) => {
    expect(isEmptyDate(text)).toBe(false)
  })
})
