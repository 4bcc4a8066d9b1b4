/** Computes a value on first use. */
export function lazy<Value>(compute: () => Value): () => Value {
  let computed: { readonly value: Value } | null = null
  return () => (computed ??= { value: compute() }).value
}

/** Caches the results of a function, for lists in which most texts are equal. */
export function memoized(transform: (text: string) => string): (text: string) => string {
  const cache = new Map<string, string>()
  return (text) => {
    const cached = cache.get(text)
    if (cached !== undefined) return cached
    const result = transform(text)
    cache.set(text, result)
    return result
  }
}
