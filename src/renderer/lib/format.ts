import { currentLocale, t } from './intl'

interface Formatters {
  readonly locale: string
  readonly whole: Intl.NumberFormat
  readonly short: Intl.NumberFormat
  readonly dateOnly: Intl.DateTimeFormat
  readonly dateTime: Intl.DateTimeFormat
  readonly timeOnly: Intl.DateTimeFormat
  readonly languages: Intl.DisplayNames
}

function createFormatters(locale: string): Formatters {
  return {
    locale,
    whole: new Intl.NumberFormat(locale),
    short: new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 0 }),
    dateOnly: new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }),
    dateTime: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
    timeOnly: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }),
    languages: new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }),
  }
}

let cached: Formatters | null = null

/** Made once for a language: making one takes as long as formatting hundreds. */
function formatters(): Formatters {
  const { formatLocale } = currentLocale()
  if (cached?.locale !== formatLocale) cached = createFormatters(formatLocale)
  return cached
}

const sizeUnits = ['size.kilobytes', 'size.megabytes', 'size.gigabytes', 'size.terabytes'] as const
const unitStep = 1_000

export function formatCount(count: number): string {
  return formatters().whole.format(count)
}

/** What stands before the decimals of a number. */
export function decimalSeparator(): string {
  return (
    formatters()
      .short.formatToParts(0.5)
      .find(({ type }) => type === 'decimal')?.value ?? '.'
  )
}

/** Decimal units, as the file managers of the desktop show them. A dash where the server gave no number. */
export function formatSize(bytes: number | null): string {
  if (bytes === null) return '–'
  if (bytes < unitStep) return t('size.bytes', { count: bytes })
  let value = bytes / unitStep
  let unit = 0
  // 999.95 would be rounded to "1,000 KB".
  while (value >= 999.95 && unit < sizeUnits.length - 1) {
    value /= unitStep
    unit += 1
  }
  return t(sizeUnits[unit] ?? 'size.terabytes', { size: formatters().short.format(value) })
}

const secondsPerMinute = 60
const secondsPerHour = 3_600
/** Below twice a unit the smaller one says more. */
const unitThreshold = 2

/** A rough length of time, in the one unit that fits. */
export function formatDuration(seconds: number): string {
  if (seconds < unitThreshold * secondsPerMinute)
    return t('duration.seconds', { count: Math.max(1, Math.round(seconds)) })
  if (seconds < unitThreshold * secondsPerHour)
    return t('duration.minutes', { count: Math.round(seconds / secondsPerMinute) })
  return t('duration.hours', { count: Math.round(seconds / secondsPerHour) })
}

function parseDate(iso: string): Date | null {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? null : date
}

/** The day of a listed date; what is no date is shown as it came. */
export function formatDate(iso: string | null): string {
  if (iso === null || iso === '') return '–'
  const date = parseDate(iso)
  return date === null ? iso : formatters().dateOnly.format(date)
}

export function formatDateTime(iso: string | null): string {
  if (iso === null || iso === '') return '–'
  const date = parseDate(iso)
  return date === null ? iso : formatters().dateTime.format(date)
}

/** The time of day of a moment, ms since the epoch. */
export function formatTime(at: number): string {
  return formatters().timeOnly.format(at)
}

/** "German" for `de`; null for codes that nobody can name. */
export function languageName(code: string): string | null {
  try {
    return formatters().languages.of(code) ?? null
  } catch {
    // Not a well-formed language code: the platform's own, shown as it is.
    return null
  }
}

/** "Deutsch" for `de`: a language by its own name, as a list of its own begins. */
export function ownLanguageName(code: string): string {
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1)
}

/** What stands for "all languages" in keys and filters, whatever language the window speaks. */
const allLanguagesKey = 'all'

/** What files of one language have in common: its code, or one word for a file that is for all of them. */
export function languageKey(locale: string | null): string {
  return locale === null || locale === '' ? allLanguagesKey : locale
}

export function languageKeyText(key: string): string {
  return key === allLanguagesKey ? t('language.all') : key
}

/** The code of a language, or the word for a file that is for all of them. Scripts rely on it, word for word. */
export function languageCode(locale: string | null): string {
  return languageKeyText(languageKey(locale))
}

interface ConnectionFacts {
  readonly name: string
  readonly accountId: string
  readonly host: string
}

/** As a connection is called here: the demo workspace has its one name in the language of the window. */
export function connectionText({ name, accountId, host }: ConnectionFacts): string {
  return isDemo({ accountId, host }) ? t('demo.name') : name
}

function isDemo({ accountId, host }: Pick<ConnectionFacts, 'accountId' | 'host'>): boolean {
  return accountId === 'demo' && host === 'demo'
}

/** Account and host, without the account where the connection is simply called after it. */
export function accountText(facts: ConnectionFacts): string {
  if (isDemo(facts)) return t('demo.where')
  return facts.name === facts.accountId ? facts.host : `${facts.accountId} · ${facts.host}`
}
