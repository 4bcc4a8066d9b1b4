/**
 * Limits how often `emit` is called: immediately for the first change, then at most every `intervalMs`, and always after
 * the last change.
 */
export function throttle(emit: () => void, intervalMs: number): () => void {
  let isWaiting = false
  let hasChanged = false

  function changed(): void {
    if (isWaiting) {
      hasChanged = true
      return
    }
    isWaiting = true
    emit()
    setTimeout(() => {
      isWaiting = false
      if (!hasChanged) return
      hasChanged = false
      changed()
    }, intervalMs)
  }

  return changed
}

/**
 * Calls `emit` again after `idleMs` without an event while `isNeeded`: a stall is not a change, so no event reports it.
 * Call the result with every event.
 */
export function heartbeat(emit: () => void, idleMs: number): (isNeeded: boolean) => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return (isNeeded) => {
    clearTimeout(timer)
    if (isNeeded) timer = setTimeout(emit, idleMs)
  }
}
