import { powerMonitor } from 'electron'
import { throttle } from '../core/lib/throttle'
import { Budgets } from '../core/wordbee/budget/budgets'
import type { BudgetStatus } from '../shared/budget'
import { DiskLogFiles } from './adapters/disk-log-files'
import { nodeHash, systemClock } from './adapters/system-ports'
import { broadcast } from './ipc/router'

/** Minimum time between two broadcasts, in milliseconds. */
const broadcastIntervalMs = 500

/** The budgets of all accounts on disk, and the meter of the open account. */
export class BudgetService {
  readonly budgets: Budgets
  /** Combines rapid changes, and always sends the last one. */
  readonly scheduleBroadcast = throttle(() => this.broadcastNow(), {
    intervalMs: broadcastIntervalMs,
    clock: systemClock,
    delaysFirst: true,
  })

  constructor(
    folder: string,
    private readonly ports: {
      readonly allowance: () => number
      readonly read: () => BudgetStatus | null
    },
  ) {
    this.budgets = new Budgets({
      files: new DiskLogFiles(folder),
      clock: systemClock,
      hash: nodeHash,
      allowance: ports.allowance,
      onChange: () => this.scheduleBroadcast(),
    })
    powerMonitor.on('resume', () => this.budgets.onResume())
  }

  private broadcastNow(): void {
    const status = this.ports.read()
    if (status !== null) broadcast('watchBudget', status)
  }
}
