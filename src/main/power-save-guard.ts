import { powerMonitor, powerSaveBlocker } from 'electron'

/** An operation that suspending the computer would disturb. */
export interface SuspendAware {
  readonly isRunning: () => boolean
  readonly suspend: () => void
  readonly resume: () => void
}

/** Keeps the computer awake while operations run, and notifies them of suspend and resume if it sleeps anyway. */
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

  /** Call when an operation starts or ends. */
  update(): void {
    const isRunning = this.operations.some((operation) => operation.isRunning())
    if (isRunning && this.blocker === null) this.blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!isRunning && this.blocker !== null) {
      powerSaveBlocker.stop(this.blocker)
      this.blocker = null
    }
  }
}
