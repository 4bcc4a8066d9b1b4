import { powerMonitor } from 'electron'
import { Budgets } from '../core/wordbee/budget/budgets'
import type { BudgetStatus } from '../shared/budget'
import { DiskLogFiles } from './adapters/disk-log-files'
import { nodeHash, systemClock } from './adapters/system-ports'
import { broadcast } from './ipc/broadcast'

/** Minimum time between two broadcasts, in milliseconds. */
const broadcastIntervalMs = 500

/** The budgets of all accounts on disk, and the meter of the open account. */
export class BudgetService {
  readonly budgets: Budgets
  private isPending = false

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

  /** Combines rapid changes, and always sends the last one. */
  scheduleBroadcast(): void {
    if (this.isPending) return
    this.isPending = true
    setTimeout(() => {
      this.isPending = false
      const status = this.ports.read()
      if (status !== null) broadcast('watchBudget', status)
    }, broadcastIntervalMs)
  }
}
