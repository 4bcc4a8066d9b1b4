import { fold } from './search'

const ZERO = 48
const NINE = 57

/** Letters that no decomposition takes apart, where people look for them. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
}
const SPELLED_LETTERS = /[ßæœøłđı]/g

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE
}

/** The end of the run of digits that begins at a position. */
function endOfNumber(text: string, start: number): number {
  let end = start
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1
  return end
}

/**
 * A text to compare by its code units in the place of a collator, which takes 0.5 s for 100,000 names: folded, and before
 * each number how many digits it has, so that file2 stands before file10.
 */
export function naturalKey(folded: string): string {
  const text = folded.replace(SPELLED_LETTERS, (letter) => SPELLED[letter] ?? letter)
  let key = ''
  let from = 0
  let at = 0
  while (at < text.length) {
    if (!isDigit(text.charCodeAt(at))) {
      at += 1
      continue
    }
    const end = endOfNumber(text, at)
    let first = at
    while (first < end - 1 && text.charCodeAt(first) === ZERO) first += 1
    // A number of one digit needs no length: every other length is a later character than any digit.
    const length = end - first
    key += text.slice(from, at) + (length === 1 ? '' : String.fromCharCode(NINE + length - 1))
    from = first
    at = end
  }
  return from === 0 ? text : key + text.slice(from)
}

export interface Ordered {
  /** Indexes of the texts in their order. */
  readonly order: Uint32Array
  /** The place of each text; equal texts have equal ranks. */
  readonly ranks: Uint32Array
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

/** Orders texts naturally: without regard to case and accents first, and by them where nothing else tells two apart. */
export function orderNaturally({ texts, folded, tie = (a, b) => a - b }: Texts): Ordered {
  const keys = folded.map(naturalKey)
  const at = (list: readonly string[], index: number): string => list[index] ?? ''
  const same = (a: number, b: number): number =>
    compare(at(keys, a), at(keys, b)) || compare(at(texts, a), at(texts, b))
  const order = Uint32Array.from(texts.keys()).sort((a, b) => same(a, b) || tie(a, b))
  const ranks = new Uint32Array(texts.length)
  let rank = 0
  order.forEach((index, place) => {
    const before = order[place - 1]
    if (before !== undefined && at(texts, before) !== at(texts, index)) rank += 1
    ranks[index] = rank
  })
  return { order, ranks }
}

/** Ranks of texts of which many are equal, such as folders: each is looked at once. */
export function naturalRanks(texts: readonly string[]): Uint32Array {
  const places = new Map<string, number>()
  for (const text of texts) if (!places.has(text)) places.set(text, places.size)
  const distinct = [...places.keys()]
  const { ranks } = orderNaturally({ texts: distinct, folded: distinct.map(fold) })
  return Uint32Array.from(texts, (text) => ranks[places.get(text) ?? 0] ?? 0)
}
