import type { AppStatus } from '../shared/app-status'
import type { DeletionRun } from '../shared/deletion'
import type { OperationNotifier } from './operation-notifier'
import { broadcast } from './ipc/router'
import { throttle } from './throttle'

/** How often a window is told of a running job, milliseconds: often enough to look alive, whatever the number of files. */
const runIntervalMs = 80

/** Tells windows what changed: many changes at once as one, and the last one always. */
export class StatusBroadcaster {
  private statusPending = false
  private readonly runChanged = throttle(() => this.sendRun(), runIntervalMs)

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

  /** A job may begin and end within one interval: its beginning is told at once, and so is its end. */
  broadcastRun(): void {
    if (this.readRun()?.phase === 'done') this.sendRun()
    else this.runChanged()
  }

  private sendRun(): void {
    const job = this.readRun()
    if (job === null) return
    broadcast('watchDeletion', job)
    this.notifier.runChanged(job)
  }
}
