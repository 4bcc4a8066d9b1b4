import { en, type MessageKey, type Messages } from '../shared/messages/catalogue'
import { loadMessages } from '../shared/messages/load-messages'
import type { TextLocale } from '../shared/settings'

let messages: Messages = en

/** A catalogue text for menus and system dialogs, which main shows itself. Placeholders are plain names, without plurals. */
export function text(key: MessageKey, values: Readonly<Record<string, string | number>> = {}): string {
  return messages[key].replaceAll(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  )
}

/** Sets the language of `text`. */
export async function setMainLocale(locale: TextLocale): Promise<void> {
  messages = await loadMessages(locale)
}
