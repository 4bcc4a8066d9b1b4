import { formatLocale, t } from './intl'

const whole = new Intl.NumberFormat(formatLocale)
const short = new Intl.NumberFormat(formatLocale, { maximumFractionDigits: 1, minimumFractionDigits: 0 })
const dateOnly = new Intl.DateTimeFormat(formatLocale, { day: 'numeric', month: 'short', year: 'numeric' })
const dateTime = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'medium', timeStyle: 'short' })
const timeOnly = new Intl.DateTimeFormat(formatLocale, { hour: '2-digit', minute: '2-digit' })
const languages = new Intl.DisplayNames([formatLocale], { type: 'language', fallback: 'none' })

const UNITS = ['KB', 'MB', 'GB', 'TB'] as const
const STEP = 1_000

export function formatCount(count: number): string {
  return whole.format(count)
}

/** Decimal units, as the file managers of the desktop show them. A dash where the server gave no number. */
export function formatSize(bytes: number | null): string {
  if (bytes === null) return '–'
  if (bytes < STEP) return t('size.bytes', { count: bytes })
  let value = bytes / STEP
  let unit = 0
  // 999.95 would be rounded to "1,000 KB".
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= STEP
    unit += 1
  }
  return `${short.format(value)}\u00a0${UNITS[unit] ?? ''}`
}

const MINUTE = 60
const HOUR = 3_600
/** Below twice a unit the smaller one says more. */
const TWICE = 2

/** A rough length of time, in the one unit that fits. */
export function formatDuration(seconds: number): string {
  if (seconds < TWICE * MINUTE) return t('duration.seconds', { count: Math.max(1, Math.round(seconds)) })
  if (seconds < TWICE * HOUR) return t('duration.minutes', { count: Math.round(seconds / MINUTE) })
  return t('duration.hours', { count: Math.round(seconds / HOUR) })
}

function parseDate(iso: string): Date | null {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? null : date
}

/** The day of a listed date; what is no date is shown as it came. */
export function formatDay(iso: string | null): string {
  if (iso === null || iso === '') return '–'
  const date = parseDate(iso)
  return date === null ? iso : dateOnly.format(date)
}

export function formatMoment(iso: string | null): string {
  if (iso === null || iso === '') return '–'
  const date = parseDate(iso)
  return date === null ? iso : dateTime.format(date)
}

/** The time of day of a moment, ms since the epoch. */
export function formatTime(at: number): string {
  return timeOnly.format(at)
}

/** "German" for `de`; null for codes that nobody can name. */
export function languageName(code: string): string | null {
  try {
    return languages.of(code) ?? null
  } catch {
    // Not a well-formed language code: the platform's own, shown as it is.
    return null
  }
}

const ALL_LANGUAGES = t('language.all')

/** The code of a language, or the word for a file that is for all of them. Scripts rely on it, word for word. */
export function languageCode(locale: string | null): string {
  return locale === null || locale === '' ? ALL_LANGUAGES : locale
}

/** Account and host, without the account where the connection is simply called after it. */
export function whereText(facts: {
  readonly name: string
  readonly accountId: string
  readonly host: string
}): string {
  return facts.name === facts.accountId ? facts.host : `${facts.accountId} · ${facts.host}`
}
