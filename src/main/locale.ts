import { en, type MessageKey, type Messages } from '../shared/messages/catalogue'
import { loadMessages } from '../shared/messages/load-messages'
import type { TextLocale } from '../shared/settings'

let messages: Messages = en

/** A text of the catalogue for what main shows itself: menus and system dialogs. They hold no placeholders. */
export function text(key: MessageKey): string {
  return messages[key]
}

/** From now on `text` speaks this language. */
export async function setLocale(locale: TextLocale): Promise<void> {
  messages = await loadMessages(locale)
}
