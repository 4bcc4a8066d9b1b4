import { skipMatch } from '../skip-match'

/** What precedes the first element of a markup file. */
export interface Prologue {
  /** Where the first element begins; the length of the text if there is none. */
  readonly end: number
  readonly documentType: DocumentType | null
}

export interface DocumentType {
  /** Between the brackets; "" without any. */
  readonly internalSubset: string
  /** Whether it refers to declarations in another file, which are never read. */
  readonly isExternal: boolean
}

const space = /\s*/y
const doctype = /<!DOCTYPE\b/iy
const plain = /[^"'[>]*/y
const plainInSubset = /[^"'<\]]*/y

/**
 * Skips a byte-order mark, white space, a declaration, processing instructions, comments and document types. The position
 * only moves forward, so the time is linear in the length of any text.
 */
export function readPrologue(text: string): Prologue {
  let at = text.startsWith('\ufeff') ? 1 : 0
  let documentType: DocumentType | null = null
  for (;;) {
    at = skipMatch(space, text, at)
    if (text.startsWith('<?', at)) at = after(text, '?>', at + 2)
    else if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4)
    else if (skipMatch(doctype, text, at) > at) {
      const found = readDocumentType(text, skipMatch(doctype, text, at))
      documentType ??= found.documentType
      at = found.end
    } else return { end: at, documentType }
  }
}

/** The text from its first element on. */
export function afterPrologue(text: string): string {
  return text.slice(readPrologue(text).end)
}

function readDocumentType(text: string, start: number): { documentType: DocumentType; end: number } {
  let at = start
  let internalSubset = ''
  for (;;) {
    at = skipMatch(plain, text, at)
    const character = text[at]
    if (character === '[') {
      const end = subsetEnd(text, at + 1)
      internalSubset = text.slice(at + 1, end)
      at = end + 1
    } else if (character === '"' || character === "'") at = after(text, character, at + 1)
    else {
      const isExternal = /^\s*(?:[^\s"'>[]+\s+)?(?:PUBLIC|SYSTEM)\b/i.test(text.slice(start, start + 200))
      return { documentType: { internalSubset, isExternal }, end: Math.min(text.length, at + 1) }
    }
  }
}

/** Where the bracket is that closes the subset, not one in a value or a comment. */
function subsetEnd(text: string, start: number): number {
  let at = start
  for (;;) {
    at = skipMatch(plainInSubset, text, at)
    const character = text[at]
    if (character === undefined || character === ']') return at
    if (character !== '<') at = after(text, character, at + 1)
    else if (text.startsWith('<!--', at)) at = after(text, '-->', at + 4)
    else at = text.startsWith('<?', at) ? after(text, '?>', at + 2) : at + 1
  }
}

/** The position after the next `end`; the end of the text if there is none. */
function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from)
  return found === -1 ? text.length : found + end.length
}
