import { readPrologue, type DocumentType } from './prologue'

/** Characters that entities may add to a text: drawing programs use them for namespaces and styles. */
const minGrowth = 1024 ** 2
const maxGrowth = 8 * 1024 ** 2
/** Entities within entities. */
const maxDepth = 40

const declaration = /<!ENTITY\s+(%\s+)?([^\s%"'<>&;]{1,200})\s+(?:"([^"]*)"|'([^']*)'|SYSTEM\b|PUBLIC\b)/y
const reference = /&([^\s&;<>"'#]{1,200});/g
const numericReference = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi
/** Every XML parser knows these. */
const predefined: readonly string[] = ['lt', 'gt', 'amp', 'quot', 'apos']

/** The text would grow without bounds, or an entity contains itself. Never leaves this module. */
class GrowthError extends Error {
  override readonly name = 'GrowthError'
}

/**
 * The elements of a markup file with its internal entities expanded, without what precedes them: what remains means the same
 * to every parser. Entities of other files are dropped, not read. Null if the text would grow too much.
 */
export function expandEntities(text: string): string | null {
  const { end, documentType } = readPrologue(text)
  const elements = text.slice(end)
  if (documentType === null) return elements
  try {
    return new Expansion(documentType, Math.min(maxGrowth, minGrowth + elements.length)).expand(elements)
  } catch (error) {
    if (error instanceof GrowthError) return null
    throw error
  }
}

class Expansion {
  private readonly values: ReadonlyMap<string, string>
  private readonly expanded = new Map<string, string>()
  private readonly active = new Set<string>()
  private readonly isExternal: boolean
  private added = 0

  constructor(
    { internalSubset, isExternal }: DocumentType,
    private readonly limit: number,
  ) {
    this.values = readDeclarations(internalSubset)
    this.isExternal = isExternal || internalSubset.includes('%')
  }

  /** Expands references in text and in attribute values, and leaves comments, CDATA and instructions alone. */
  expand(elements: string): string {
    const parts: string[] = []
    let at = 0
    while (at < elements.length) {
      const open = elements.indexOf('<', at)
      const textEnd = open === -1 ? elements.length : open
      parts.push(this.replaceReferences(elements.slice(at, textEnd)))
      if (open === -1) break
      const end = skippedEnd(elements, open)
      at = end ?? this.expandTag(elements, open, parts)
      if (end !== null) parts.push(elements.slice(open, end))
    }
    return parts.join('')
  }

  /** Returns the position after the tag. */
  private expandTag(elements: string, open: number, parts: string[]): number {
    let at = open
    for (;;) {
      const start = at
      while (at < elements.length && !/["'>]/.test(elements.charAt(at))) at += 1
      const quote = elements.charAt(at)
      parts.push(elements.slice(start, at + 1))
      at += 1
      if (quote !== '"' && quote !== "'") return at
      const close = elements.indexOf(quote, at)
      const end = close === -1 ? elements.length : close
      parts.push(this.replaceReferences(elements.slice(at, end), true))
      at = end
      parts.push(elements.slice(at, at + 1))
      at += 1
    }
  }

  private replaceReferences(text: string, isAttribute = false): string {
    if (!text.includes('&')) return text
    return text.replace(reference, (written, name: string) => {
      const value = this.valueOf(name, written)
      if (value === written) return written
      const safe = isAttribute
        ? value.replace(/["'<]/g, (character) => `&#${String(character.charCodeAt(0))};`)
        : value
      this.count(safe.length)
      return safe
    })
  }

  private valueOf(name: string, written: string): string {
    if (predefined.includes(name)) return written
    const known = this.expanded.get(name)
    if (known !== undefined) return known
    const value = this.values.get(name)
    if (value === undefined) return this.isExternal ? '' : written
    if (this.active.has(name) || this.active.size >= maxDepth) throw new GrowthError(name)
    this.active.add(name)
    const expanded = this.replaceReferences(value)
    this.active.delete(name)
    this.expanded.set(name, expanded)
    return expanded
  }

  private count(characters: number): void {
    this.added += characters
    if (this.added > this.limit) throw new GrowthError('too many characters')
  }
}

/** The end of a comment, CDATA section or instruction that begins here, or null. */
function skippedEnd(text: string, at: number): number | null {
  for (const [start, end] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
    ['<?', '?>'],
  ] as const) {
    if (!text.startsWith(start, at)) continue
    const found = text.indexOf(end, at + start.length)
    return found === -1 ? text.length : found + end.length
  }
  return null
}

/** General entities by name; "" for those of other files. The first declaration of a name counts. */
function readDeclarations(subset: string): Map<string, string> {
  const values = new Map<string, string>()
  for (let at = subset.indexOf('<'); at !== -1; at = subset.indexOf('<', at)) {
    const skipped = skippedEnd(subset, at)
    declaration.lastIndex = at
    const found = skipped === null ? declaration.exec(subset) : null
    at = skipped ?? (found === null ? at + 1 : declaration.lastIndex)
    const [, parameter, name = '', double, single] = found ?? []
    if (found === null || parameter !== undefined || values.has(name)) continue
    values.set(name, resolveNumeric(double ?? single ?? ''))
  }
  return values
}

/** Numeric references in a value are resolved where it is declared, so that they can stand for markup. */
function resolveNumeric(value: string): string {
  return value.replace(numericReference, (written, hex: string | undefined, decimal: string | undefined) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff && code > 0 ? String.fromCodePoint(code) : written
  })
}
