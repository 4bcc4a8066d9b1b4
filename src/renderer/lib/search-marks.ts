import { foldText } from '../../shared/order/fold-text'

/** A part of a text, from a start up to an end. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

const printableAscii = /^[\u0020-\u007e]*$/
/** A character with what combines with it. Not `Intl.Segmenter`, which takes quadratic time for a long text. */
const characters = /[^](?:[\p{M}\uff9e\uff9f\u1160-\u11ff\u{1f3fb}-\u{1f3ff}]|\u200d[^])*/gu

/** A text, folded, with the range of the original text that each folded unit comes from. */
interface FoldedText {
  readonly text: string
  readonly rangeAt: (index: number) => TextRange
}

function foldWithRanges(text: string): FoldedText | null {
  const folded = foldText(text)
  if (printableAscii.test(text)) return { text: folded, rangeAt: (start) => ({ start, end: start + 1 }) }
  const ranges: TextRange[] = []
  let joined = ''
  for (const { 0: character, index } of text.matchAll(characters)) {
    const part = foldText(character)
    joined += part
    const range = { start: index, end: index + character.length }
    for (let unit = 0; unit < part.length; unit += 1) ranges.push(range)
  }
  // Characters may combine with their neighbours in ways that their parts do not show. Rather no mark than a wrong one.
  if (joined !== folded) return null
  return { text: folded, rangeAt: (index) => ranges[index] ?? { start: text.length, end: text.length } }
}

/** The parts of a text that match a folded search text, whole characters each, in order. */
export function findMarks(text: string, needle: string | null): readonly TextRange[] {
  const folded = needle === null || needle === '' ? null : foldWithRanges(text)
  if (folded === null || needle === null) return []
  const marks: TextRange[] = []
  let found = folded.text.indexOf(needle)
  while (found !== -1) {
    const last = found + needle.length - 1
    marks.push({ start: folded.rangeAt(found).start, end: folded.rangeAt(last).end })
    found = folded.text.indexOf(needle, last + 1)
  }
  return marks
}

/** The ranges within a part of the text, counted from its start. */
export function marksWithin(marks: readonly TextRange[], part: TextRange): readonly TextRange[] {
  return marks
    .map(({ start, end }) => ({
      start: Math.max(start, part.start) - part.start,
      end: Math.min(end, part.end) - part.start,
    }))
    .filter(({ start, end }) => start < end)
}

/** A piece of a text, and whether it is marked. */
interface MarkedPiece {
  readonly text: string
  readonly isMarked: boolean
}

/** Splits a text at its marks. Joined, the pieces are the text. */
export function splitAtMarks(text: string, marks: readonly TextRange[]): readonly MarkedPiece[] {
  const pieces: MarkedPiece[] = []
  let at = 0
  for (const { start, end } of marks) {
    const from = Math.max(at, start)
    if (from >= end) continue
    if (from > at) pieces.push({ text: text.slice(at, from), isMarked: false })
    pieces.push({ text: text.slice(from, end), isMarked: true })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), isMarked: false })
  return pieces
}
