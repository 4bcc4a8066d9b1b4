import type { Handler } from '../http/call-context'
import { jsonReply } from '../http/reply'

/** Some of the platform's languages, including codes that are not registered tags (docs/platform-api.md#languages). */
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

/** `GET settings/languages`, which returns a bare array. */
export const listLanguages: Handler = () =>
  jsonReply(Object.entries(names).map(([loc, name]) => ({ loc, name })))
