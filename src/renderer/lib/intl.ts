import { createIntl, createIntlCache, type IntlShape } from 'react-intl'
import { en, type MessageKey, type Messages } from '../../shared/messages/catalogue'
import { isTextLocale, loadMessages } from '../../shared/messages/load-messages'
import { pseudoLocale, type TextLocale } from '../../shared/settings'

export interface LocaleState {
  readonly locale: TextLocale
  /** Of dates, numbers and plurals: the language with the user's own region, if it is theirs. */
  readonly formatLocale: string
  readonly intl: IntlShape
}

let current: LocaleState = createLocaleState('en', en)
let requested: TextLocale = 'en'
const listeners = new Set<() => void>()

/** What the window speaks: what is drawn in it is drawn anew when it changes. */
export function currentLocale(): LocaleState {
  return current
}

/** Calls back before anything is drawn in another language; answers with what ends it. */
export function onLocaleChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Settles when all texts of the window are in this language, or in one that was asked for since. */
export async function setLocale(locale: TextLocale): Promise<void> {
  requested = locale
  const messages = await loadMessages(locale)
  if (requested !== locale || locale === current.locale) return
  current = createLocaleState(locale, messages)
  for (const listener of listeners) listener()
}

/** The language that main wrote into the page. */
export function documentLocale(): TextLocale {
  const { lang } = document.documentElement
  return isTextLocale(lang) ? lang : 'en'
}

type Values = Readonly<Record<string, string | number>>

/** A text of the catalogue, with its values filled in. The key is checked by the compiler. */
export function t(key: MessageKey, values?: Values): string {
  return current.intl.formatMessage({ id: key }, values)
}

function createLocaleState(locale: TextLocale, messages: Messages): LocaleState {
  const formatLocale = findFormatLocale(locale)
  return { locale, formatLocale, intl: createIntl({ locale: formatLocale, messages }, createIntlCache()) }
}

function findFormatLocale(locale: TextLocale): string {
  const language = locale === pseudoLocale ? 'en' : locale
  const own = navigator.languages.find((each) => each === language || each.startsWith(`${language}-`))
  return own ?? language
}
