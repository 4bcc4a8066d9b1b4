/** Tells current answers from outdated ones: a newer request, or a cancellation, outdates what was asked before. */
export interface Latest {
  /** Outdates everything before. The result says whether nothing newer came since. */
  readonly start: () => () => boolean
  /** Like `start`, but outdates nothing. */
  readonly track: () => () => boolean
  /** Outdates everything before. */
  readonly cancel: () => void
}

export function createLatest(): Latest {
  let generation = 0
  function track(): () => boolean {
    const own = generation
    return () => own === generation
  }
  function cancel(): void {
    generation += 1
  }
  function start(): () => boolean {
    cancel()
    return track()
  }
  return { start, track, cancel }
}
