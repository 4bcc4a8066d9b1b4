import type { AppStatus } from '../shared/app-status'
import type { DeletionRun } from '../shared/deletion'
import type { OperationNotifier } from './operation-notifier'
import { broadcast } from './ipc/broadcast'
import { throttle } from './throttle'

/** Minimum time between two updates of a running deletion, in milliseconds; short enough to look live. */
const runIntervalMs = 80

/** Pushes status changes to the windows. Combines rapid changes, and always sends the last one. */
export class StatusBroadcaster {
  private statusPending = false
  private readonly sendRunThrottled = throttle(() => this.sendRun(), runIntervalMs)

  constructor(
    private readonly readStatus: () => Promise<AppStatus>,
    private readonly readRun: () => DeletionRun | null,
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
    if (this.readRun()?.phase === 'done') this.sendRun()
    else this.sendRunThrottled()
  }

  private sendRun(): void {
    const run = this.readRun()
    if (run === null) return
    broadcast('watchDeletion', run)
    this.notifier.runChanged(run)
  }
}
