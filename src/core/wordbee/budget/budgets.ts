import type { Clock, HashPort, LogFilesPort } from '../../ports'
import { Budget } from './budget'
import { openLedger, type Ledger } from './ledger'
import { startLedgerClock } from './ledger-clock'

export interface BudgetsPorts {
  /** A folder that holds only ledgers. */
  readonly files: LogFilesPort
  readonly clock: Clock
  readonly hash: HashPort
  /** Calls per hour, from the settings. */
  readonly allowance: () => number
  readonly onChange: () => void
}

/** The budgets of all accounts used since the app started. Signing in again continues the same hour. */
export class Budgets {
  private readonly opened = new Map<string, Promise<Budget>>()
  private readonly ready = new Set<Budget>()

  constructor(private readonly ports: BudgetsPorts) {}

  /**
   * The budget of an account; `serverKey` is the normalised URL, or `demo`. Never rejects: if the disk cannot be read, calls
   * are counted in memory only.
   */
  open(serverKey: string, accountId: string): Promise<Budget> {
    const key = JSON.stringify([serverKey, accountId])
    const known = this.opened.get(key) ?? this.start(key)
    this.opened.set(key, known)
    return known
  }

  /** Call after the computer slept. */
  onResume(): void {
    for (const budget of this.ready) budget.onResume()
  }

  /** Call after the allowance was changed. */
  allowanceChanged(): void {
    for (const budget of this.ready) budget.admitWaiting()
  }

  /** Call before the app quits. Never rejects. */
  async close(): Promise<void> {
    await Promise.all([...this.ready].map((budget) => budget.close()))
  }

  private async start(key: string): Promise<Budget> {
    const { files, clock, hash, allowance, onChange } = this.ports
    const name = hash.sha256(new TextEncoder().encode(key)).slice(0, 24)
    const ledger = await openLedger({ files, clock }, name).catch(() => memoryLedger(clock))
    const budget = new Budget({ ledger, clock, allowance, onChange })
    this.ready.add(budget)
    return budget
  }
}

/** Stands in for a ledger that could not be opened: calls are counted, and the status reports that they are not persisted. */
function memoryLedger(clock: Clock): Ledger {
  const reject = (): Promise<void> => Promise.reject(new Error('the ledger cannot be opened'))
  const withdraw = (): Promise<void> => Promise.resolve()
  return {
    clock: startLedgerClock(clock, null),
    earlierCalls: [],
    record: reject,
    withdraw,
    recordTime: reject,
  }
}
