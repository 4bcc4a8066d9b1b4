import type { Deletions } from '../core/deletion/deletions'
import type { AppStatus } from '../shared/app-status'
import type { OperationNotifier } from './operation-notifier'
import { broadcast } from './ipc/router'
import { throttle } from './throttle'

/** Minimum time between two updates of a running deletion, in milliseconds; short enough to look live. */
const runIntervalMs = 200

/** Pushes status changes to the windows. Combines rapid changes, and always sends the last one. */
export class StatusBroadcaster {
  private statusPending = false
  private readonly sendRunThrottled = throttle(() => this.sendRun(), runIntervalMs)

  constructor(
    private readonly readStatus: () => Promise<AppStatus>,
    private readonly deletions: () => Pick<Deletions, 'currentRun' | 'isRunning' | 'takeChange'>,
    private readonly notifier: OperationNotifier,
  ) {}

  broadcastStatus(): void {
    if (this.statusPending) return
    this.statusPending = true
    setImmediate(() => {
      this.statusPending = false
      void this.readStatus().then((status) => {
        broadcast('watchStatus', status)
      })
    })
  }

  /** Sends the start and the end of a run immediately, because both may fall into one interval. */
  broadcastRun(): void {
    if (this.deletions().isRunning()) this.sendRunThrottled()
    else this.sendRun()
  }

  private sendRun(): void {
    const deletions = this.deletions()
    const change = deletions.takeChange()
    const run = deletions.currentRun()
    if (run === null) return
    if (change === null) broadcast('watchDeletion', run)
    else broadcast('watchDeletionChange', change)
    this.notifier.runChanged(run)
  }
}
