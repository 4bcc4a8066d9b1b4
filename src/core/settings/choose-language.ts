import {
  pseudoLocale,
  uiLanguages,
  type LanguageSnapshot,
  type Settings,
  type UiLanguage,
} from '../../shared/settings'

interface LanguageOptions {
  /** Value of the switch `--lang`; empty where it was not given. */
  readonly requested: string
  readonly setting: Settings['language']
  /** Languages of the computer's user, the dearest first: BCP 47, with or without a region. */
  readonly preferred: readonly string[]
}

/** The switch decides where it names a language of ours, then the setting, then the computer; else it is English. */
export function chooseLanguage({ requested, setting, preferred }: LanguageOptions): LanguageSnapshot {
  const system = preferred.map(languageOf).find((language) => language !== null) ?? 'en'
  const forced = requested === pseudoLocale ? pseudoLocale : languageOf(requested)
  return { shown: forced ?? (setting === 'system' ? system : setting), system, isForced: forced !== null }
}

/** `de` for `de-AT` or `de_AT.UTF-8`; null for what we do not speak. */
function languageOf(tag: string): UiLanguage | null {
  const [language = ''] = tag.toLowerCase().split(/[-_.]/)
  return uiLanguages.find((candidate) => candidate === language) ?? null
}
