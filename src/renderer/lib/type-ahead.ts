import { foldText } from '../../shared/order/fold-text'

/** Letters typed within this time belong to one word. */
const wordTimeoutMs = 900

export interface TypedWord {
  readonly text: string
  /** When its last letter was typed, ms. */
  readonly at: number
}

export const noWord: TypedWord = { text: '', at: 0 }

/** A letter that goes on with the word, or begins one. */
export function typeLetter(word: TypedWord, letter: string, now: number): TypedWord {
  return { text: now - word.at <= wordTimeoutMs ? word.text + letter : letter, at: now }
}

interface Search {
  /** The active row, or -1. */
  readonly active: number
  /** Whether a row is on the screen's list at all; a file in a closed group is not. */
  readonly isShown?: (index: number) => boolean
}

/**
 * The row whose name begins with the word: from the active one on, round the end. One letter goes on to the next such
 * name, so that pressing it again walks through them.
 */
export function findByWord(
  view: readonly { readonly name: string }[],
  { text }: TypedWord,
  search: Search,
): number {
  const { active, isShown = () => true } = search
  const word = foldText(text)
  const first = text.length === 1 ? active + 1 : Math.max(active, 0)
  for (let step = 0; step < view.length; step += 1) {
    const index = (first + step) % view.length
    const name = view[index]?.name ?? ''
    if (foldText(name.slice(0, text.length + 8)).startsWith(word) && isShown(index)) return index
  }
  return -1
}
