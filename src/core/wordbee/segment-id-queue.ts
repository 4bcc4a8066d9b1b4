/** A queue of segment ids, filled by a search while earlier ids are already being listed. */
export class SegmentIdQueue {
  private readonly ids = new Set<number>()
  private waiting: number[] = []
  private expected = 0
  private batches = 0
  private isEnded = false
  private isPaused = false
  private wake: () => void = () => undefined
  private changed = this.nextChange()

  constructor(private readonly onTake: () => void = () => undefined) {}

  /** A closed queue with exactly these ids. */
  static of(ids: readonly number[]): SegmentIdQueue {
    const queue = new SegmentIdQueue()
    queue.addIds(ids)
    queue.close()
    return queue
  }

  /** Adds ids that are not known yet. `expected` is the total number of ids, if it is known. */
  addIds(ids: readonly number[], expected = 0): void {
    this.expected = Math.max(this.expected, expected)
    for (const id of ids) {
      if (this.ids.has(id)) continue
      this.ids.add(id)
      this.waiting.push(id)
    }
    this.notify()
  }

  close(): void {
    this.isEnded = true
    this.notify()
  }

  /** Closes the queue and drops the ids that were not taken. */
  abort(): void {
    this.waiting = []
    this.close()
  }

  /** Holds ids back while paused, for example until the user confirms the cost. */
  pause(isPaused: boolean): void {
    this.isPaused = isPaused
    this.notify()
  }

  /**
   * Takes the ids of one listing, as many as `fit` allows; an empty list means that the queue has ended. It waits until a
   * listing is full or the queue is closed, so that no more listings are needed than if all ids had been known.
   */
  async takeIds(fit: (waiting: readonly number[]) => number): Promise<readonly number[]> {
    for (;;) {
      const count = this.isPaused ? 0 : fit(this.waiting)
      if (!this.isPaused && (this.isEnded || count < this.waiting.length)) {
        if (count > 0) this.recordTake()
        return this.waiting.splice(0, count)
      }
      await this.changed
    }
  }

  /** Number of distinct ids added so far. */
  knownCount(): number {
    return this.ids.size
  }

  /** Number of ids not taken yet, including those that are still expected. */
  remainingCount(): number {
    return this.waiting.length + Math.max(0, this.isEnded ? 0 : this.expected - this.ids.size)
  }

  /** Number of batches taken. */
  batchCount(): number {
    return this.batches
  }

  private recordTake(): void {
    this.batches += 1
    this.onTake()
  }

  private notify(): void {
    const { wake } = this
    this.changed = this.nextChange()
    wake()
  }

  private nextChange(): Promise<void> {
    return new Promise((resolve) => (this.wake = resolve))
  }
}
