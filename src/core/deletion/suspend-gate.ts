/** Lets work wait while the computer is suspended. */
export class SuspendGate {
  /** Resolves when the computer is awake; already resolved if it is. */
  resumed: Promise<void> = Promise.resolve()
  /** The number of suspends, so that callers can attribute a failure to one. */
  suspendCount = 0
  private release: (() => void) | null = null

  isSuspended(): boolean {
    return this.release !== null
  }

  suspend(): void {
    this.suspendCount += 1
    // Some systems report a suspend twice: keep the promise that callers already wait for.
    if (this.release === null) this.resumed = new Promise((resolve) => (this.release = resolve))
  }

  resume(): void {
    this.release?.()
    this.release = null
  }
}
