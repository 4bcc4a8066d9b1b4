const ascii = /^[\u0000-\u007f]*$/

/**
 * Accents of Latin, Greek and Cyrillic letters. In other scripts a mark makes another letter or another word: the voicing of
 * kana, the vowels of Thai, Hindi, Hebrew and Arabic. The ranges are the marks that those three scripts use.
 */
const accents =
  /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff\ua66f\ua674-\ua67d\ufe20-\ufe2f]+/gu

/**
 * Normalizing sorts the marks of a letter, in quadratic time. Joiners split long runs, as UAX #15 recommends for streams.
 * Half-width voicing marks decompose into marks.
 */
const longMarks = /[\p{M}\uff9e\uff9f]{30}(?=[\p{M}\uff9e\uff9f])/gu
const joiner = '\u034f'

/** Letters without a Unicode decomposition, as users type them on a keyboard that lacks them. */
const replacements: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ς: 'σ',
  '\\': '/',
}
const replacedLetters = /[ßæœøłđðþħŧŋıς\\]/g

/**
 * Folds a text for comparison. Ignores case, accents, the kind of slash, and how a letter is encoded: full width, half-width kana,
 * ligatures. The time is linear in the length.
 */
export function foldText(text: string): string {
  if (ascii.test(text)) return text.replaceAll('\\', '/').toLowerCase()
  return text
    .replace(longMarks, `$&${joiner}`)
    .normalize('NFKD')
    .replace(accents, '')
    .toLowerCase()
    .replace(replacedLetters, (letter) => replacements[letter] ?? letter)
    .normalize('NFC')
}
