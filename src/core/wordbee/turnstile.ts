export interface Turnstile {
  readonly passing: <T>(work: () => Promise<T>) => Promise<T>
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>
}

/** Lets work pass in parallel until somebody needs to be alone: then new work waits, and those who need it take turns. */
export function createTurnstile(): Turnstile {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    async passing(work) {
      while (waiting > 0) await last
      return work()
    },
    async exclusively(work) {
      waiting += 1
      const turn = last.then(work)
      last = turn.then(ignore, ignore)
      return turn.finally(() => {
        waiting -= 1
      })
    },
  }
}

function ignore(): void {
  // Only the order matters here; the result goes to whoever asked.
}
