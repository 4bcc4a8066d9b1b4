import { foldText } from '../../shared/order/fold-text'

/** Letters typed within this time, in ms, belong to one word. */
const wordTimeoutMs = 900

export interface TypedWord {
  readonly text: string
  /** When the last letter was typed, in ms. */
  readonly lastTypedAt: number
}

export const emptyWord: TypedWord = { text: '', lastTypedAt: 0 }

/** Appends a letter to the word, or starts a new word after a pause. */
export function typeLetter(word: TypedWord, letter: string, now: number): TypedWord {
  return { text: now - word.lastTypedAt <= wordTimeoutMs ? word.text + letter : letter, lastTypedAt: now }
}

/** A name may spell a character with several units: a syllable of Korean with three, an accented letter with two. */
const unitsPerCharacter = 4

function isOneLetter(text: string): boolean {
  return Array.from(text).length === 1
}

interface SearchOptions {
  /** The active row, or -1. */
  readonly active: number
  /** Whether a row is shown in the list; a file in a closed group is not. */
  readonly isShown?: (index: number) => boolean
}

/**
 * Index of the row whose name starts with the word, or -1. Searches from the active row and wraps around. A single letter
 * starts after the active row, so that pressing it again cycles through the matches.
 */
export function findByWord(
  view: readonly { readonly name: string }[],
  { text }: TypedWord,
  options: SearchOptions,
): number {
  const { active, isShown = () => true } = options
  const word = foldText(text)
  const first = isOneLetter(text) ? active + 1 : Math.max(active, 0)
  for (let step = 0; step < view.length; step += 1) {
    const index = (first + step) % view.length
    const name = view[index]?.name ?? ''
    if (foldText(name.slice(0, text.length * unitsPerCharacter + 8)).startsWith(word) && isShown(index))
      return index
  }
  return -1
}
