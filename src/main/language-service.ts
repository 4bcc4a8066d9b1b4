import { app } from 'electron'
import { chooseLanguage } from '../core/settings/choose-language'
import type { LanguageSnapshot, Settings, TextLocale } from '../shared/settings'
import { logError } from './log'
import { setLocale } from './locale'

/** In which language this run speaks; main's own texts follow it. */
export class LanguageService {
  private locale: TextLocale | null = null
  private last: Promise<void> = Promise.resolve()

  constructor(
    private readonly asked: string,
    private readonly setting: () => Settings['language'],
    /** Main speaks another language: what shows its texts is made anew. */
    private readonly onLocaleChange: () => void,
  ) {}

  snapshot(): LanguageSnapshot {
    const preferred = app.getPreferredSystemLanguages()
    return chooseLanguage({ requested: this.asked, setting: this.setting(), preferred })
  }

  /** Settles when main speaks what holds now. One change after the other, so that the last one stays. */
  applySettings(): Promise<void> {
    this.last = this.last
      .then(() => this.applyLocale())
      .catch((error: unknown) => {
        logError('language not changed', error)
      })
    return this.last
  }

  private async applyLocale(): Promise<void> {
    const { shown } = this.snapshot()
    if (shown === this.locale) return
    await setLocale(shown)
    this.locale = shown
    this.onLocaleChange()
  }
}
