/**
 * A telling of something that changes often: at once for the first change, then once an interval while it goes on
 * changing, and the last state always. `ms` is the interval.
 */
export function throttle(tell: () => void, ms: number): () => void {
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

/**
 * Tells the same once more when nothing was told for so long, as long as it is `isNeeded`: that something stands still, or waits,
 * is no change that anybody would tell of. Call it with every telling. `ms` is how long.
 */
export function heartbeat(tell: () => void, ms: number): (isNeeded: boolean) => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return (isNeeded) => {
    clearTimeout(timer)
    if (isNeeded) timer = setTimeout(tell, ms)
  }
}
