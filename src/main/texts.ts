import { en, type MessageKey } from '../shared/messages/en'

/** A text of the catalogue for what main shows itself: menus and system dialogs. They hold no placeholders. */
export function text(key: MessageKey): string {
  return en[key]
}
