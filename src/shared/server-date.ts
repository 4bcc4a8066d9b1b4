const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
/** The largest offset of a time zone: a server may write a zero moment in its own zone. */
const maxOffsetMs = 14 * hourMs

const isoDate =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?)? ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i
const compactDate =
  /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{1,12}))?)?(Z|[+-]\d\d(?::?\d\d)?)?$/i
/** What .NET's older serializers write. The offset after the milliseconds only says how to show them. */
const dotNetDate = /^\\?\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\\?\/$/i
/** An HTTP date, in the three forms of RFC 9110, 5.6.7; the last one has no zone. */
const httpDate =
  /^[a-z]{3,9},? (?:\d\d?[ -][a-z]{3}[ -]\d{2,4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})|[a-z]{3} [ \d]\d \d\d:\d\d:\d\d \d{4})$/i

/** Moments that programs write for "no date": the starts of calendars and epochs, and the end of one. */
const emptyMoments = [
  utc(1, 1, 1),
  // Windows file times, SQL Server, OLE Automation and old Macs.
  utc(1601, 1, 1),
  utc(1753, 1, 1),
  utc(1899, 12, 30),
  utc(1900, 1, 1),
  utc(1904, 1, 1),
  0,
  utc(10_000, 1, 1),
]

/**
 * Milliseconds since the epoch of a date that a server sent, or null if it is not a date. The one place that reads such
 * dates: without a zone they are in UTC. Dates that stand for "no value" are read like others.
 */
export function parseServerDate(text: string): number | null {
  const trimmed = text.length > 64 ? '' : text.trim()
  const parts = isoDate.exec(trimmed) ?? compactDate.exec(trimmed)
  if (parts !== null) return momentOf(parts)
  const milliseconds = dotNetDate.exec(trimmed)?.[1]
  if (milliseconds !== undefined) return toMoment(Number(milliseconds))
  if (!httpDate.test(trimmed)) return null
  return toMoment(Date.parse(/(?:GMT|UTC|[+-]\d{4})$/i.test(trimmed) ? trimmed : `${trimmed} GMT`))
}

/** Whether a server's date is missing, or a placeholder such as `0001-01-01` that only says so. */
export function isEmptyDate(text: string | null): boolean {
  if (text === null || text.trim() === '' || /^\s*0000-00-00/.test(text)) return true
  const moment = parseServerDate(text)
  return moment !== null && isEmptyMoment(moment)
}

/** The moment of a listed date to show, sort and filter by; null for no value and for what is not a date. */
export function knownMoment(text: string | null): number | null {
  const moment = text === null ? null : parseServerDate(text)
  return moment === null || isEmptyMoment(moment) ? null : moment
}

function isEmptyMoment(moment: number): boolean {
  return emptyMoments.some((empty) => Math.abs(moment - empty) <= maxOffsetMs)
}

function momentOf(parts: RegExpExecArray): number | null {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone = 'Z'] = parts
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  const start = utc(y, m, d)
  const date = new Date(start)
  // The calendar moves a day such as February 30 on to the next month.
  if (date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return null
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null
  const time = Number(hour) * hourMs + Number(minute) * minuteMs + Number(second) * secondMs
  return toMoment(start + time + Math.floor(Number(`0.${fraction}`) * secondMs) - offsetMs(zone))
}

function offsetMs(zone: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  const offset = Number(hours ?? 0) * hourMs + Number(minutes) * minuteMs
  return sign === '-' ? -offset : offset
}

function utc(year: number, month: number, day: number): number {
  // `Date.UTC` would read the years 0 to 99 as those of the 20th century.
  return new Date(0).setUTCFullYear(year, month - 1, day)
}

function toMoment(ms: number): number | null {
  return Number.isNaN(new Date(ms).getTime()) ? null : ms
}
