import type { Handler } from '../http/call-context'
import { jsonReply } from '../http/reply'

/** A part of the platform's list, codes included that are no registered tags (docs/platform-api.md#languages). */
const names: Readonly<Record<string, string>> = {
  ar: 'Arabic',
  de: 'German',
  'de-AT': 'German (Austria)',
  en: 'English',
  'en-GB': 'English (United Kingdom)',
  'en-US': 'English (United States)',
  es: 'Spanish',
  'es-419': 'Spanish (Latin America)',
  fr: 'French',
  'fr-CA': 'French (Canada)',
  it: 'Italian',
  ja: 'Japanese',
  ko: 'Korean',
  nl: 'Dutch',
  pl: 'Polish',
  pt: 'Portuguese',
  'pt-BR': 'Portuguese (Brazil)',
  'sr-Cyrl-RS': 'Serbian (Cyrillic, Serbia)',
  sv: 'Swedish',
  'zh-CHS': 'Chinese (simplified, legacy)',
  'zh-Hans': 'Chinese (simplified)',
}

export const languageName = (locale: string): string => names[locale] ?? locale

/** `GET settings/languages`, a bare array. See docs/platform-api.md#languages. */
export const listLanguages: Handler = () =>
  jsonReply(Object.entries(names).map(([loc, name]) => ({ loc, name })))
