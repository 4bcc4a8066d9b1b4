export interface RwLock {
  readonly shared: <T>(work: () => Promise<T>) => Promise<T>
  readonly exclusive: <T>(work: () => Promise<T>) => Promise<T>
}

/**
 * Lets work pass in parallel until somebody needs to be alone: then new work waits, what is under way is let out, and
 * those who need to be alone take turns.
 */
export function createRwLock(): RwLock {
  const readers = new Set<Promise<unknown>>()
  let lastWrite: Promise<unknown> = Promise.resolve()
  let waitingWriters = 0

  async function runAlone<T>(work: () => Promise<T>): Promise<T> {
    await Promise.all(readers)
    return work()
  }

  return {
    async shared(work) {
      while (waitingWriters > 0) await lastWrite
      const running = work()
      const settled = running.then(ignore, ignore)
      readers.add(settled)
      return running.finally(() => readers.delete(settled))
    },
    async exclusive(work) {
      waitingWriters += 1
      const write = lastWrite.then(() => runAlone(work))
      lastWrite = write.then(ignore, ignore)
      return write.finally(() => {
        waitingWriters -= 1
      })
    },
  }
}

function ignore(): void {
  // Only the order matters here; the result goes to whoever asked.
}
