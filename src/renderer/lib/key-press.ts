import { toAsciiDigits } from '../../shared/order/ascii-digits'

/** The used part of a keyboard event. Without a `code`, only its `key` counts. */
export interface KeyPress {
  readonly key: string
  readonly code?: string
}

/** What Chromium reports as `keyCode` for a key that the input method handles. */
const inputMethodKeyCode = 229

/** Question marks of other scripts, typed with the key that types ? on a Latin layout. */
const questionMarks: Readonly<Record<string, string>> = { '؟': '?', '՞': '?', '？': '?' }

/** Whether a key is text outside ASCII; names of keys, such as `Enter`, are ASCII. */
const nonAsciiText = /^[^\u0000-\u007f\s]{1,8}$/u
const latinLetter = /\p{Script=Latin}/u
const letterCode = /^Key([A-Z])$/
const digitCode = /^(?:Digit|Numpad)(\d)$/

/**
 * The key of a shortcut. A layout without Latin letters types none of those that shortcuts are made of, so the position of the
 * key decides, as it does in menus. A Latin layout decides for itself, because its letters may be elsewhere.
 */
export function shortcutKey({ key, code = '' }: KeyPress): string {
  if (!nonAsciiText.test(key)) return key
  const digit = digitCode.exec(code)?.[1]
  if (digit !== undefined && questionMarks[key] === undefined) return digit
  const letter = latinLetter.test(key) ? undefined : letterCode.exec(code)?.[1]
  if (letter !== undefined) return letter.toLowerCase()
  return questionMarks[key] ?? toAsciiDigits(key)
}

/** The text that a key types, or null for a named key, a blank, and `?`, which shows the shortcuts. */
export function typedText(key: string): string | null {
  const isOneCharacter = /^[^\s?]$/u.test(key)
  // One key of an Arabic layout types two letters.
  return (isOneCharacter || nonAsciiText.test(key)) && questionMarks[key] === undefined ? key : null
}

/** The used part of a keyboard event. Only `keyCode` marks the key that starts a composition. */
interface ComposingKey {
  readonly isComposing: boolean
  readonly keyCode: number
}

/** Whether an input method composes text with this key. Then it runs nothing, whatever its name. */
export function isComposing(event: ComposingKey): boolean {
  return event.isComposing || event.keyCode === inputMethodKeyCode
}
