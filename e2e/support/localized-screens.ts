import type { Locator, Page } from '@playwright/test'
import type { MessageKey, Messages } from '../../src/shared/messages/catalogue'

export interface LocaleTexts {
  readonly page: Page
  /** The texts of the language that the app speaks. */
  readonly words: Messages
}

type Role = Parameters<Page['getByRole']>[0]

/** What is on a screen, found by the texts of the language that it is in. */
export class LocalizedScreens<W extends LocaleTexts = LocaleTexts> {
  constructor(readonly walk: W) {}

  get(role: Role, key: MessageKey, within: Page | Locator = this.walk.page): Locator {
    return within.getByRole(role, { name: namePattern(this.walk.words[key]) })
  }

  async press(key: MessageKey, within: Page | Locator = this.walk.page): Promise<void> {
    await this.get('button', key, within).first().click()
  }

  row(name: string): Locator {
    return this.walk.page.getByRole('row', { name: new RegExp(`^${name}, `) }).first()
  }

  async fill(key: MessageKey, text: string, within: Page | Locator = this.walk.page): Promise<void> {
    await this.get('textbox', key, within).fill(text)
  }

  async leave(): Promise<void> {
    await this.walk.page.keyboard.press('Escape')
  }
}

/** A name as it is, with anything in the place of what is filled in; of a plural, that of many. */
export function namePattern(message: string): RegExp {
  const many = /other \{([^{}]*)\}\}$/.exec(message)?.[1]?.replaceAll('#', '{count}')
  const pieces = (many ?? message)
    .split(/\{[^{}]*\}/)
    .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s'))
  return new RegExp(`^${pieces.join('.*')}$`)
}
