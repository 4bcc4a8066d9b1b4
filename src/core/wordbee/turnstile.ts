export interface Turnstile {
  readonly passing: <T>(work: () => Promise<T>) => Promise<T>
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>
}

/**
 * Lets work pass in parallel until somebody needs to be alone: then new work waits, what is under way is let out, and
 * those who need to be alone take turns.
 */
export function createTurnstile(): Turnstile {
  const passers = new Set<Promise<unknown>>()
  let lastTurn: Promise<unknown> = Promise.resolve()
  let turns = 0

  async function aloneOf<T>(work: () => Promise<T>): Promise<T> {
    await Promise.all(passers)
    return work()
  }

  return {
    async passing(work) {
      while (turns > 0) await lastTurn
      const running = work()
      const settled = running.then(ignore, ignore)
      passers.add(settled)
      return running.finally(() => passers.delete(settled))
    },
    async exclusively(work) {
      turns += 1
      const turn = lastTurn.then(() => aloneOf(work))
      lastTurn = turn.then(ignore, ignore)
      return turn.finally(() => {
        turns -= 1
      })
    },
  }
}

function ignore(): void {
  // Only the order matters here; the result goes to whoever asked.
}
