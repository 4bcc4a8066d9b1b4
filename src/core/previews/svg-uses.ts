import { scanTags } from './scan-tags'

/** Elements with an id that an element is looked up in: deeper drawings are counted too low, never too slowly. */
const maxDepth = 50
/** Repetitions within repetitions: no drawing needs so many. */
const maxUseDepth = 200

interface SvgPart {
  /** Ids of what is drawn in its place, one for each repetition. */
  readonly uses: string[]
  elements: number
}

/** Elements that a text has with every `use` unfolded, as far as that can be told without drawing it. */
export function countUses(text: string): number {
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
    for (const counted of [whole, ...ancestors.slice(-maxDepth), ...(part === null ? [] : [part])]) {
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
  private readonly known = new Map<SvgPart, number>()

  constructor(private readonly parts: ReadonlyMap<string, SvgPart>) {}

  count(part: SvgPart, depth: number): number {
    const before = this.known.get(part)
    if (before !== undefined) return before
    if (depth > maxUseDepth) return Number.POSITIVE_INFINITY
    // What repeats itself is not drawn at all.
    this.known.set(part, 0)
    let elements = part.elements
    for (const id of part.uses) {
      const used = this.parts.get(id)
      if (used !== undefined) elements += this.count(used, depth + 1)
    }
    this.known.set(part, elements)
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
