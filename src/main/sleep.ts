import { powerMonitor, powerSaveBlocker } from 'electron'
import type { Deletions } from '../core/deletion/deletions'

/** A running deletion holds sleep off; where the computer sleeps all the same, it pauses and looks again before it goes on. */
export class SleepGuard {
  private blocker: number | null = null

  constructor(private readonly deletions: Deletions) {
    powerMonitor.on('suspend', () => deletions.pause())
    powerMonitor.on('resume', () => deletions.resume())
  }

  /** To be told of each change of the job. */
  update(): void {
    const running = this.deletions.isRunning()
    if (running && this.blocker === null) this.blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (!running && this.blocker !== null) {
      powerSaveBlocker.stop(this.blocker)
      this.blocker = null
    }
  }
}
