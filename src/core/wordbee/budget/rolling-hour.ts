import { callPurposes, type CallPurpose } from '../../../shared/budget'
import { priorities, type CallUse, type Priority } from './priority'
import { windowMs, type Ledger } from './ledger'
import type { LedgerCall } from './ledger-line'

interface RecordedCall {
  /** Ledger time from which the call counts for a window: its answer, or the line in the ledger. */
  readonly at: number
  readonly priority: string
  readonly purpose: string
}

/** The calls that count now, in memory: those under way, and those that were answered within the window. */
export class RollingHour {
  private readonly inFlight = new Set<CallUse>()
  private answered: RecordedCall[]
  private readonly promised = new Map<Priority, number>()

  constructor(
    private readonly clock: Ledger['clock'],
    earlier: readonly LedgerCall[],
  ) {
    this.answered = earlier.map(({ lane, ...call }) => ({ ...call, priority: lane }))
  }

  /** Promises room to calls that are not made yet, or takes so much of the promise back (negative). */
  reserve(priority: Priority, calls: number): void {
    this.promised.set(priority, (this.promised.get(priority) ?? 0) + calls)
  }

  reserved(): number {
    return [...this.promised.values()].reduce((sum, calls) => sum + calls, 0)
  }

  used(): number {
    this.forget()
    return this.answered.length + this.inFlight.size
  }

  /** Calls of one lane, those included that have only a promise. */
  takenBy(priority: Priority): number {
    this.forget()
    const isOf = (call: { readonly priority: string }): boolean => call.priority === priority
    const made = this.answered.filter(isOf).length + [...this.inFlight].filter(isOf).length
    return made + (this.promised.get(priority) ?? 0)
  }

  begin(call: CallUse): void {
    this.inFlight.add(call)
  }

  /** The server counted the call when it came, at the latest now: from now on the window is measured. */
  end(call: CallUse): void {
    if (this.inFlight.delete(call)) this.answered.push({ ...call, at: this.clock.now() })
  }

  /** Milliseconds until so many of the answered calls have left the window, or null where there are not so many. */
  untilFree(calls: number): number | null {
    this.forget()
    const last = this.answered[calls - 1]
    return last === undefined ? null : Math.max(0, last.at + windowMs - this.clock.now())
  }

  /** Milliseconds until each call leaves the window, soonest first. */
  expiries(): number[] {
    this.forget()
    const now = this.clock.now()
    const answered = this.answered.map(({ at }) => Math.max(0, at + windowMs - now))
    return [...answered, ...Array.from({ length: this.inFlight.size + this.reserved() }, () => windowMs)]
  }

  byPurpose(): { readonly purpose: CallPurpose; readonly calls: number }[] {
    this.forget()
    const counts = new Map<CallPurpose, number>()
    for (const { purpose } of [...this.answered, ...this.inFlight]) {
      const known = callPurposes.find((word) => word === purpose) ?? 'other'
      counts.set(known, (counts.get(known) ?? 0) + 1)
    }
    return [...counts]
      .map(([purpose, calls]) => ({ purpose, calls }))
      .sort((one, other) => other.calls - one.calls)
  }

  private forget(): void {
    const now = this.clock.now()
    const kept = this.answered.findIndex(({ at }) => at + windowMs > now)
    if (kept === -1) this.answered = []
    else if (kept > 0) this.answered.splice(0, kept)
  }
}

/** Where a lane stands: 0 goes first. */
export function priorityRank(priority: Priority): number {
  return priorities.indexOf(priority)
}
