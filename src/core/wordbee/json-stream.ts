import { skipMatch } from '../../shared/skip-match'
import { parseJson } from '../parse-json'

/** Why a text is not accepted: `invalid` JSON, a `cut` one that ends early, or one beyond the limits (`too-large`). */
export type JsonProblem = 'invalid' | 'cut' | 'too-large'

export class JsonStreamError extends Error {
  override readonly name = 'JsonStreamError'
  constructor(readonly problem: JsonProblem) {
    super(problem)
  }
}

/** Turns a row into what is kept of it; undefined rejects the whole text at once. */
export type RowReader = (row: unknown) => unknown

/** What one answer may hold. Real ones stay far below; the limits keep a hostile one from filling the memory. */
export const jsonLimits = {
  /** Rows of one list, also members of one object. */
  rows: 100_000,
  /** UTF-16 units of one row. A row is parsed in one go, so this bounds the time too. */
  rowLength: 1_048_576,
  /** Containers inside each other. */
  depth: 64,
  /** Values in all, counted by their commas and brackets. */
  values: 3_000_000,
} as const

/** Levels of objects around the rows, such as `result` and `rows`. Everything deeper belongs to one row. */
const maxEnvelopes = 3

/** An array or object around the rows. Its members are added one by one. */
interface Envelope {
  readonly isArray: boolean
  /** Whether its members are rows: those of an array, and of an object that lists rows by their id. */
  readonly hasRows: boolean
  readonly values: unknown[]
  /** Of an object, in the order of `values`. */
  readonly keys: string[]
}

/** A value that is parsed in one go once its text is complete. */
interface Piece {
  readonly form: 'text' | 'word' | 'container'
  readonly isKey: boolean
  readonly parts: string[]
  length: number
  depth: number
  isInText: boolean
  isEscaped: boolean
}

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'end-of-text'

/** Some servers send a byte order mark first, or twice. */
const blanksAtStart = /[\s\ufeff]*/y
const space = /[\t\n\r ]*/y
const plainText = /[^"\\]*/y
const wordRest = /[^,:"[\]{}\t\n\r ]*/y
const plainContainer = /[^"[\]{},]*/y

/**
 * Parses JSON as its text arrives, row by row, so that neither the text nor unusable rows are ever held whole. The text is
 * scanned once, from left to right; each row is parsed by `JSON.parse`. Throws `JsonStreamError`.
 */
export class JsonStream {
  private readonly envelopes: Envelope[] = []
  private piece: Piece | null = null
  private expected: Expected = 'value'
  private root: unknown = undefined
  private values = 0

  constructor(private readonly readRow: RowReader | null = null) {}

  add(text: string): void {
    let at = 0
    while (at < text.length)
      at = this.piece === null ? this.step(text, at) : this.extend(this.piece, text, at)
  }

  /** The value, after the last part of the text. */
  finish(): unknown {
    // A number or word at the root ends with the text.
    if (this.piece?.form === 'word' && this.envelopes.length === 0) this.complete(this.piece)
    if (this.expected === 'end-of-text') return this.root
    const isEmpty = this.envelopes.length === 0 && this.piece === null
    throw new JsonStreamError(isEmpty ? 'invalid' : 'cut')
  }

  private step(text: string, from: number): number {
    const isStart = this.expected === 'value' && this.envelopes.length === 0
    const at = skipMatch(isStart ? blanksAtStart : space, text, from)
    if (at === text.length) return at
    const character = text.charAt(at)
    switch (this.expected) {
      case 'value':
      case 'value-or-end':
        if (character === ']' && this.expected === 'value-or-end') this.close()
        else return this.startValue(character, at)
        break
      case 'key':
      case 'key-or-end':
        if (character === '}' && this.expected === 'key-or-end') this.close()
        else if (character === '"') this.startPiece('text', true)
        else throw new JsonStreamError('invalid')
        if (character === '"') return at
        break
      case 'colon':
        if (character !== ':') throw new JsonStreamError('invalid')
        this.expected = 'value'
        break
      case 'comma-or-end':
        this.endMember(character)
        break
      case 'end-of-text':
        throw new JsonStreamError('invalid')
    }
    return at + 1
  }

  private endMember(character: string): void {
    const isArray = this.envelopes.at(-1)?.isArray === true
    if (character === ',') this.expected = isArray ? 'value' : 'key'
    else if (character === (isArray ? ']' : '}')) this.close()
    else throw new JsonStreamError('invalid')
  }

  /** Starts a value; an envelope is entered, and anything else becomes a piece from this position on. */
  private startValue(character: string, at: number): number {
    if ((character === '[' || character === '{') && this.isEnvelope()) {
      const isArray = character === '['
      const name = this.envelopes.at(-1)?.keys.at(-1)
      const hasRows = isArray || name === 'rows' || name === 'items'
      this.envelopes.push({ isArray, hasRows, values: [], keys: [] })
      this.expected = isArray ? 'value-or-end' : 'key-or-end'
      return at + 1
    }
    if (character === '"') this.startPiece('text', false)
    else if (character === '[' || character === '{') this.startPiece('container', false)
    else if (/[-\dtfn]/.test(character)) this.startPiece('word', false)
    else throw new JsonStreamError('invalid')
    return at
  }

  /** Whether a container that starts here is around the rows. */
  private isEnvelope(): boolean {
    return this.envelopes.length < maxEnvelopes && this.envelopes.at(-1)?.hasRows !== true
  }

  private startPiece(form: Piece['form'], isKey: boolean): void {
    this.piece = { form, isKey, parts: [], length: 0, depth: 0, isInText: false, isEscaped: false }
  }

  /** Adds what belongs to the piece, and completes it at its end; returns the position after it. */
  private extend(piece: Piece, text: string, from: number): number {
    let at = from
    let isComplete = false
    while (at < text.length && !isComplete) {
      if (piece.isEscaped) {
        piece.isEscaped = false
        at += 1
      } else if (piece.isInText) {
        at = skipMatch(plainText, text, at)
        if (at === text.length) break
        if (text.charAt(at) === '\\') piece.isEscaped = true
        else {
          piece.isInText = false
          isComplete = piece.depth === 0
        }
        at += 1
      } else if (piece.form === 'word') {
        at = skipMatch(wordRest, text, at)
        isComplete = at < text.length
      } else {
        at = skipMatch(plainContainer, text, at)
        if (at === text.length) break
        isComplete = this.readStructure(piece, text.charAt(at))
        at += 1
      }
    }
    piece.length += at - from
    if (piece.length > jsonLimits.rowLength) throw new JsonStreamError('too-large')
    piece.parts.push(text.slice(from, at))
    if (isComplete) this.complete(piece)
    return at
  }

  /** A character that structures a piece; returns whether it ends the piece. */
  private readStructure(piece: Piece, character: string): boolean {
    if (character === '"') {
      piece.isInText = true
      return false
    }
    if (character === ']' || character === '}') {
      piece.depth -= 1
      return piece.depth <= 0
    }
    this.countValue()
    if (character === ',') return false
    piece.depth += 1
    if (piece.depth + this.envelopes.length > jsonLimits.depth) throw new JsonStreamError('invalid')
    return false
  }

  private complete(piece: Piece): void {
    this.piece = null
    const value = parseJson(piece.parts.join(''))
    if (value === undefined) throw new JsonStreamError('invalid')
    if (!piece.isKey) {
      this.take(value)
      return
    }
    if (typeof value !== 'string') throw new JsonStreamError('invalid')
    this.envelopes.at(-1)?.keys.push(value)
    this.expected = 'colon'
  }

  private close(): void {
    const envelope = this.envelopes.pop()
    if (envelope === undefined) throw new JsonStreamError('invalid')
    const { isArray, keys, values } = envelope
    this.take(isArray ? values : Object.fromEntries(keys.map((key, index) => [key, values[index]])))
  }

  /** Adds a complete value to the envelope around it. */
  private take(value: unknown): void {
    const envelope = this.envelopes.at(-1)
    if (envelope === undefined) {
      this.root = value
      this.expected = 'end-of-text'
      return
    }
    this.countValue()
    if (envelope.values.length >= jsonLimits.rows) throw new JsonStreamError('too-large')
    envelope.values.push(envelope.hasRows ? this.keepRow(value) : value)
    this.expected = 'comma-or-end'
  }

  private keepRow(row: unknown): unknown {
    if (this.readRow === null) return row
    const kept = this.readRow(row)
    if (kept === undefined) throw new JsonStreamError('invalid')
    return kept
  }

  private countValue(): void {
    this.values += 1
    if (this.values > jsonLimits.values) throw new JsonStreamError('too-large')
  }
}
