import { app } from 'electron'
import { SerialQueue } from '../core/lib/serial-queue'
import { chooseLanguage } from '../core/settings/choose-language'
import type { LanguageSnapshot, Settings, TextLocale } from '../shared/settings'
import { logError } from './log'
import { setMainLocale } from './locale'

/** Determines the language of this run, and applies it to the texts of main. */
export class LanguageService {
  private locale: TextLocale | null = null
  private readonly queue = new SerialQueue()

  constructor(
    private readonly requested: string,
    private readonly setting: () => Settings['language'],
    /** Rebuilds whatever shows texts of main. */
    private readonly onLocaleChange: () => void,
  ) {}

  snapshot(): LanguageSnapshot {
    const preferred = app.getPreferredSystemLanguages()
    return chooseLanguage({ requested: this.requested, setting: this.setting(), preferred })
  }

  /** Settles once main uses the current language. Changes are applied in order, so that the last one wins. */
  applySettings(): Promise<void> {
    return this.queue
      .run(() => this.applyLocale())
      .catch((error: unknown) => {
        logError('language not changed', error)
      })
  }

  private async applyLocale(): Promise<void> {
    const { shown } = this.snapshot()
    if (shown === this.locale) return
    await setMainLocale(shown)
    this.locale = shown
    this.onLocaleChange()
  }
}
