import { setImmediate as nextTurn } from 'node:timers/promises'
import { throttle } from '../core/lib/throttle'
import type { AppStatus } from '../shared/app-status'
import type { DeletionRun } from '../shared/deletion'
import { systemClock } from './adapters/system-ports'
import type { OperationNotifier } from './operation-notifier'
import { broadcast } from './ipc/broadcast'
import { logError } from './log'

/** Minimum time between two updates of a running deletion, in milliseconds; short enough to look live. */
const runIntervalMs = 80

/** Pushes status changes to the windows. Combines rapid changes, and always sends the last one. */
export class StatusBroadcaster {
  /** Whether a change waits to be sent. */
  private statusPending = false
  /** Resolves when the last status was sent. */
  private lastSend = Promise.resolve()
  private readonly sendRunThrottled = throttle(() => this.sendRun(), {
    intervalMs: runIntervalMs,
    clock: systemClock,
  })

  constructor(
    private readonly readStatus: () => Promise<AppStatus>,
    private readonly readRun: () => DeletionRun | null,
    private readonly notifier: OperationNotifier,
  ) {}

  /** One after the other, so that an older status never replaces a newer one. */
  broadcastStatus(): void {
    if (this.statusPending) return
    this.statusPending = true
    this.lastSend = this.lastSend
      .then(() => this.sendStatus())
      .catch((error: unknown) => logError('cannot send the status', error))
  }

  /** Sends the start and the end of a run immediately, because both may fall into one interval. */
  broadcastRun(): void {
    if (this.readRun()?.phase === 'done') this.sendRun()
    else this.sendRunThrottled()
  }

  private async sendStatus(): Promise<void> {
    await nextTurn()
    this.statusPending = false
    broadcast('watchStatus', await this.readStatus())
  }

  private sendRun(): void {
    const run = this.readRun()
    if (run === null) return
    broadcast('watchDeletion', run)
    this.notifier.runChanged(run)
  }
}
