import { scanTags } from './scan-tags'

/** Ancestors that an element counts towards. Deeper drawings are undercounted, but counting stays fast. */
const maxAncestors = 50
/** Maximum nesting of `use` elements; real drawings stay far below. */
const maxUseDepth = 200

interface SvgPart {
  /** Ids that its `use` elements refer to, one entry per element. */
  readonly uses: string[]
  elements: number
}

/** Estimates how many elements an SVG text has after every `use` is expanded. */
export function countExpandedElements(text: string): number {
  const parts = new Map<string, SvgPart>()
  const whole: SvgPart = { uses: [], elements: 0 }
  const openElements: (SvgPart | null)[] = []
  const ancestors: SvgPart[] = []
  for (const { form, name, attributes } of scanTags(text)) {
    if (form === 'end') {
      if ((openElements.pop() ?? null) !== null) ancestors.pop()
      continue
    }
    const id = attributes.get('id') ?? null
    const part: SvgPart | null = id === null || parts.has(id) ? null : { uses: [], elements: 0 }
    if (id !== null && part !== null) parts.set(id, part)
    const target = localName(name) === 'use' ? hrefOf(attributes) : null
    for (const counted of [whole, ...ancestors.slice(-maxAncestors), ...(part === null ? [] : [part])]) {
      counted.elements += 1
      if (target?.startsWith('#') === true) counted.uses.push(target.slice(1))
    }
    if (form === 'empty') continue
    openElements.push(part)
    if (part !== null) ancestors.push(part)
  }
  return new UseExpansion(parts).count(whole, 0)
}

class UseExpansion {
  private readonly counts = new Map<SvgPart, number>()

  constructor(private readonly parts: ReadonlyMap<string, SvgPart>) {}

  count(part: SvgPart, depth: number): number {
    const cached = this.counts.get(part)
    if (cached !== undefined) return cached
    if (depth > maxUseDepth) return Number.POSITIVE_INFINITY
    // A `use` that refers to its own ancestor is not drawn.
    this.counts.set(part, 0)
    let elements = part.elements
    for (const id of part.uses) {
      const used = this.parts.get(id)
      if (used !== undefined) elements += this.count(used, depth + 1)
    }
    this.counts.set(part, elements)
    return elements
  }
}

/** Without a prefix if there is one, else with any: a file chooses its prefixes. */
function hrefOf(attributes: ReadonlyMap<string, string>): string | null {
  const plain = attributes.get('href')
  if (plain !== undefined) return plain
  for (const [name, value] of attributes) if (localName(name) === 'href') return value
  return null
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1)
}
