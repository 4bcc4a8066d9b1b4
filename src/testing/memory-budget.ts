import type { Clock } from '../core/ports'
import { Budget } from '../core/wordbee/budget/budget'
import { startLedgerClock } from '../core/wordbee/budget/ledger-clock'

/** A budget that no test meets the end of, unless it says how much an hour allows. Nothing of it is kept. */
export function memoryBudget(clock: Clock, allowance = 1_000_000): Budget {
  const record = (): Promise<void> => Promise.resolve()
  const ledger = { clock: startLedgerClock(clock, null), earlier: [], record, mark: record }
  return new Budget({ ledger, clock, allowance: () => allowance, onChange: () => undefined })
}
