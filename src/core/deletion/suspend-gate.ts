/** The sleep of the computer, for those who must not go on meanwhile. */
export class SuspendGate {
  /** Settles at once while the computer is awake. */
  resumed: Promise<void> = Promise.resolve()
  /** How often it fell asleep: what went wrong in between may be its fault. */
  suspends = 0
  private release: (() => void) | null = null

  isSuspended(): boolean {
    return this.release !== null
  }

  suspend(): void {
    this.suspends += 1
    // Told twice, as some systems do: who waits since the first time must wake too.
    if (this.release === null) this.resumed = new Promise((resolve) => (this.release = resolve))
  }

  resume(): void {
    this.release?.()
    this.release = null
  }
}
