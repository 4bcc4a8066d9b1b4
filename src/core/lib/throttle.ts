/** A timer; the result cancels it. */
interface Timer {
  readonly after: (ms: number, callBack: () => void) => () => void
}

interface ThrottleOptions {
  readonly intervalMs: number
  readonly clock: Timer
  /** Waits an interval before the first call as well, so that changes that come together become one call. */
  readonly delaysFirst?: boolean
}

/**
 * Limits how often `emit` is called: immediately for the first change, then at most once per interval, and always after the last
 * change. Call the result with every change.
 */
export function throttle(
  emit: () => void,
  { intervalMs, clock, delaysFirst = false }: ThrottleOptions,
): () => void {
  let isWaiting = false
  let hasChanged = false
  function flush(): void {
    hasChanged = false
    emit()
  }
  function startInterval(): void {
    isWaiting = true
    if (!delaysFirst) flush()
    clock.after(intervalMs, () => {
      isWaiting = false
      if (!hasChanged) return
      if (delaysFirst) flush()
      else startInterval()
    })
  }
  return () => {
    hasChanged = true
    if (!isWaiting) startInterval()
  }
}

/**
 * Calls `emit` again after `idleMs` without an event while `isNeeded`: a stall is not a change, so no event reports it.
 * Call the result with every event.
 */
export function heartbeat(
  emit: () => void,
  { idleMs, clock }: { readonly idleMs: number; readonly clock: Timer },
): (isNeeded: boolean) => void {
  let cancel: (() => void) | null = null
  return (isNeeded) => {
    cancel?.()
    cancel = isNeeded ? clock.after(idleMs, emit) : null
  }
}

/** True at most once per interval. For progress reports, where the next one replaces those that are skipped. */
export function rateLimit(
  intervalMs: number,
  /** A monotonic clock, in ms. */
  clock: { readonly elapsed: () => number },
): () => boolean {
  let grantedAt = Number.NEGATIVE_INFINITY
  return () => {
    const now = clock.elapsed()
    if (now - grantedAt < intervalMs) return false
    grantedAt = now
    return true
  }
}
