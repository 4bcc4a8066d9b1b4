import { pseudoLocale, uiLanguages, type TextLocale } from '../settings'
import { en, type Messages } from './catalogue'

/** Only the language in use is read and parsed: each of the others is a chunk of its own. */
const loaders: Readonly<Record<Exclude<TextLocale, 'en'>, () => Promise<Messages>>> = {
  de: async () => (await import('./de.json')).default,
  fr: async () => (await import('./fr.json')).default,
  es: async () => (await import('./es.json')).default,
  ja: async () => (await import('./ja.json')).default,
  [pseudoLocale]: async () => (await import('./pseudo')).pseudo,
}

export function isTextLocale(tag: string): tag is TextLocale {
  return tag === pseudoLocale || uiLanguages.some((each) => each === tag)
}

/** The texts of a language. Rejects only where a file of the app itself is missing. */
export async function loadMessages(locale: TextLocale): Promise<Messages> {
  return locale === 'en' ? en : loaders[locale]()
}
