import type { Clock } from '../core/ports'
import { Budget } from '../core/wordbee/budget/budget'
import type { CallUse } from '../core/wordbee/budget/priority'
import { openLedger } from '../core/wordbee/budget/ledger'
import type { CallPermit } from '../core/wordbee/budget/call-permit'
import { FakeClock } from './memory-ports'
import { MemoryDisk, MemoryLogFiles } from './memory-storage'

/** A call that has not reached the server by then has failed: connect and first-byte timeouts (`client.ts`). */
const maxCallMs = 40_000

interface AppRun {
  readonly budget: Budget
  readonly calls: { readonly use: CallUse; permit: CallPermit; readonly spentAt: number }[]
}

/**
 * One account over many restarts of the app, in true time: what the server sees, regardless of the computer's wall clock.
 * A call is spent when it is admitted, and stays in flight until `answerCalls`.
 */
export class BudgetSimulation {
  /** True times at which calls reached the server, in milliseconds: between sending and response. */
  readonly arrivals: number[] = []
  readonly time = new FakeClock()
  /** Whether the sign-in of each start reports the server's clock. */
  hasServerTime = true
  /** Whether the app can sign in when it starts. */
  signsIn = true
  private disk = new MemoryDisk()
  private skew = 0
  private run: AppRun | null = null

  constructor(readonly allowance: number) {
    this.time.isFrozen = true
  }

  get budget(): Budget {
    if (this.run === null) throw new Error('the app is not running')
    return this.run.budget
  }

  async start(): Promise<void> {
    const files = new MemoryLogFiles(this.disk, 'budget')
    const clock = this.processClock()
    const ledger = await openLedger({ files, clock }, 'account')
    const budget = new Budget({ ledger, clock, allowance: () => this.allowance, onChange: () => undefined })
    this.run = { budget, calls: [] }
    if (this.signsIn)
      budget.recordSignIn({ serverTime: this.hasServerTime ? this.serverTime() : null, tookMs: 0 })
  }

  /** Quits or kills the app, and starts it again. Calls still waiting for a permit are never sent. */
  async restart(how: 'quit' | 'killed'): Promise<void> {
    if (how === 'quit') await this.budget.close()
    for (const call of this.run?.calls ?? []) this.arrivals.push(call.spentAt)
    this.disk = this.disk.crash()
    await this.start()
  }

  /** Requests a call without waiting for it. */
  requestCall(use: CallUse): void {
    const { run } = this
    if (run === null) return
    void run.budget.admit(use).then(async (permit) => {
      await permit.useCall()
      if (this.run === run) run.calls.push({ use, permit, spentAt: this.time.elapsed() })
    })
  }

  /** All responses arrive. `lateness`: when the calls reached the server, from 0 (when sent) to 1 (just now). */
  answerCalls(lateness: number): void {
    for (const { permit, spentAt } of this.run?.calls.splice(0) ?? []) {
      this.arrivals.push(spentAt + lateness * Math.min(maxCallMs, this.time.elapsed() - spentAt))
      permit.finish()
    }
  }

  /** The user sets the clock of the computer. */
  setClock(byMs: number): void {
    this.skew += byMs
  }

  async passTime(ms: number): Promise<void> {
    this.time.advance(ms)
    await this.whenIdle()
  }

  /** Waits until everything that is due has run. */
  async whenIdle(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resume) => setImmediate(resume))
  }

  /** The maximum number of calls in any 3,600 s of true time. */
  busiestHour(): number {
    const sorted = [...this.arrivals].sort((one, other) => one - other)
    return sorted.reduce((max, start, first) => {
      const end = sorted.findIndex((time, index) => index > first && time - start >= 3_600_000)
      return Math.max(max, (end === -1 ? sorted.length : end) - first)
    }, 0)
  }

  /** The server's clock is right, and its header has whole seconds. */
  private serverTime(): number {
    return Math.floor(this.time.now() / 1_000) * 1_000
  }

  private processClock(): Clock {
    const startedAt = this.time.elapsed()
    return {
      now: () => this.time.now() + this.skew,
      elapsed: () => this.time.elapsed() - startedAt,
      sleep: (ms, signal) => this.time.sleep(ms, signal),
      after: (ms, callBack) => this.time.after(ms, callBack),
    }
  }
}
