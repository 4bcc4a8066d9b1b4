/** A tag of XML markup. */
export interface Tag {
  readonly form: 'start' | 'end' | 'empty'
  /** With its namespace prefix, as written. */
  readonly name: string
  /** Value by name, as written: entities are not resolved. Of a repeated attribute, the first. */
  readonly attributes: ReadonlyMap<string, string>
}

const name = /[^\s/<>"'=!]+/y
const space = /\s*/y
/** The part of a document type before its end, its subset or a quoted address. */
const unquoted = /[^"'<>[]*/y

/** Markup that is not a tag, and its end. Text after an unclosed one is not markup. */
const skipped = [
  { start: '<!--', end: '-->' },
  { start: '<![CDATA[', end: ']]>' },
  { start: '<?', end: '?>' },
] as const

/**
 * The tags of a text, in order, without those in comments, CDATA and processing instructions. Tolerant: a malformed tag
 * ends at the next `<`. The position only moves forward, so the time is linear in the length of any text.
 */
export function* scanTags(text: string): Generator<Tag> {
  const scanner = new TagScanner(text)
  for (;;) {
    const tag = scanner.next()
    if (tag === 'end-of-text') return
    if (tag !== 'malformed') yield tag
  }
}

class TagScanner {
  private at = 0

  constructor(private readonly text: string) {}

  next(): Tag | 'malformed' | 'end-of-text' {
    if (!this.moveTo(this.text.indexOf('<', this.at))) return 'end-of-text'
    const other = skipped.find(({ start }) => this.text.startsWith(start, this.at))
    if (other !== undefined) {
      const end = this.text.indexOf(other.end, this.at + other.start.length)
      return this.moveTo(end === -1 ? -1 : end + other.end.length) ? 'malformed' : 'end-of-text'
    }
    this.at += 1
    return this.take('!') ? this.skipDeclaration() : this.readTag()
  }

  /** The quoted address of a document type may hold anything, also what looks like the start of a comment. */
  private skipDeclaration(): 'malformed' {
    for (;;) {
      this.match(unquoted)
      if (this.readQuoted() === null) return 'malformed'
    }
  }

  private readTag(): Tag | 'malformed' {
    const isEnd = this.take('/')
    const tagName = this.match(name)
    if (tagName === '') return 'malformed'
    const attributes = new Map<string, string>()
    for (;;) {
      this.match(space)
      if (this.take('>')) return { form: isEnd ? 'end' : 'start', name: tagName, attributes }
      if (this.take('/>')) return { form: isEnd ? 'end' : 'empty', name: tagName, attributes }
      if (this.at >= this.text.length || this.text[this.at] === '<') return 'malformed'
      this.readAttribute(attributes)
    }
  }

  /** Moves by at least one character. */
  private readAttribute(attributes: Map<string, string>): void {
    const attribute = this.match(name)
    if (attribute === '') {
      this.at += 1
      return
    }
    this.match(space)
    if (!this.take('=')) return
    this.match(space)
    const value = this.readQuoted()
    if (value !== null && !attributes.has(attribute)) attributes.set(attribute, value)
  }

  /** Null where no quote begins. One that does not end takes the rest of the text. */
  private readQuoted(): string | null {
    const quote = this.text[this.at]
    if (quote !== '"' && quote !== "'") return null
    const start = this.at + 1
    const end = this.text.indexOf(quote, start)
    this.at = end === -1 ? this.text.length : end + 1
    return this.text.slice(start, end === -1 ? this.text.length : end)
  }

  /** What the sticky pattern matches here, or "". */
  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  private take(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at)) return false
    this.at += sign.length
    return true
  }

  /** False for -1: the text ends before that. */
  private moveTo(index: number): boolean {
    this.at = index === -1 ? this.text.length : index
    return index !== -1
  }
}
