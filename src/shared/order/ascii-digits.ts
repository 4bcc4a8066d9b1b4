const otherDigits = /(?![0-9])\p{Nd}/gu
const decimalDigit = /^\p{Nd}$/u
const blockSize = 10

/** The value of a decimal digit. Unicode encodes digits in rows of ten, some of which follow each other. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let below = 0
  while (decimalDigit.test(String.fromCodePoint(code - below - 1))) below += 1
  return below % blockSize
}

/** Replaces the decimal digits of every script, such as `３` and `٣`, by ASCII digits. */
export function toAsciiDigits(text: string): string {
  return text.replace(otherDigits, (digit) => String(digitValue(digit)))
}

/** What input methods and other keyboards type instead of the separators and signs of a number. */
const separators: Readonly<Record<string, string>> = {
  '\u066b': '.',
  '\u066c': ',',
  '\u060c': ',',
  '、': ',',
}
const otherSeparators = /[\u066b\u066c\u060c、]/g
/** The full-width forms of ASCII, in the same order. */
const fullWidth = /[\uff01-\uff5e]/g
const fullWidthOffset = 0xfee0

/** A typed number, with its unit or separators, as ASCII. Everything else stays. */
export function toAsciiNumber(text: string): string {
  return toAsciiDigits(text)
    .replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - fullWidthOffset))
    .replace(otherSeparators, (separator) => separators[separator] ?? separator)
}
