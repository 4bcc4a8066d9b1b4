/**
 * A value that is loaded on first use. Concurrent callers share one attempt, and a loaded value stays. After a failure the next
 * call tries again.
 */
export class LazyValue<Value> {
  private loading: Promise<Value> | null = null

  constructor(private readonly load: () => Promise<Value>) {}

  /** The value. Rejects with the failure of `load`. */
  get(): Promise<Value> {
    if (this.loading !== null) return this.loading
    const loading = this.load()
    this.loading = loading
    loading.catch(() => {
      if (this.loading === loading) this.loading = null
    })
    return loading
  }

  /** The value or the running attempt, without starting one. */
  peek(): Promise<Value> | null {
    return this.loading
  }

  /** Forgets the value: the next call loads it again. */
  reset(): void {
    this.loading = null
  }
}
