import en from './en.json'

/** The English catalogue, which defines the keys. The window and main (menus, system dialogs) both read it. */
export { en }

export type MessageKey = keyof typeof en

/** The texts of one language, in ICU message syntax. */
export type Messages = Readonly<Record<MessageKey, string>>
