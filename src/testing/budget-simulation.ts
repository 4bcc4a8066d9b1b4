import type { Clock } from '../core/ports'
import { Budget } from '../core/wordbee/budget/budget'
import type { CallUse } from '../core/wordbee/budget/priority'
import { openLedger } from '../core/wordbee/budget/ledger'
import type { CallPermit } from '../core/wordbee/budget/call-permit'
import { FakeClock } from './memory-ports'
import { MemoryDisk, MemoryLogFiles } from './memory-storage'

/** A call that has not reached the server by then has failed: time-outs of connection and first byte (`client.ts`). */
const maxCallMs = 40_000

interface AppRun {
  readonly budget: Budget
  readonly calls: { readonly use: CallUse; permit: CallPermit; readonly spentAt: number }[]
}

/**
 * One account over many runs of the app, in true time: what the server sees, whatever the wall clock of this computer
 * says. A call is spent as soon as it is admitted, and is under way until `answer`.
 */
export class BudgetSimulation {
  /** True milliseconds at which calls reached the server: somewhere between their sending and their answer. */
  readonly arrivals: number[] = []
  readonly time = new FakeClock()
  private disk = new MemoryDisk()
  private skew = 0
  private run: AppRun | null = null

  constructor(readonly allowance: number) {
    this.time.isFrozen = true
  }

  get budget(): Budget {
    if (this.run === null) throw new Error('the app does not run')
    return this.run.budget
  }

  async start(): Promise<void> {
    const files = new MemoryLogFiles(this.disk, 'budget')
    const clock = this.processClock()
    const ledger = await openLedger({ files, clock }, 'account')
    const budget = new Budget({ ledger, clock, allowance: () => this.allowance, onChange: () => undefined })
    this.run = { budget, calls: [] }
  }

  /** The app quits, or is killed: what it still waits for never happens. */
  async restart(how: 'quit' | 'killed'): Promise<void> {
    if (how === 'quit') await this.budget.close()
    for (const call of this.run?.calls ?? []) this.arrivals.push(call.spentAt)
    this.disk = this.disk.crash()
    await this.start()
  }

  /** Asks for a call, and does not wait for it. */
  requestCall(use: CallUse): void {
    const { run } = this
    if (run === null) return
    void run.budget.admit(use).then(async (permit) => {
      await permit.useCall()
      if (this.run === run) run.calls.push({ use, permit, spentAt: this.time.elapsed() })
    })
  }

  /** The answers of all calls under way come. `late` (0 to 1) tells how long their way to the server was. */
  answerCalls(lateness: number): void {
    for (const { permit, spentAt } of this.run?.calls.splice(0) ?? []) {
      this.arrivals.push(spentAt + lateness * Math.min(maxCallMs, this.time.elapsed() - spentAt))
      permit.finish()
    }
  }

  /** Somebody sets the clock of the computer. */
  setClock(byMs: number): void {
    this.skew += byMs
  }

  async passTime(ms: number): Promise<void> {
    this.time.advance(ms)
    await this.whenIdle()
  }

  /** Until nothing moves any more at this moment. */
  async whenIdle(): Promise<void> {
    for (let turn = 0; turn < 4; turn += 1) await new Promise((resume) => setImmediate(resume))
  }

  /** The most calls in any 3,600 s, in true time. */
  busiestHour(): number {
    const sorted = [...this.arrivals].sort((one, other) => one - other)
    return sorted.reduce((most, at, from) => {
      const beyond = sorted.findIndex((other, index) => index > from && other - at >= 3_600_000)
      return Math.max(most, (beyond === -1 ? sorted.length : beyond) - from)
    }, 0)
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
