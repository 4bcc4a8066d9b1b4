import { throttle } from '../core/lib/throttle'
import type { AppStatus } from '../shared/app-status'
import type { DeletionRun } from '../shared/deletion'
import { systemClock } from './adapters/system-ports'
import type { OperationNotifier } from './operation-notifier'
import { broadcast } from './ipc/router'

/** Minimum time between two updates of a running deletion, in milliseconds; short enough to look live. */
const runIntervalMs = 80

/** Pushes status changes to the windows. Combines rapid changes, and always sends the last one. */
export class StatusBroadcaster {
  private statusPending = false
  private readonly sendRunThrottled = throttle(() => this.sendRun(), {
    intervalMs: runIntervalMs,
    clock: systemClock,
  })

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
