import { createIntl, createIntlCache } from 'react-intl'
import { en, type MessageKey } from '../../shared/messages/en'

const intl = createIntl({ locale: 'en', messages: en }, createIntlCache())

type Values = Readonly<Record<string, string | number>>

/** A text of the catalogue, with its values filled in. The key is checked by the compiler. */
export function t(key: MessageKey, values?: Values): string {
  return intl.formatMessage({ id: key }, values)
}

/** English texts with the user's own English for dates and numbers, if there is one. */
export const formatLocale = navigator.language.startsWith('en') ? navigator.language : 'en'
