import { powerMonitor } from 'electron'
import { Budgets } from '../core/wordbee/budget/budgets'
import type { BudgetStatus } from '../shared/budget'
import { DiskLogFiles } from './adapters/disk-log-files'
import { nodeHash, systemClock } from './adapters/system-ports'
import { broadcast } from './ipc/router'

/** How often windows are told of the hour, milliseconds: twice a second. */
const tellIntervalMs = 500

/** The ledgers on disk, and the meter that windows show of the account that is open. */
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
      ...{ files: new DiskLogFiles(folder), clock: systemClock, hash: nodeHash },
      allowance: ports.allowance,
      onChange: () => this.scheduleBroadcast(),
    })
    powerMonitor.on('resume', () => this.budgets.onResume())
  }

  /** Many changes at once as one, and the last one always. */
  scheduleBroadcast(): void {
    if (this.isPending) return
    this.isPending = true
    setTimeout(() => {
      this.isPending = false
      const status = this.ports.read()
      if (status !== null) broadcast('watchBudget', status)
    }, tellIntervalMs)
  }
}
