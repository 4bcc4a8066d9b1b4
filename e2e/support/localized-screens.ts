import type { Locator, Page } from '@playwright/test'
import type { MessageKey, Messages } from '../../src/shared/messages/catalogue'

export interface LocaleTexts {
  readonly page: Page
  /** The catalogue of the app's language. */
  readonly messages: Messages
}

type Role = Parameters<Page['getByRole']>[0]

/** Finds the controls of a screen by the catalogue's texts in the app's language. */
export class LocalizedScreens<W extends LocaleTexts = LocaleTexts> {
  constructor(readonly walk: W) {}

  get(role: Role, key: MessageKey, within: Page | Locator = this.walk.page): Locator {
    return within.getByRole(role, { name: namePattern(this.walk.messages[key]) })
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

/** Matches a message with any value for its placeholders; for a plural, its form `other`. */
export function namePattern(message: string): RegExp {
  const otherForm = /other \{([^{}]*)\}\}$/.exec(message)?.[1]?.replaceAll('#', '{count}')
  const pieces = (otherForm ?? message)
    .split(/\{[^{}]*\}/)
    .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s/g, '\\s'))
  return new RegExp(`^${pieces.join('.*')}$`)
}
