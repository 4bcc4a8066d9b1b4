import { powerMonitor, powerSaveBlocker } from 'electron'

/** What sleep would break: a deletion, transfers. */
export interface Sleeper {
  readonly isRunning: () => boolean
  /** The computer is about to sleep. */
  readonly suspend: () => void
  readonly wake: () => void
}

/** What runs holds sleep off; where the computer sleeps all the same, it pauses and looks again before it goes on. */
export class SleepGuard {
  private blocker: number | null = null

  constructor(private readonly sleepers: readonly Sleeper[]) {
    powerMonitor.on('suspend', () => {
      for (const sleeper of sleepers) sleeper.suspend()
    })
    powerMonitor.on('resume', () => {
      for (const sleeper of sleepers) sleeper.wake()
    })
  }

  /** To be told of each change of what runs. */
  update(): void {
    const running = this.sleepers.some((sleeper) => sleeper.isRunning())
    if (running && this.blocker === null) this.blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!running && this.blocker !== null) {
      powerSaveBlocker.stop(this.blocker)
      this.blocker = null
    }
  }
}
