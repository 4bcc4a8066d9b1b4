/** A read-write lock: shared work runs in parallel, exclusive work alone. */
export interface RwLock {
  readonly shared: <T>(work: () => Promise<T>) => Promise<T>
  readonly exclusive: <T>(work: () => Promise<T>) => Promise<T>
}

/** Prefers writers: once exclusive work waits, new shared work waits behind it. Exclusive work runs in order of arrival. */
export function createRwLock(): RwLock {
  const readers = new Set<Promise<unknown>>()
  let lastWrite: Promise<unknown> = Promise.resolve()
  let waitingWriters = 0

  async function runExclusively<T>(work: () => Promise<T>): Promise<T> {
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
      const write = lastWrite.then(() => runExclusively(work))
      lastWrite = write.then(ignore, ignore)
      return write.finally(() => {
        waitingWriters -= 1
      })
    },
  }
}

function ignore(): void {
  // Only the order matters here; the caller receives the result.
}
