import { foldText } from './fold-text'
import { sortTexts, type TextCodes } from './sort-texts'

const zero = 48
const nine = 57

/** Letters that no decomposition takes apart, where people look for them. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
}
const spelledLetters = /[ßæœøłđı]/g

function isDigit(code: number): boolean {
  return code >= zero && code <= nine
}

/** The end of the run of digits that begins at a position. */
function endOfNumber(text: string, start: number): number {
  let end = start
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1
  return end
}

/**
 * Writes a folded text so that the order of code units is the natural one: before each number how many digits it has, so
 * that file2 stands before file10. Answers with where it ends.
 */
function writeKey(folded: string, codes: Uint16Array, start: number): number {
  const text = folded.replace(spelledLetters, (letter) => spelled[letter] ?? letter)
  let to = start
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (!isDigit(code)) {
      codes[to++] = code
      at += 1
      continue
    }
    const end = endOfNumber(text, at)
    while (at < end - 1 && text.charCodeAt(at) === zero) at += 1
    // A number of one digit needs no length: every other length is a later character than any digit.
    if (end - at > 1) codes[to++] = nine + end - at - 1
    while (at < end) codes[to++] = text.charCodeAt(at++)
  }
  return to
}

interface Texts {
  readonly texts: readonly string[]
  /** The same, folded. */
  readonly folded: readonly string[]
  /** Decides between equal texts. */
  readonly tie?: (a: number, b: number) => number
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/**
 * Orders texts naturally: without regard to case and accents first, and by them where nothing else tells two apart. By
 * code units, in the place of a collator, which takes 0.5 s for 100,000 names. Indexes of the texts.
 */
export function sortNaturally({ texts, folded, tie = (a, b) => a - b }: Texts): Uint32Array {
  const at = (index: number): string => texts[index] ?? ''
  return sortTexts(writeKeys(folded), (a, b) => compare(at(a), at(b)) || tie(a, b))
}

/** The rank of each text by an order of them; equal texts have equal ranks. */
export function ranksBy(order: Uint32Array, texts: readonly string[]): Uint32Array {
  const ranks = new Uint32Array(texts.length)
  let rank = 0
  order.forEach((index, place) => {
    const before = order[place - 1]
    if (before !== undefined && texts[before] !== texts[index]) rank += 1
    ranks[index] = rank
  })
  return ranks
}

function writeKeys(folded: readonly string[]): TextCodes {
  // A spelled letter takes two places, and so does a number of two digits its length and itself.
  let room = 0
  for (const text of folded) room += text.length
  const codes = new Uint16Array(room * 2)
  const starts = new Uint32Array(folded.length + 1)
  folded.forEach((text, index) => {
    starts[index + 1] = writeKey(text, codes, starts[index] ?? 0)
  })
  return { codes, starts }
}

/** Ranks of texts of which many are equal, such as folders: each is looked at once. */
export function naturalRanks(texts: readonly string[]): Uint32Array {
  const places = new Map<string, number>()
  for (const text of texts) if (!places.has(text)) places.set(text, places.size)
  const distinct = [...places.keys()]
  const ranks = ranksBy(sortNaturally({ texts: distinct, folded: distinct.map(foldText) }), distinct)
  return Uint32Array.from(texts, (text) => ranks[places.get(text) ?? 0] ?? 0)
}
