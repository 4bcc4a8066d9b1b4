import { powerMonitor, powerSaveBlocker } from 'electron'

/** What sleep would break: a deletion, transfers. */
export interface SuspendAware {
  readonly isRunning: () => boolean
  /** The computer is about to sleep. */
  readonly suspend: () => void
  readonly resume: () => void
}

/** What runs holds sleep off; where the computer sleeps all the same, it pauses and looks again before it goes on. */
export class PowerSaveGuard {
  private blocker: number | null = null

  constructor(private readonly operations: readonly SuspendAware[]) {
    powerMonitor.on('suspend', () => {
      for (const operation of operations) operation.suspend()
    })
    powerMonitor.on('resume', () => {
      for (const operation of operations) operation.resume()
    })
  }

  /** To be told of each change of what runs. */
  update(): void {
    const running = this.operations.some((operation) => operation.isRunning())
    if (running && this.blocker === null) this.blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!running && this.blocker !== null) {
      powerSaveBlocker.stop(this.blocker)
      this.blocker = null
    }
  }
}
