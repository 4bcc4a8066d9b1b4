import { pseudoLocale, uiLanguages, type TextLocale } from '../settings'
import { en, type Messages } from './catalogue'

/** Dynamic imports, so that each language is a separate chunk and only the current one is loaded. */
const loaders: Readonly<Record<Exclude<TextLocale, 'en'>, () => Promise<Messages>>> = {
  de: async () => (await import('./de.json')).default,
  fr: async () => (await import('./fr.json')).default,
  es: async () => (await import('./es.json')).default,
  ja: async () => (await import('./ja.json')).default,
  [pseudoLocale]: async () => (await import('./pseudo')).pseudo,
}

export function isTextLocale(tag: string): tag is TextLocale {
  return tag === pseudoLocale || uiLanguages.some((code) => code === tag)
}

/** The texts of a language. Rejects only if a file of the app is missing. */
export async function loadMessages(locale: TextLocale): Promise<Messages> {
  return locale === 'en' ? en : loaders[locale]()
}
