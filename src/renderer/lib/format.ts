import { isEmptyDate, parseServerDate } from '../../shared/server-date'
import { currentLocale, t } from './intl'

interface Formatters {
  readonly locale: string
  readonly integer: Intl.NumberFormat
  readonly decimal: Intl.NumberFormat
  readonly dateOnly: Intl.DateTimeFormat
  readonly calendarDay: Intl.DateTimeFormat
  readonly dateTime: Intl.DateTimeFormat
  readonly timeOnly: Intl.DateTimeFormat
  readonly languages: Intl.DisplayNames
  readonly scripts: Intl.DisplayNames
}

function createFormatters(locale: string): Formatters {
  return {
    locale,
    integer: new Intl.NumberFormat(locale),
    decimal: new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 0 }),
    dateOnly: new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }),
    calendarDay: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
    dateTime: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
    timeOnly: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }),
    languages: new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }),
    scripts: new Intl.DisplayNames([locale], { type: 'script', fallback: 'none' }),
  }
}

let cached: Formatters | null = null

/** Formatters of the current locale. Cached, because creating one takes as long as hundreds of uses. */
function formatters(): Formatters {
  const { formatLocale } = currentLocale()
  if (cached?.locale !== formatLocale) cached = createFormatters(formatLocale)
  return cached
}

const sizeUnits = ['size.kilobytes', 'size.megabytes', 'size.gigabytes', 'size.terabytes'] as const
const unitStep = 1_000

export function formatCount(count: number): string {
  return formatters().integer.format(count)
}

/** The decimal separator of the current locale. */
export function decimalSeparator(): string {
  return (
    formatters()
      .decimal.formatToParts(0.5)
      .find(({ type }) => type === 'decimal')?.value ?? '.'
  )
}

/** A size in decimal units, as desktop file managers show it; a dash if the server gave none. */
export function formatSize(bytes: number | null): string {
  if (bytes === null) return '–'
  if (bytes < unitStep) return t('size.bytes', { count: bytes })
  let value = bytes / unitStep
  let unit = 0
  // 999.95 KB would be rounded to "1,000 KB".
  while (value >= 999.95 && unit < sizeUnits.length - 1) {
    value /= unitStep
    unit += 1
  }
  return t(sizeUnits[unit] ?? 'size.terabytes', { size: formatters().decimal.format(value) })
}

const secondsPerMinute = 60
const secondsPerHour = 3_600
/** Below twice a unit, the next smaller unit is used, as it is more precise. */
const unitThreshold = 2

/** A rounded duration in the unit that fits best. */
export function formatDuration(seconds: number): string {
  if (seconds < unitThreshold * secondsPerMinute)
    return t('duration.seconds', { count: Math.max(1, Math.round(seconds)) })
  if (seconds < unitThreshold * secondsPerHour)
    return t('duration.minutes', { count: Math.round(seconds / secondsPerMinute) })
  return t('duration.hours', { count: Math.round(seconds / secondsPerHour) })
}

/** A date that is not one is returned unchanged, and one that means "no value" is a dash. */
function formatWith(format: Intl.DateTimeFormat, text: string | null): string {
  if (text === null || isEmptyDate(text)) return '–'
  const moment = parseServerDate(text)
  return moment === null ? text : format.format(moment)
}

/** The day of a listed date, in the time zone of this computer. */
export function formatDate(text: string | null): string {
  return formatWith(formatters().dateOnly, text)
}

/** Day and time of a listed date, in the time zone of this computer. */
export function formatDateTime(text: string | null): string {
  return formatWith(formatters().dateTime, text)
}

/** A day of the calendar, as `2024-05-31`, which belongs to no time zone. */
export function formatDay(day: string): string {
  return formatWith(formatters().calendarDay, day)
}

/** The time of day, from milliseconds since the epoch. */
export function formatTime(at: number): string {
  return formatters().timeOnly.format(at)
}

/** "German" for `de`; null for unknown codes. */
export function languageName(code: string): string | null {
  try {
    return formatters().languages.of(code) ?? null
  } catch {
    // Not a well-formed language code: the platform also uses private ones.
    return null
  }
}

/** "Cyrillic" for `Cyrl`; null for unknown codes. */
export function scriptName(code: string): string | null {
  return /^[A-Z][a-z]{3}$/.test(code) ? (formatters().scripts.of(code) ?? null) : null
}

/** "Deutsch" for `de`: the language's own name, capitalized as a list entry. */
export function ownLanguageName(code: string): string {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1)
}

/** Stands for "all languages" in keys and filters, regardless of the interface locale. */
const allLanguagesKey = 'all'

/** The key that files of one language share: its code, or a fixed key for files of all languages. */
export function languageKey(locale: string | null): string {
  return locale === null || locale === '' ? allLanguagesKey : locale
}

export function languageKeyText(key: string): string {
  return key === allLanguagesKey ? t('language.all') : key
}

/** A language's code, or the localized word for "all". Scripts rely on the exact text. */
export function languageCode(locale: string | null): string {
  return languageKeyText(languageKey(locale))
}

interface ConnectionFacts {
  readonly name: string
  readonly accountId: string
  readonly host: string
}

/** A connection's name; the demo workspace's name is localized. */
export function connectionText({ name, accountId, host }: ConnectionFacts): string {
  return isDemo({ accountId, host }) ? t('demo.name') : name
}

function isDemo({ accountId, host }: Pick<ConnectionFacts, 'accountId' | 'host'>): boolean {
  return accountId === 'demo' && host === 'demo'
}

/** Account and host; only the host if the connection's name already is the account. */
export function accountText(facts: ConnectionFacts): string {
  if (isDemo(facts)) return t('demo.where')
  return facts.name === facts.accountId ? facts.host : `${facts.accountId} · ${facts.host}`
}
