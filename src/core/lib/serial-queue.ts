/** Runs asynchronous work one piece after another, in the order of the calls. A failed piece does not stop those after it. */
export class SerialQueue {
  private last: Promise<unknown> = Promise.resolve()

  /** The result of `work`, which starts once all earlier work has ended. */
  run<Value>(work: () => Value | Promise<Value>): Promise<Value> {
    const result = this.last.then(work)
    this.last = result.catch(() => undefined)
    return result
  }

  /** Resolves once all earlier work has ended. Never rejects. */
  async whenIdle(): Promise<void> {
    await this.last
  }
}
