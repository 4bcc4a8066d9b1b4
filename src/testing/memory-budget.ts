import type { Clock } from '../core/ports'
import { Budget } from '../core/wordbee/budget/budget'
import { openLedger } from '../core/wordbee/budget/ledger'
import { startLedgerClock } from '../core/wordbee/budget/ledger-clock'
import type { MemoryLogFiles } from './memory-storage'

/** A budget that is unlimited in effect, unless a test sets the hourly allowance. It is not saved. */
export function memoryBudget(clock: Clock, allowance: number | (() => number) = 1_000_000): Budget {
  const record = (): Promise<void> => Promise.resolve()
  const ledger = {
    clock: startLedgerClock(clock, null),
    earlierCalls: [],
    record,
    withdraw: record,
    recordTime: record,
  }
  return new Budget({ ledger, clock, allowance: toGetter(allowance), onChange: () => undefined })
}

function toGetter(allowance: number | (() => number)): () => number {
  return typeof allowance === 'number' ? () => allowance : allowance
}

/** A budget with a ledger in `files`. Opening it again with the same files simulates a restart within the same hour. */
export async function persistedBudget(options: {
  readonly clock: Clock
  readonly files: MemoryLogFiles
  readonly allowance: number
}): Promise<Budget> {
  const { clock, files, allowance } = options
  const ledger = await openLedger({ files, clock }, 'test')
  return new Budget({ ledger, clock, allowance: () => allowance, onChange: () => undefined })
}
