import { SerialQueue } from './serial-queue'

/**
 * A read-write lock: shared work runs in parallel, exclusive work alone. Prefers writers: once exclusive work waits, new shared
 * work waits behind it. Exclusive work runs in order of arrival.
 */
export class RwLock {
  private readonly readers = new Set<Promise<unknown>>()
  private readonly writers = new SerialQueue()
  private waitingWriters = 0

  async shared<Value>(work: () => Promise<Value>): Promise<Value> {
    while (this.waitingWriters > 0) await this.writers.whenIdle()
    const running = work()
    const ended = running.catch(() => undefined)
    this.readers.add(ended)
    return running.finally(() => this.readers.delete(ended))
  }

  async exclusive<Value>(work: () => Promise<Value>): Promise<Value> {
    this.waitingWriters += 1
    return this.writers
      .run(async () => {
        await Promise.all(this.readers)
        return work()
      })
      .finally(() => {
        this.waitingWriters -= 1
      })
  }
}
