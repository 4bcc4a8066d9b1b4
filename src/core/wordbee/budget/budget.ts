import type { BudgetStatus } from '../../../shared/budget'
import type { Clock } from '../../ports'
import { estimateWaitMs } from './estimate-wait'
import { limitOf, reserveOf, type CallUse, type Lane } from './lane'
import { windowMs, type Ledger } from './ledger'
import { createOtherUsers, type OtherUsers } from './other-users'
import { createReservation, type ReservedCalls } from './reservation'
import { RollingHour } from './rolling-hour'
import { readSaidAllowance } from './said-allowance'
import { onceOnly, type Reservation, type Slot } from './slot'
import { WaitingLine, type Waiter } from './waiting-line'

export interface BudgetPorts {
  readonly ledger: Ledger
  readonly clock: Clock
  /** Calls of an hour, by the settings; asked each time. */
  readonly allowance: () => number
  readonly onChange: () => void
}

/** What others use fades by itself: how often those who wait for it look again, milliseconds. */
const lookAgainMs = 60_000

/**
 * The rolling hour of one account: no call without room. Room is promised first, spent when the call is sent, and free
 * again a window after the answer. Source: docs/rules.md#p8, docs/threat-model.md#allowance.
 */
export class Budget {
  private readonly hour: RollingHour
  private readonly others: OtherUsers
  private readonly line = new WaitingLine()
  private said: number | null = null
  private isKept = true
  private wakesAt = Number.POSITIVE_INFINITY

  constructor(private readonly ports: BudgetPorts) {
    this.hour = new RollingHour(ports.ledger.clock, ports.ledger.earlier)
    this.others = createOtherUsers(ports.ledger.clock)
  }

  /** Waits for room for one call. Failure: `stopped`, by the signal. */
  async admit(use: CallUse, signal?: AbortSignal): Promise<Slot> {
    await this.wait(use.lane, 1, signal)
    return this.toSlot(use, () => this.giveBack(use.lane, 1))
  }

  /** Room for one call at once, or null where it would have to wait. */
  admitNow(use: CallUse): Slot | null {
    if (!this.hasRoom(use.lane)) return null
    this.hour.hold(use.lane, 1)
    return this.toSlot(use, () => this.giveBack(use.lane, 1))
  }

  /** Whether one call of this lane would not wait, neither for room nor behind anybody. */
  hasRoom(lane: Lane): boolean {
    return this.line.inOrder().length === 0 && this.fits(lane, 1)
  }

  /**
   * Waits until all of these calls have room at once. More than half an hour's calls are cut to that, so that those who
   * hold a promise never wait for each other; one delete and the listings stay longest. Failure: `stopped`, by the signal.
   */
  async reserve(calls: ReservedCalls, signal?: AbortSignal): Promise<Reservation> {
    const most = Math.max(1, Math.floor(this.ports.allowance() / 2))
    const granted = await this.wait('deletes', Math.min(most, calls.deletes + calls.listings), signal)
    const deletes = Math.min(calls.deletes, Math.max(1, granted - calls.listings))
    return createReservation(
      { deletes, listings: granted - deletes },
      {
        toSlot: (purpose, onUnspent) => this.toSlot({ lane: 'deletes', purpose }, onUnspent),
        giveBack: (unspent) => this.giveBack('deletes', unspent),
      },
    )
  }

  /** Tells of a 429 and its words: below our own count others use the account too. */
  refused(words: string): void {
    this.said = readSaidAllowance(words)
    this.others.learn(this.fullHour() - this.hour.used())
    this.ports.onChange()
  }

  /** Tells of a call that the server accepted: it had room then. */
  accepted(): void {
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
  roomAt(lane: Lane): number | null {
    const waitMs = this.fits(lane, 1) ? null : this.hour.untilFree(this.missing(lane, 1))
    return waitMs === null ? null : this.ports.clock.now() + waitMs
  }

  /** When what somebody waits for goes on, ms since the epoch; null while nothing waits or nobody can tell. */
  waitingUntil(): number | null {
    const first = this.line.inOrder().find(({ lane }) => lane !== 'previews' && lane !== 'thumbnails')
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
      saidAllowance: this.said === allowance ? null : this.said,
      waitingUntil: this.waitingUntil(),
      roomAt: oldest === null ? null : this.ports.clock.now() + oldest,
      isKept: this.isKept,
      byPurpose: this.hour.byPurpose(),
    }
  }

  /** After the computer slept: what became old meanwhile is free. */
  afterSleep(): void {
    this.ports.ledger.clock.afterSleep()
    this.serve()
  }

  /** Before the app quits: notes the time, so that the next run knows how long nothing ran. Never rejects. */
  close(): Promise<void> {
    return this.ports.ledger.mark().catch(() => undefined)
  }

  /** Serves those who wait anew, such as after another allowance was set. */
  serve(): void {
    let blocked: Lane | null = null
    for (const waiter of this.line.inOrder()) {
      if (this.mayGo(waiter, blocked)) {
        const calls = Math.min(waiter.calls, Math.max(1, this.limit(waiter.lane)))
        this.hour.hold(waiter.lane, calls)
        waiter.admit(calls)
        continue
      }
      this.wakeFor(waiter)
      blocked ??= waiter.lane
    }
    this.ports.onChange()
  }

  /**
   * Who does not fit holds up all behind, so that a large wish is not starved by small ones. One exception: beside
   * deletes that wait for room, reads may use as many calls of the hour as the reserve has, so that a long job does not
   * lock the window.
   */
  private mayGo(waiter: Waiter, blocked: Lane | null): boolean {
    if (!this.fits(waiter.lane, waiter.calls)) return false
    if (blocked === null) return true
    const isBesideDeletes = blocked === 'deletes' && waiter.lane === 'reads'
    return isBesideDeletes && this.hour.takenBy('reads') < reserveOf(this.ports.allowance())
  }

  private async wait(lane: Lane, calls: number, signal: AbortSignal | undefined): Promise<number> {
    const turn = this.line.wait(lane, calls, signal)
    this.serve()
    try {
      return await turn
    } catch (error) {
      this.serve()
      throw error
    }
  }

  private toSlot(use: CallUse, onUnspent: () => void): Slot {
    const call = { ...use }
    let isSpent = false
    return {
      spend: async () => {
        isSpent = true
        this.hour.hold(use.lane, -1)
        this.hour.begin(call)
        this.ports.onChange()
        this.isKept = await this.ports.ledger.record(call).then(
          () => true,
          () => false,
        )
      },
      finish: onceOnly(() => {
        if (isSpent) this.hour.end(call)
        else onUnspent()
        this.serve()
      }),
    }
  }

  private giveBack(lane: Lane, calls: number): void {
    this.hour.hold(lane, -calls)
    this.serve()
  }

  private fits(lane: Lane, calls: number): boolean {
    return this.missing(lane, calls) <= 0
  }

  /** Calls that must leave the window before so many fit. */
  private missing(lane: Lane, calls: number): number {
    const limit = this.limit(lane)
    return this.hour.used() + this.hour.held() + Math.min(calls, Math.max(1, limit)) - limit
  }

  private limit(lane: Lane): number {
    return limitOf(lane, { allowance: this.ports.allowance(), byOthers: this.others.calls() })
  }

  private fullHour(): number {
    return Math.min(this.ports.allowance(), this.said ?? Number.POSITIVE_INFINITY)
  }

  private untilFits({ lane, calls }: Waiter): number | null {
    return this.hour.untilFree(this.missing(lane, calls))
  }

  private wakeFor(waiter: Waiter): void {
    const waitMs = this.others.calls() > 0 ? lookAgainMs : this.untilFits(waiter)
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
