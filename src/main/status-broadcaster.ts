import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Deletions } from '../core/deletion/deletions'
import { throttle } from '../core/lib/throttle'
import type { AppStatus } from '../shared/app-status'
import { systemClock } from './adapters/system-ports'
import type { OperationNotifier } from './operation-notifier'
import { broadcast } from './ipc/broadcast'
import { logError } from './log'

/** Minimum time between two updates of a running deletion, in milliseconds; short enough to look live. */
const runIntervalMs = 200

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
    private readonly deletions: () => Pick<Deletions, 'currentRun' | 'isRunning' | 'takeChange'>,
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
    if (this.deletions().isRunning()) this.sendRunThrottled()
    else this.sendRun()
  }

  private async sendStatus(): Promise<void> {
    await nextTurn()
    this.statusPending = false
    broadcast('watchStatus', await this.readStatus())
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
