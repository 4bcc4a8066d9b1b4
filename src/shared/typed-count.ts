import { toAsciiNumber } from './order/ascii-digits'

/** Spaces and separators that people or their systems write between groups of digits. */
const groupSeparators = /[\s.,'\u2019]/g

/** Whether the typed text is the number to type, in the digits of any script; always if there is none to type. */
export function isCountTyped(typed: string, expected: number | null): boolean {
  if (expected === null) return true
  // Compatibility composition maps mathematical digits, whose rows follow each other, to ASCII.
  return toAsciiNumber(typed.normalize('NFKC')).replaceAll(groupSeparators, '') === String(expected)
}
