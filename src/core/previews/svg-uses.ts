/**
 * A tag of markup: whether it closes, its name, its attributes, whether it is empty. No `<` stands within one, so that
 * no sign is looked at twice.
 */
const tags = /<(\/?)([A-Za-z][\w:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(\/?)>/g

/** Elements with an id that an element is looked up in: deeper drawings are counted too low, never too slowly. */
const mostDeep = 50
/** Repetitions within repetitions: no drawing needs so many. */
const deepestUses = 200

interface Part {
  /** Ids of what is drawn in its place, one for each repetition. */
  readonly uses: string[]
  elements: number
}

/** Elements that a text has with every `use` unfolded, as far as that can be told without drawing it. */
export function countUses(text: string): number {
  const parts = new Map<string, Part>()
  const whole: Part = { uses: [], elements: 0 }
  const open: (Part | null)[] = []
  const around: Part[] = []
  for (const [, closes, name = '', attributes = '', empty] of text.matchAll(tags)) {
    if (closes === '/') {
      if ((open.pop() ?? null) !== null) around.pop()
      continue
    }
    const id = valueOf(attributes, 'id')
    const part: Part | null = id === null || parts.has(id) ? null : { uses: [], elements: 0 }
    if (id !== null && part !== null) parts.set(id, part)
    const target = /(?:^|:)use$/.test(name) ? valueOf(attributes, '(?:xlink:)?href') : null
    for (const each of [whole, ...around.slice(-mostDeep), ...(part === null ? [] : [part])]) {
      each.elements += 1
      if (target?.startsWith('#') === true) each.uses.push(target.slice(1))
    }
    if (empty === '/') continue
    open.push(part)
    if (part !== null) around.push(part)
  }
  return new Unfolding(parts).count(whole, 0)
}

class Unfolding {
  private readonly known = new Map<Part, number>()

  constructor(private readonly parts: ReadonlyMap<string, Part>) {}

  count(part: Part, depth: number): number {
    const before = this.known.get(part)
    if (before !== undefined) return before
    if (depth > deepestUses) return Number.POSITIVE_INFINITY
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

function valueOf(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  return found?.[1] ?? found?.[2] ?? null
}
