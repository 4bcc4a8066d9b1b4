import { createIntl, createIntlCache, type IntlShape } from 'react-intl'
import { en, type MessageKey, type Messages } from '../../shared/messages/catalogue'
import { isTextLocale, loadMessages } from '../../shared/messages/load-messages'
import { pseudoLocale, type TextLocale } from '../../shared/settings'

export interface LocaleState {
  readonly locale: TextLocale
  /** For dates, numbers and plurals: the locale with the user's region, if the system has one for this language. */
  readonly formatLocale: string
  readonly intl: IntlShape
}

let current: LocaleState = createLocaleState('en', en)
let requested: TextLocale = 'en'
const listeners = new Set<() => void>()

/** The current locale. The app is remounted when it changes. */
export function currentLocale(): LocaleState {
  return current
}

/** Calls back when the locale has changed, before anything renders. Returns the function that unsubscribes. */
export function onLocaleChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Loads the messages of a locale and switches to it, unless another one has been requested since. */
export async function setLocale(locale: TextLocale): Promise<void> {
  requested = locale
  const messages = await loadMessages(locale)
  if (requested !== locale || locale === current.locale) return
  current = createLocaleState(locale, messages)
  for (const listener of listeners) listener()
}

/** The locale that main wrote into the page's `lang` attribute. */
export function documentLocale(): TextLocale {
  const { lang } = document.documentElement
  return isTextLocale(lang) ? lang : 'en'
}

type Values = Readonly<Record<string, string | number>>

/** A message of the catalogue in the current locale, with its values filled in. */
export function t(key: MessageKey, values?: Values): string {
  return current.intl.formatMessage({ id: key }, values)
}

function createLocaleState(locale: TextLocale, messages: Messages): LocaleState {
  const formatLocale = findFormatLocale(locale)
  return { locale, formatLocale, intl: createIntl({ locale: formatLocale, messages }, createIntlCache()) }
}

function findFormatLocale(locale: TextLocale): string {
  const language = locale === pseudoLocale ? 'en' : locale
  const regional = navigator.languages.find((tag) => tag === language || tag.startsWith(`${language}-`))
  return regional ?? language
}
