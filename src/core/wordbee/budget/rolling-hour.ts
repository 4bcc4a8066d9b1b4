import { callPurposes, type CallPurpose } from '../../../shared/budget'
import { priorities, type CallUse, type Priority } from './priority'
import { windowMs, type Ledger } from './ledger'
import type { LedgerCall } from './ledger-line'

interface RecordedCall {
  /** Ledger time (ms) from which the call counts for one window: its response, or its line in the ledger. */
  readonly at: number
  readonly priority: string
  readonly purpose: string
}

/** The calls that count now, in memory: reserved, in flight, or answered within the window. */
export class RollingHour {
  private readonly inFlight = new Set<CallUse>()
  private answered: RecordedCall[]
  private readonly reservations = new Map<Priority, number>()

  constructor(
    private readonly clock: Ledger['clock'],
    earlier: readonly LedgerCall[],
  ) {
    this.answered = earlier.map(({ lane, ...call }) => ({ ...call, priority: lane }))
  }

  /** Reserves quota for calls that are not sent yet; a negative number releases it. */
  reserve(priority: Priority, calls: number): void {
    this.reservations.set(priority, (this.reservations.get(priority) ?? 0) + calls)
  }

  reserved(): number {
    return [...this.reservations.values()].reduce((sum, calls) => sum + calls, 0)
  }

  used(): number {
    this.dropExpired()
    return this.answered.length + this.inFlight.size
  }

  /** Calls of one priority, including those that are only reserved. */
  countByPriority(priority: Priority): number {
    this.dropExpired()
    const isOf = (call: { readonly priority: string }): boolean => call.priority === priority
    const sent = this.answered.filter(isOf).length + [...this.inFlight].filter(isOf).length
    return sent + (this.reservations.get(priority) ?? 0)
  }

  begin(call: CallUse): void {
    this.inFlight.add(call)
  }

  /** The call was answered. The server counted it on arrival, so the window starts now at the latest. */
  end(call: CallUse): void {
    if (this.inFlight.delete(call)) this.answered.push({ ...call, at: this.clock.now() })
  }

  /** Milliseconds until this many of the answered calls have left the window, or null if there are fewer. */
  untilFree(calls: number): number | null {
    this.dropExpired()
    const last = this.answered[calls - 1]
    return last === undefined ? null : Math.max(0, last.at + windowMs - this.clock.now())
  }

  /** Milliseconds until each call leaves the window, soonest first. */
  expiries(): number[] {
    this.dropExpired()
    const now = this.clock.now()
    const answered = this.answered.map(({ at }) => Math.max(0, at + windowMs - now))
    return [...answered, ...Array.from({ length: this.inFlight.size + this.reserved() }, () => windowMs)]
  }

  byPurpose(): { readonly purpose: CallPurpose; readonly calls: number }[] {
    this.dropExpired()
    const counts = new Map<CallPurpose, number>()
    for (const { purpose } of [...this.answered, ...this.inFlight]) {
      const known = callPurposes.find((callPurpose) => callPurpose === purpose) ?? 'other'
      counts.set(known, (counts.get(known) ?? 0) + 1)
    }
    return [...counts]
      .map(([purpose, calls]) => ({ purpose, calls }))
      .sort((one, other) => other.calls - one.calls)
  }

  private dropExpired(): void {
    const now = this.clock.now()
    const firstValid = this.answered.findIndex(({ at }) => at + windowMs > now)
    if (firstValid === -1) this.answered = []
    else if (firstValid > 0) this.answered.splice(0, firstValid)
  }
}

/** The rank of a priority: 0 goes first. */
export function priorityRank(priority: Priority): number {
  return priorities.indexOf(priority)
}
