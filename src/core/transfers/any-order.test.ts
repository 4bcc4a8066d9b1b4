import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inAWhile } from '../../testing/gate'
import { doneState, newFile, TransferBench, type HandRun } from '../../testing/transfer-bench'
import { transferKinds, transferStateNames, type TransferState } from '../../shared/transfers'
import type { Settlement } from './ports'

const outcomes: readonly TransferState[] = [
  doneState,
  { state: 'failed', problem: 'timed-out' },
  { state: 'name-taken', there: [] },
  { state: 'skipped' },
]
const settlements: readonly Settlement[] = [
  { state: 'waiting' },
  { state: 'waiting', name: 'another name' },
  { state: 'clearing' },
  { state: 'skipped' },
  { state: 'failed', problem: 'not-replaced' },
]
const at = fc.nat({ max: 5 })
const which = fc.option(at)
const state = fc.constantFrom('waiting', 'waiting', 'clearing', 'skipped')

const command = fc.oneof(
  fc.record({
    do: fc.constant('add'),
    kind: fc.constantFrom(...transferKinds),
    account: fc.constantFrom('acme', 'other'),
    states: fc.array(state, { maxLength: 4 }),
  }),
  fc.record({ do: fc.constantFrom('take', 'take', 'put-back', 'move', 'intend'), at }),
  fc.record({ do: fc.constant('finish'), at, outcome: fc.constantFrom(...outcomes) }),
  fc.record({ do: fc.constant('end'), at, end: fc.constantFrom('ended', 'ended', 'offline') }),
  fc.record({ do: fc.constantFrom('pause', 'resume', 'clear'), which }),
  fc.record({ do: fc.constantFrom('stop', 'retry'), at }),
  fc.record({ do: fc.constant('settle'), at, settlement: fc.constantFrom(...settlements) }),
  fc.record({ do: fc.constant('connect'), account: fc.constantFrom('acme', 'other', null) }),
  fc.record({ do: fc.constantFrom('reach', 'read-only', 'be-stubborn'), is: fc.boolean() }),
  fc.record({ do: fc.constantFrom('suspend', 'wake', 'restart', 'advance') }),
)

type Work = 'take' | 'put-back' | 'move' | 'intend' | 'finish' | 'end'
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never

/** A queue, whatever is done with it, and what must hold each time. */
class AnyOrder {
  isAsleep = false
  private readonly ends = new Map<string, string>()
  private readonly stopped = new Set<string>()

  constructor(public bench: TransferBench) {}

  live(): HandRun[] {
    const { upload, copy, download } = this.bench.runners
    return [...upload.runs, ...copy.runs, ...download.runs].filter(({ isOver }) => !isOver)
  }

  async do(step: Command): Promise<void> {
    const { bench } = this
    const { transfers } = bench
    switch (step.do) {
      case 'add':
        await bench.add(
          step.states.map((each, n) => newFile(`f${String(n)}`, { state: each })),
          { kind: step.kind, account: step.account },
        )
        return
      case 'pause':
        transfers.pause(this.pick(step.which))
        return
      case 'resume':
        transfers.resume(this.pick(step.which))
        return
      case 'clear':
        await transfers.clear(this.pick(step.which))
        return
      case 'stop':
        this.stopped.add(this.pick(step.at) ?? 'none')
        void transfers.stop(this.pick(step.at) ?? 'none')
        return
      case 'retry':
        await transfers.retry(this.pick(step.at) ?? 'none', null)
        return
      case 'settle':
        await this.settle(step.at, step.settlement)
        return
      case 'connect':
        bench.connect(step.account)
        return
      case 'suspend':
        this.isAsleep = true
        void transfers.suspend()
        return
      case 'wake':
        this.isAsleep = false
        transfers.wake()
        return
      case 'restart':
        await this.restart()
        return
      case 'advance':
        bench.clock.advance(70_000)
        return
      case 'reach':
        bench.isReachable = step.is
        transfers.reachChanged()
        return
      case 'read-only':
        bench.isReadOnly = step.is
        return
      case 'be-stubborn':
        for (const runner of Object.values(bench.runners)) runner.isStubborn = step.is
        return
      case 'take':
      case 'put-back':
      case 'move':
      case 'intend':
      case 'finish':
      case 'end':
        await this.work(step)
    }
  }

  check(): void {
    const { batches } = this.bench.transfers.news()
    for (const batch of batches) {
      const files = this.bench.transfers.find(batch.id)?.files ?? []
      for (const name of transferStateNames) {
        expect(batch.counts[name]).toBe(files.filter(({ outcome }) => outcome.state === name).length)
      }
      const known = files.filter(({ outcome }) => outcome.state !== 'skipped')
      expect(batch.bytes).toBe(known.reduce((sum, { file }) => sum + (file.size ?? 0), 0))
      expect(batch.bytesDone).toBeLessThanOrEqual(batch.bytes)
      expect(batch.shown).toHaveLength(batch.files)
      for (const { file, outcome } of files) {
        if (outcome.state === 'done') expect(this.ends.get(file.id)).toBe('done')
      }
    }
    const held = this.live().flatMap((hand) => hand.held.map(({ id }) => id))
    expect(new Set(held).size).toBe(held.length)
    for (const isDownload of [true, false]) {
      const runs = this.live().filter(({ run }) => (run.batch.kind === 'download') === isDownload)
      expect(runs.length).toBeLessThanOrEqual(1)
      for (const { run } of runs) expect(run.batch.accountId).toBe(run.open.connection.accountId)
    }
  }

  /** What holds when nothing happens any more: nothing runs that must not, and whatever can runs. */
  checkQuiet(): void {
    const runs = this.live().filter(({ run }) => !run.stop.aborted)
    expect(this.bench.holds).toBe(this.live().length)
    if (this.isAsleep) expect(runs).toEqual([])
    for (const batch of this.bench.transfers.news().batches) {
      const run = runs.find((each) => each.run.batch.id === batch.id)
      if (batch.phase !== 'running') expect(run).toBeUndefined()
      const isDownload = batch.kind === 'download'
      const isBusy = this.live().some((each) => (each.run.batch.kind === 'download') === isDownload)
      if (batch.phase === 'running' && batch.counts.waiting > 0 && !this.isAsleep) expect(isBusy).toBe(true)
    }
  }

  private async work(step: Extract<Command, { readonly do: Work }>): Promise<void> {
    const hand = this.live()[step.at % Math.max(1, this.live().length)]
    if (hand === undefined) return
    if (step.do === 'end') {
      hand.end(step.end)
      return
    }
    if (step.do === 'take') {
      const file = hand.run.take()
      if (file !== null) hand.held.push(file)
      return
    }
    const file = hand.held[step.at % Math.max(1, hand.held.length)]
    if (file === undefined) return
    if (step.do === 'put-back') hand.putBack(file)
    if (step.do === 'move') await hand.run.tell(file.id, { state: 'sending', bytes: step.at * 100 })
    if (step.do === 'intend') await hand.run.intend(file.id, 'an intent')
    if (step.do === 'finish') {
      this.ends.set(file.id, step.outcome.state)
      await hand.finish(file, step.outcome)
    }
  }

  private async settle(nth: number, settlement: Settlement): Promise<void> {
    const id = this.pick(nth)
    const files = id === null ? [] : (this.bench.transfers.find(id)?.files ?? [])
    const settled = new Map(files.map(({ file }) => [file.id, settlement] as const))
    await this.bench.transfers.settle(id ?? 'none', settled)
  }

  /** Every end is kept, and what was under way waits again. */
  private async restart(): Promise<void> {
    const ids = this.bench.transfers.news().batches.map(({ id }) => id)
    const before = ids.map((id) => this.bench.transfers.find(id)?.files ?? [])
    this.bench = await this.bench.restart()
    this.isAsleep = false
    const after = ids.map((id) => this.bench.transfers.find(id)?.files ?? [])
    for (const [nth, files] of before.entries()) {
      for (const [n, { file, outcome }] of files.entries()) {
        const found = after[nth]?.[n]
        const { state: was } = outcome
        expect(found?.file.id).toBe(file.id)
        const isUnderWay = ['waiting', 'receiving', 'sending', 'checking'].includes(was)
        if (was === 'clearing') expect(found?.outcome).toMatchObject({ problem: 'replacing-cut-short' })
        else if (!isUnderWay) expect(found?.outcome).toEqual(outcome)
        else
          expect(['waiting', this.stopped.has(ids[nth] ?? '') ? 'skipped' : 'waiting']).toContain(
            found?.outcome.state,
          )
      }
    }
  }

  private pick(nth: number | null): string | null {
    const { batches } = this.bench.transfers.news()
    return nth === null ? null : (batches[nth % Math.max(1, batches.length)]?.id ?? null)
  }
}

describe('a queue, in whatever order things happen to it,', () => {
  it('counts right, runs each file in one run and what may run alone, and forgets nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 60, size: 'max' }), async (steps) => {
        const order = new AnyOrder(await TransferBench.start())
        for (const step of steps) {
          await order.do(step)
          order.check()
          await inAWhile()
          order.check()
          order.checkQuiet()
        }
        const finished = order.bench.transfers.finishNow()
        for (const hand of order.live()) hand.end()
        await finished
        expect([order.live(), order.bench.transfers.isRunning(), order.bench.holds]).toEqual([[], false, 0])
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
