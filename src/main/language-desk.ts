import { app } from 'electron'
import { chooseLanguage } from '../core/settings/choose-language'
import type { LanguageNews, Settings, TextLocale } from '../shared/settings'
import { logError } from './log'
import { speak } from './texts'

/** In which language this run speaks; main's own texts follow it. */
export class LanguageDesk {
  private spoken: TextLocale | null = null
  private last: Promise<void> = Promise.resolve()

  constructor(
    private readonly asked: string,
    private readonly setting: () => Settings['language'],
    /** Main speaks another language: what shows its texts is made anew. */
    private readonly onSpoken: () => void,
  ) {}

  news(): LanguageNews {
    const preferred = app.getPreferredSystemLanguages()
    return chooseLanguage({ asked: this.asked, setting: this.setting(), preferred })
  }

  /** Settles when main speaks what holds now. One change after the other, so that the last one stays. */
  follow(): Promise<void> {
    this.last = this.last
      .then(() => this.speakAsSet())
      .catch((error: unknown) => {
        logError('language not changed', error)
      })
    return this.last
  }

  private async speakAsSet(): Promise<void> {
    const { shown } = this.news()
    if (shown === this.spoken) return
    await speak(shown)
    this.spoken = shown
    this.onSpoken()
  }
}
