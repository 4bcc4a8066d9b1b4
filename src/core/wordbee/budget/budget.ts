import type { BudgetStatus } from '../../../shared/budget'
import type { Clock } from '../../ports'
import { estimateWaitMs } from './estimate-wait'
import { limitOf, reserveOf, type CallUse, type Priority } from './priority'
import { windowMs, type Ledger } from './ledger'
import { createOtherUsage, type OtherUsage } from './other-usage'
import { createReservation, type ReservedCalls } from './reservation'
import { RollingHour } from './rolling-hour'
import { readReportedAllowance } from './reported-allowance'
import { once, type CallReservation, type CallPermit } from './call-permit'
import { PermitQueue, type QueuedCall } from './permit-queue'

export interface BudgetPorts {
  readonly ledger: Ledger
  readonly clock: Clock
  /** Calls of an hour, by the settings; asked each time. */
  readonly allowance: () => number
  readonly onChange: () => void
}

/** What others use fades by itself: how often those who wait for it look again, milliseconds. */
const recheckMs = 60_000

/**
 * The rolling hour of one account: no call without room. Room is promised first, spent when the call is sent, and free
 * again a window after the answer. Source: docs/rules.md#p8, docs/threat-model.md#allowance.
 */
export class Budget {
  private readonly hour: RollingHour
  private readonly others: OtherUsage
  private readonly queue = new PermitQueue()
  private reported: number | null = null
  private isPersisted = true
  private wakesAt = Number.POSITIVE_INFINITY

  constructor(private readonly ports: BudgetPorts) {
    this.hour = new RollingHour(ports.ledger.clock, ports.ledger.earlier)
    this.others = createOtherUsage(ports.ledger.clock)
  }

  /** Waits for room for one call. Failure: `stopped`, by the signal. */
  async admit(use: CallUse, signal?: AbortSignal): Promise<CallPermit> {
    await this.wait(use.priority, 1, signal)
    return this.toPermit(use, () => this.putBack(use.priority, 1))
  }

  /** Room for one call at once, or null where it would have to wait. */
  admitNow(use: CallUse): CallPermit | null {
    if (!this.hasQuota(use.priority)) return null
    this.hour.reserve(use.priority, 1)
    return this.toPermit(use, () => this.putBack(use.priority, 1))
  }

  /** Whether one call of this lane would not wait, neither for room nor behind anybody. */
  hasQuota(priority: Priority): boolean {
    return this.queue.inOrder().length === 0 && this.fits(priority, 1)
  }

  /**
   * Waits until all of these calls have room at once. More than half an hour's calls are cut to that, so that those who
   * hold a promise never wait for each other; one delete and the listings stay longest. Failure: `stopped`, by the signal.
   */
  async reserve(calls: ReservedCalls, signal?: AbortSignal): Promise<CallReservation> {
    const most = Math.max(1, Math.floor(this.ports.allowance() / 2))
    const granted = await this.wait('deletes', Math.min(most, calls.deletes + calls.listings), signal)
    const deletes = Math.min(calls.deletes, Math.max(1, granted - calls.listings))
    return createReservation(
      { deletes, listings: granted - deletes },
      {
        toPermit: (purpose, onUnspent) => this.toPermit({ priority: 'deletes', purpose }, onUnspent),
        giveBack: (unspent) => this.putBack('deletes', unspent),
      },
    )
  }

  /** Tells of a 429 and its words: below our own count others use the account too. */
  recordThrottled(words: string): void {
    this.reported = readReportedAllowance(words)
    this.others.learn(this.fullHour() - this.hour.used())
    this.ports.onChange()
  }

  /** Tells of a call that the server accepted: it had room then. */
  recordAccepted(): void {
    this.others.disprove(Math.max(0, this.fullHour() - this.hour.used()))
  }

  /** Milliseconds until the last of so many further calls may be sent; 0 where they all fit now. */
  estimateWaitMs(calls: number): number {
    const byOthers = this.others.calls()
    const fading = Array.from({ length: byOthers }, (_, nth) => ((nth + 1) * windowMs) / byOthers)
    const expiries = [...this.hour.expiries(), ...fading]
    return estimateWaitMs(calls, { room: this.ports.allowance() - expiries.length, expiries })
  }

  /** When a call of this lane has room again, ms since the epoch; null where it has room or nobody can tell. */
  quotaFreeAt(priority: Priority): number | null {
    const waitMs = this.fits(priority, 1) ? null : this.hour.untilFree(this.missing(priority, 1))
    return waitMs === null ? null : this.ports.clock.now() + waitMs
  }

  /** When what somebody waits for goes on, ms since the epoch; null while nothing waits or nobody can tell. */
  waitingUntil(): number | null {
    const first = this.queue
      .inOrder()
      .find(({ priority }) => priority !== 'previews' && priority !== 'thumbnails')
    const waitMs = first === undefined ? null : this.untilFits(first)
    return waitMs === null ? null : this.ports.clock.now() + waitMs
  }

  status(): BudgetStatus {
    const allowance = this.ports.allowance()
    const oldest = this.hour.untilFree(1)
    return {
      used: this.hour.used(),
      allowance,
      usedByOthers: this.others.calls(),
      reportedAllowance: this.reported === allowance ? null : this.reported,
      waitingUntil: this.waitingUntil(),
      quotaFreeAt: oldest === null ? null : this.ports.clock.now() + oldest,
      isPersisted: this.isPersisted,
      byPurpose: this.hour.byPurpose(),
    }
  }

  /** After the computer slept: what became old meanwhile is free. */
  onResume(): void {
    this.ports.ledger.clock.onResume()
    this.serve()
  }

  /** Before the app quits: notes the time, so that the next run knows how long nothing ran. Never rejects. */
  close(): Promise<void> {
    return this.ports.ledger.mark().catch(() => undefined)
  }

  /** Serves those who wait anew, such as after another allowance was set. */
  serve(): void {
    let blocked: Priority | null = null
    for (const waiter of this.queue.inOrder()) {
      if (this.isAdmissible(waiter, blocked)) {
        const calls = Math.min(waiter.calls, Math.max(1, this.limit(waiter.priority)))
        this.hour.reserve(waiter.priority, calls)
        waiter.admit(calls)
        continue
      }
      this.wakeFor(waiter)
      blocked ??= waiter.priority
    }
    this.ports.onChange()
  }

  /**
   * Who does not fit holds up all behind, so that a large wish is not starved by small ones. One exception: beside
   * deletes that wait for room, reads may use as many calls of the hour as the reserve has, so that a long job does not
   * lock the window.
   */
  private isAdmissible(waiter: QueuedCall, blocked: Priority | null): boolean {
    if (!this.fits(waiter.priority, waiter.calls)) return false
    if (blocked === null) return true
    const isBesideDeletes = blocked === 'deletes' && waiter.priority === 'reads'
    return isBesideDeletes && this.hour.takenBy('reads') < reserveOf(this.ports.allowance())
  }

  private async wait(priority: Priority, calls: number, signal: AbortSignal | undefined): Promise<number> {
    const turn = this.queue.wait(priority, calls, signal)
    this.serve()
    try {
      return await turn
    } catch (error) {
      this.serve()
      throw error
    }
  }

  private toPermit(use: CallUse, onUnspent: () => void): CallPermit {
    const call = { ...use }
    let isSpent = false
    return {
      useCall: async () => {
        isSpent = true
        this.hour.reserve(use.priority, -1)
        this.hour.begin(call)
        this.ports.onChange()
        this.isPersisted = await this.ports.ledger.record(call).then(
          () => true,
          () => false,
        )
      },
      finish: once(() => {
        if (isSpent) this.hour.end(call)
        else onUnspent()
        this.serve()
      }),
    }
  }

  private putBack(priority: Priority, calls: number): void {
    this.hour.reserve(priority, -calls)
    this.serve()
  }

  private fits(priority: Priority, calls: number): boolean {
    return this.missing(priority, calls) <= 0
  }

  /** Calls that must leave the window before so many fit. */
  private missing(priority: Priority, calls: number): number {
    const limit = this.limit(priority)
    return this.hour.used() + this.hour.reserved() + Math.min(calls, Math.max(1, limit)) - limit
  }

  private limit(priority: Priority): number {
    return limitOf(priority, { allowance: this.ports.allowance(), byOthers: this.others.calls() })
  }

  private fullHour(): number {
    return Math.min(this.ports.allowance(), this.reported ?? Number.POSITIVE_INFINITY)
  }

  private untilFits({ priority, calls }: QueuedCall): number | null {
    return this.hour.untilFree(this.missing(priority, calls))
  }

  private wakeFor(waiter: QueuedCall): void {
    const waitMs = this.others.calls() > 0 ? recheckMs : this.untilFits(waiter)
    if (waitMs === null) return
    const { clock } = this.ports
    const at = clock.elapsed() + waitMs
    if (this.wakesAt <= at) return
    this.wakesAt = at
    void clock.sleep(waitMs).then(() => {
      if (this.wakesAt === at) this.wakesAt = Number.POSITIVE_INFINITY
      this.serve()
    })
  }
}
