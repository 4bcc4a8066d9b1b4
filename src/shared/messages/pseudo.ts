import { en, type MessageKey, type Messages } from './catalogue'

const plainLetters = 'AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz'
const accentedLetters = 'ÅåƁƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļṀṁÑñÖöÞþǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž'
const accents = new Map(Array.from(plainLetters, (letter, index) => [letter, accentedLetters.charAt(index)]))

/** Typical relative growth of German and French translations. */
const expansionRatio = 0.4

/** Puts a message in brackets, adds accents and makes it longer. Keeps placeholders intact. */
export function pseudoText(message: string): string {
  const { text, letters } = addAccents(message)
  return `⟦${text}${'·'.repeat(Math.ceil(letters * expansionRatio))}⟧`
}

/** Literal text is at an even brace depth: a placeholder opens one level, and a plural case another. */
function addAccents(message: string): { readonly text: string; readonly letters: number } {
  let [text, letters, depth] = ['', 0, 0]
  for (const character of message) {
    if (character === '{') depth += 1
    if (character === '}') depth -= 1
    const accent = depth % 2 === 0 ? accents.get(character) : undefined
    text += accent ?? character
    // Plurals usually have two cases, of which only one is shown.
    if (accent !== undefined) letters += depth === 0 ? 1 : 0.5
  }
  return { text, letters }
}

const entries = Object.entries(en).map(([key, message]) => [key, pseudoText(message)] as const)

/** The pseudo locale: all texts of the catalogue in brackets. */
export const pseudo = Object.fromEntries(entries) as Record<MessageKey, string> satisfies Messages
