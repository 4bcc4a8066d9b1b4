import { en, type MessageKey, type Messages } from '../shared/messages/catalogue'
import { loadMessages } from '../shared/messages/load-messages'
import type { TextLocale } from '../shared/settings'

let messages: Messages = en

/** A catalogue text for menus and system dialogs, which main shows itself. These texts have no placeholders. */
export function text(key: MessageKey): string {
  return messages[key]
}

/** Sets the language of `text`. */
export async function setLocale(locale: TextLocale): Promise<void> {
  messages = await loadMessages(locale)
}
