import type { BudgetStatus } from '../../../shared/budget'
import type { Clock } from '../../ports'
import { estimateWaitMs } from './estimate-wait'
import { limitOf, reserveOf, type CallUse, type Priority } from './priority'
import { windowMs, type Ledger } from './ledger'
import type { SignInAnswer } from './ledger-clock'
import { createOtherUsage, type OtherUsage } from './other-usage'
import { createReservation, type ReservedCalls } from './reservation'
import { RollingHour } from './rolling-hour'
import { readReportedAllowance } from './reported-allowance'
import { once, type CallReservation, type CallPermit } from './call-permit'
import { PermitQueue, type QueuedCall } from './permit-queue'

export interface BudgetPorts {
  readonly ledger: Ledger
  readonly clock: Clock
  /** Calls per hour, from the settings; read on every use. */
  readonly allowance: () => number
  readonly onChange: () => void
}

/** How often waiting calls are checked again while the usage of others fades, in ms. */
const recheckMs = 60_000

/**
 * The call budget of one account over a rolling hour. Quota is reserved first, used when the call is sent, and free again
 * one window after the response. Source: docs/rules.md#p8, docs/threat-model.md#allowance.
 */
export class Budget {
  private readonly hour: RollingHour
  private readonly others: OtherUsage
  private readonly queue = new PermitQueue()
  private reported: number | null = null
  private isPersisted = true
  private wakesAt = Number.POSITIVE_INFINITY

  constructor(private readonly ports: BudgetPorts) {
    this.hour = new RollingHour(ports.ledger.clock, ports.ledger.earlierCalls)
    this.others = createOtherUsage(ports.ledger.clock)
  }

  /** Waits for quota for one call. Failure: `stopped`, by the signal. */
  async admit(use: CallUse, signal?: AbortSignal): Promise<CallPermit> {
    await this.wait(use.priority, 1, signal)
    return this.toPermit(use, () => this.putBack(use.priority, 1))
  }

  /** A permit for one call, or null if it would have to wait. */
  admitNow(use: CallUse): CallPermit | null {
    if (!this.hasQuota(use.priority)) return null
    this.hour.reserve(use.priority, 1)
    return this.toPermit(use, () => this.putBack(use.priority, 1))
  }

  /** Whether one call of this priority could be sent now, without waiting for quota or in the queue. */
  hasQuota(priority: Priority): boolean {
    return this.queue.inOrder().length === 0 && this.fits(priority, 1)
  }

  /**
   * Waits until all of these calls fit at once. A reservation is limited to half the allowance, so that two never wait for
   * each other; it is cut from the deletes first, down to one. Failure: `stopped`, by the signal.
   */
  async reserve(calls: ReservedCalls, signal?: AbortSignal): Promise<CallReservation> {
    const maxCalls = Math.max(1, Math.floor(this.ports.allowance() / 2))
    const granted = await this.wait('deletes', Math.min(maxCalls, calls.deletes + calls.listings), signal)
    const deletes = Math.min(calls.deletes, Math.max(1, granted - calls.listings))
    const more = Math.min(calls.more ?? 0, this.amplyFree(), maxCalls - granted)
    this.hour.reserve('deletes', more)
    return createReservation(
      { deletes: deletes + more, listings: granted - deletes },
      {
        toPermit: (purpose, onUnspent, upcoming) =>
          this.toPermit({ priority: 'deletes', purpose }, onUnspent, upcoming),
        giveBack: (unspent) => {
          void this.ports.ledger.withdraw({ priority: 'deletes', purpose: 'delete' })
          this.putBack('deletes', unspent)
        },
      },
    )
  }

  /** Calls beyond the last quarter of the hour; 0 while others wait. */
  private amplyFree(): number {
    if (this.queue.inOrder().length > 0) return 0
    const quarter = Math.ceil(this.ports.allowance() / 4)
    return Math.max(0, -this.missing('deletes', 0) - quarter)
  }

  /** Records a 429 and its message. If we counted fewer calls than the allowance, others use the account too. */
  recordThrottled(message: string): void {
    this.reported = readReportedAllowance(message)
    this.others.raiseTo(this.fullHour() - this.hour.used())
    this.ports.onChange()
  }

  /** Records that the server accepted a call, so its hour was not full. */
  recordAccepted(): void {
    this.others.limitTo(Math.max(0, this.fullHour() - this.hour.used()))
  }

  /** Milliseconds until the last of this many further calls may be sent; 0 if all fit now. */
  estimateWaitMs(calls: number): number {
    const byOthers = this.others.calls()
    const fading = Array.from({ length: byOthers }, (_, nth) => ((nth + 1) * windowMs) / byOthers)
    const expiries = [...this.hour.expiries(), ...fading]
    return estimateWaitMs(calls, { freeCalls: this.ports.allowance() - expiries.length, expiries })
  }

  /** When a call of this priority can be sent again, ms since the epoch; null if it can now or the time is unknown. */
  quotaFreeAt(priority: Priority): number | null {
    const waitMs = this.fits(priority, 1) ? null : this.hour.untilFree(this.missing(priority, 1))
    return waitMs === null ? null : this.ports.clock.now() + waitMs
  }

  /** When the first waiting call that a user depends on is sent, ms since the epoch; null if none waits or unknown. */
  waitingUntil(): number | null {
    const first = this.queue
      .inOrder()
      .find(({ priority }) => priority !== 'previews' && priority !== 'thumbnails')
    const waitMs = first === undefined ? null : this.msUntilFits(first)
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

  /** Records the answer of a sign-in. The first one settles how long the app was closed. */
  recordSignIn(answer: SignInAnswer): void {
    this.ports.ledger.clock.recordSignIn(answer)
    // A crash must not lose the new moment.
    void this.close()
    this.admitWaiting()
  }

  /** Call after the computer slept: calls that expired during the sleep free their quota. */
  onResume(): void {
    this.ports.ledger.clock.onResume()
    this.admitWaiting()
  }

  /** Records the time, so that the next start knows how long the app was closed. Never rejects. */
  close(): Promise<void> {
    return this.ports.ledger.recordTime().catch(() => undefined)
  }

  /** Admits waiting calls that fit now, for example after the allowance was changed. */
  admitWaiting(): void {
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
   * A call that does not fit blocks those behind it, so that small requests do not starve a large one. One exception: while
   * deletes wait, reads may use the reserve, so that a long deletion does not block browsing.
   */
  private isAdmissible(waiter: QueuedCall, blocked: Priority | null): boolean {
    if (!this.fits(waiter.priority, waiter.calls)) return false
    if (blocked === null) return true
    const isBesideDeletes = blocked === 'deletes' && waiter.priority === 'reads'
    return isBesideDeletes && this.hour.countByPriority('reads') < reserveOf(this.ports.allowance())
  }

  private async wait(priority: Priority, calls: number, signal: AbortSignal | undefined): Promise<number> {
    const turn = this.queue.wait(priority, calls, signal)
    this.admitWaiting()
    try {
      return await turn
    } catch (error) {
      this.admitWaiting()
      throw error
    }
  }

  private toPermit(use: CallUse, onUnspent: () => void, upcoming = (): number => 0): CallPermit {
    const call = { ...use }
    let isSpent = false
    return {
      useCall: async () => {
        isSpent = true
        this.hour.reserve(use.priority, -1)
        this.hour.begin(call)
        this.ports.onChange()
        this.isPersisted = await this.ports.ledger.record(call, upcoming()).then(
          () => true,
          () => false,
        )
      },
      finish: once(() => {
        if (isSpent) this.hour.end(call)
        else onUnspent()
        this.admitWaiting()
      }),
    }
  }

  private putBack(priority: Priority, calls: number): void {
    this.hour.reserve(priority, -calls)
    this.admitWaiting()
  }

  private fits(priority: Priority, calls: number): boolean {
    return this.missing(priority, calls) <= 0
  }

  /** Calls that must leave the window before this many fit. */
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

  private msUntilFits({ priority, calls }: QueuedCall): number | null {
    return this.hour.untilFree(this.missing(priority, calls))
  }

  private wakeFor(waiter: QueuedCall): void {
    const waitMs = this.others.calls() > 0 ? recheckMs : this.msUntilFits(waiter)
    if (waitMs === null) return
    const { clock } = this.ports
    const wakesAt = clock.elapsed() + waitMs
    if (this.wakesAt <= wakesAt) return
    this.wakesAt = wakesAt
    void clock.sleep(waitMs).then(() => {
      if (this.wakesAt === wakesAt) this.wakesAt = Number.POSITIVE_INFINITY
      this.admitWaiting()
    })
  }
}
