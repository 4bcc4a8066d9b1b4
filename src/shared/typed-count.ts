/** Spaces and separators that people or their systems write between groups of digits. */
const groupSeparators = /[\s.,'\u2019\u066c\uff0c]/g

/** The value of a digit of any script: its distance from the zero of its block, which starts a run of ten. */
function digitValue(digit: string): string {
  let value = 0
  const code = digit.codePointAt(0) ?? 0
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1
  return String(value)
}

/** Whether the typed text is the number to type, in the digits of any script; always if there is none to type. */
export function isCountTyped(typed: string, expected: number | null): boolean {
  if (expected === null) return true
  // Compatibility composition maps full-width and mathematical digits, whose blocks touch, to ASCII.
  const digits = typed
    .normalize('NFKC')
    .replaceAll(groupSeparators, '')
    .replaceAll(/\p{Nd}/gu, digitValue)
  return digits === String(expected)
}
