/** Ids that become known while those known before are listed already. */
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

  /** All of these at once, and no more. */
  static of(ids: readonly number[]): SegmentIdQueue {
    const queue = new SegmentIdQueue()
    queue.addIds(ids)
    queue.close()
    return queue
  }

  /** An id that is known already is left out. `expected`: how many there will be, where that is known. */
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

  /** Gives nothing more, also of what is known. */
  abort(): void {
    this.waiting = []
    this.close()
  }

  /** Gives nothing while it is held, as while the user is asked whether it may cost so much. */
  pause(isPaused: boolean): void {
    this.isPaused = isPaused
    this.notify()
  }

  /**
   * The ids of one listing: as many as `fit` says of those that wait, as soon as not all of them fit or no more will come,
   * so that it takes no more listings than if all had been known. None: it has ended.
   */
  async takeIds(fit: (waiting: readonly number[]) => number): Promise<readonly number[]> {
    for (;;) {
      const count = this.isPaused ? 0 : fit(this.waiting)
      if (!this.isPaused && (this.isEnded || count < this.waiting.length)) {
        if (count > 0) this.taking()
        return this.waiting.splice(0, count)
      }
      await this.changed
    }
  }

  /** Different ids so far. */
  known(): number {
    return this.ids.size
  }

  /** Ids that were not taken yet, those included that are expected. */
  left(): number {
    return this.waiting.length + Math.max(0, this.isEnded ? 0 : this.expected - this.ids.size)
  }

  /** Times that ids were taken. */
  taken(): number {
    return this.batches
  }

  private taking(): void {
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
