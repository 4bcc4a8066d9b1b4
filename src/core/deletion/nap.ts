/** The sleep of the computer, for those who must not go on meanwhile. */
export class Nap {
  /** Settles at once while the computer is awake. */
  awake: Promise<void> = Promise.resolve()
  /** How often it fell asleep: what went wrong in between may be its fault. */
  times = 0
  private wakeAll: (() => void) | null = null

  isAsleep(): boolean {
    return this.wakeAll !== null
  }

  begin(): void {
    this.times += 1
    // Told twice, as some systems do: who waits since the first time must wake too.
    if (this.wakeAll === null) this.awake = new Promise((resolve) => (this.wakeAll = resolve))
  }

  end(): void {
    this.wakeAll?.()
    this.wakeAll = null
  }
}
