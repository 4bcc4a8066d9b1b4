import { alphabetOf, type Alphabet } from './language-alphabets'

/** Average score of the characters outside ASCII from which on a text is in the expected language. */
const minScore = 0.5
/** Weights by the order of a language's encodings: old texts are rarely in one of the others. */
const weights = [1, 0.9]
const rareWeight = 0.8
/** Typographic characters that texts of every language have. */
const typographic = /[«»‹›„“”‘’‚–—…•·°§©®™€£№×÷½¼¾¡¿\u00a0\u3000-\u3003\u3008-\u3011\uff01-\uff5e]/
/** Characters that only a wrong encoding gives: undecodable, private use, controls, and half-width katakana. */
const wrong = /[\ufffd\ue000-\uf8ff\u0080-\u009f\uff61-\uff9f]/

/**
 * The encoding, as a WHATWG label, in which a text has the letters of an expected language: works for texts too short for
 * statistics. Null if none of the language's encodings gives a plausible text. `decode` returns null where it cannot.
 */
export function guessByLanguage(locale: string, decode: (label: string) => string | null): string | null {
  const alphabet = alphabetOf(locale)
  if (alphabet === null) return null
  let best = { encoding: '', score: 0 }
  for (const [at, encoding] of alphabet.encodings.entries()) {
    const text = decode(encoding)
    const score = text === null ? 0 : scoreOf(text, alphabet) * (weights[at] ?? rareWeight)
    if (score > best.score) best = { encoding, score }
  }
  return best.score >= minScore ? best.encoding : null
}

/** Average score of the characters outside ASCII: 1 for frequent letters of the language, negative for impossible ones. */
function scoreOf(text: string, alphabet: Alphabet): number {
  const separatesScripts = /Cyrillic|Greek|Hebrew|Arabic/.test(alphabet.script.source)
  let [sum, count] = [0, 0]
  let last = ''
  for (const character of text) {
    const isAscii = character < '\u0080'
    // A word is in one script, except in East Asia.
    if (separatesScripts && isAscii !== last < '\u0080' && isLetter(last) && isLetter(character)) sum -= 1
    if (!isAscii) {
      count += 1
      sum += scoreOfLetter(character.toLowerCase(), alphabet) * (isUpper(character) ? 0.85 : 1)
      // Inverted case is typical of KOI8 and Windows-1251 read as each other.
      if (isUpper(character) && isLower(last) && last >= '\u0080') sum -= 0.5
    }
    last = character
  }
  return count === 0 ? 0 : sum / count
}

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character)
}

function isUpper(character: string): boolean {
  return character !== character.toLowerCase()
}

function isLower(character: string): boolean {
  return character !== character.toUpperCase()
}

function scoreOfLetter(lower: string, { letters, script }: Alphabet): number {
  const rank = letters.indexOf(lower)
  if (rank !== -1) return 1 - (0.4 * rank) / letters.length
  if (script.test(lower)) return script.source.includes('Han') ? 0.7 : 0.3
  if (typographic.test(lower) || /\p{M}/u.test(lower)) return 0.6
  return wrong.test(lower) ? -3 : -1
}
