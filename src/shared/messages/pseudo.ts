import { en, type MessageKey, type Messages } from './catalogue'

const plain = 'AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz'
const accentedLetters = 'ÅåƁƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļṀṁÑñÖöÞþǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž'
const accents = new Map(Array.from(plain, (letter, at) => [letter, accentedLetters.charAt(at)]))

/** Translations into German and French are longer than English by about this part. */
const longer = 0.4

/** A text in brackets, with accents and longer; what is inside of its placeholders stays what it is. */
export function pseudoText(message: string): string {
  const { text, letters } = accented(message)
  return `⟦${text}${'·'.repeat(Math.ceil(letters * longer))}⟧`
}

/** Literal text is at an even depth: a placeholder opens one, and the text of a plural's case another. */
function accented(message: string): { readonly text: string; readonly letters: number } {
  let [text, letters, depth] = ['', 0, 0]
  for (const sign of message) {
    if (sign === '{') depth += 1
    if (sign === '}') depth -= 1
    const accent = depth % 2 === 0 ? accents.get(sign) : undefined
    text += accent ?? sign
    // Of the cases of a plural, usually two, one is shown.
    if (accent !== undefined) letters += depth === 0 ? 1 : 0.5
  }
  return { text, letters }
}

const entries = Object.entries(en).map(([key, message]) => [key, pseudoText(message)] as const)

/** The pseudo-locale: every text of the catalogue, and nothing else, stands in brackets. */
export const pseudo = Object.fromEntries(entries) as Record<MessageKey, string> satisfies Messages
