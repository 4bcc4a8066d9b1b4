/**
 * A telling of something that changes often: at once for the first change, then once an interval while it goes on
 * changing, and the last state always. `ms` is the interval.
 */
export function paced(tell: () => void, ms: number): () => void {
  let isResting = false
  let hasChanged = false

  function changed(): void {
    if (isResting) {
      hasChanged = true
      return
    }
    isResting = true
    tell()
    setTimeout(() => {
      isResting = false
      if (!hasChanged) return
      hasChanged = false
      changed()
    }, ms)
  }

  return changed
}
