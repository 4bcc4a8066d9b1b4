import {
  pseudoLocale,
  uiLanguages,
  type LanguageSnapshot,
  type Settings,
  type UiLanguage,
} from '../../shared/settings'

interface LanguageOptions {
  /** Value of the switch `--lang`; empty if it was not given. */
  readonly requested: string
  readonly setting: Settings['language']
  /** Languages of the system in order of preference: BCP 47, with or without a region. */
  readonly preferred: readonly string[]
}

/** The switch comes first if it names a supported language, then the setting, then the system; the default is English. */
export function chooseLanguage({ requested, setting, preferred }: LanguageOptions): LanguageSnapshot {
  const system = preferred.map(toUiLanguage).find((language) => language !== null) ?? 'en'
  const forced = requested === pseudoLocale ? pseudoLocale : toUiLanguage(requested)
  return { shown: forced ?? (setting === 'system' ? system : setting), system, isForced: forced !== null }
}

/** `de` for `de-AT` or `de_AT.UTF-8`; null for an unsupported language. */
function toUiLanguage(tag: string): UiLanguage | null {
  const [language = ''] = tag.toLowerCase().split(/[-_.]/)
  return uiLanguages.find((candidate) => candidate === language) ?? null
}
