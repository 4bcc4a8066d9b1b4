const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'variant' })

function byNature(a: string, b: string): number {
  const order = collator.compare(a, b)
  if (order !== 0) return order
  return a < b ? -1 : Number(a > b)
}

/**
 * The place of each text in natural order (file2 before file10), equal texts with equal ranks. Comparing by collator
 * costs about 0.4 s for 100,000 texts, comparing ranks next to nothing: computed once per listing, and once per text.
 */
export function naturalRanks(texts: readonly string[]): Int32Array {
  const ranks = new Map<string, number>(texts.map((text) => [text, 0]))
  const ordered = [...ranks.keys()].sort(byNature)
  ordered.forEach((text, rank) => ranks.set(text, rank))
  return Int32Array.from(texts, (text) => ranks.get(text) ?? 0)
}
