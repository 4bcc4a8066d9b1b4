import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flushEventLoop } from '../../testing/gate'
import { doneState, sampleNewFile, TransferHarness, type ManualRun } from '../../testing/transfer-harness'
import { transferKinds, transferStateNames, type TransferState } from '../../shared/transfers'
import type { ConflictResolution } from './ports'

const outcomes: readonly TransferState[] = [
  doneState,
  { state: 'failed', problem: 'timed-out' },
  { state: 'name-taken', there: [] },
  { state: 'skipped' },
]
const resolutions: readonly ConflictResolution[] = [
  { state: 'waiting' },
  { state: 'waiting', name: 'another name' },
  { state: 'clearing' },
  { state: 'skipped' },
  { state: 'failed', problem: 'not-replaced' },
]
const at = fc.nat({ max: 5 })
const optionalAt = fc.option(at)
const state = fc.constantFrom('waiting', 'waiting', 'clearing', 'skipped')

const command = fc.oneof(
  fc.record({
    do: fc.constant('add'),
    kind: fc.constantFrom(...transferKinds),
    account: fc.constantFrom('acme', 'other'),
    states: fc.array(state, { maxLength: 4 }),
  }),
  fc.record({ do: fc.constantFrom('take', 'take', 'requeue', 'progress', 'intend'), at }),
  fc.record({ do: fc.constant('finish'), at, outcome: fc.constantFrom(...outcomes) }),
  fc.record({ do: fc.constant('end'), at, end: fc.constantFrom('ended', 'ended', 'offline') }),
  fc.record({ do: fc.constantFrom('pause', 'resume', 'clear'), at: optionalAt }),
  fc.record({ do: fc.constantFrom('stop', 'retry'), at }),
  fc.record({ do: fc.constant('resolve'), at, resolution: fc.constantFrom(...resolutions) }),
  fc.record({ do: fc.constant('connect'), account: fc.constantFrom('acme', 'other', null) }),
  fc.record({ do: fc.constantFrom('reachable', 'read-only', 'stubborn'), is: fc.boolean() }),
  fc.record({ do: fc.constantFrom('suspend', 'wake', 'restart', 'advance') }),
)

type RunStep = 'take' | 'requeue' | 'progress' | 'intend' | 'finish' | 'end'
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never

/** Applies random commands to a queue, and checks its invariants. */
class QueueModel {
  isSuspended = false
  private readonly outcomes = new Map<string, string>()
  private readonly stopped = new Set<string>()

  constructor(public harness: TransferHarness) {}

  activeRuns(): ManualRun[] {
    const { upload, copy, download } = this.harness.runners
    return [...upload.runs, ...copy.runs, ...download.runs].filter(({ isFinished }) => !isFinished)
  }

  async do(step: Command): Promise<void> {
    const { harness } = this
    const { transfers } = harness
    switch (step.do) {
      case 'add':
        await harness.addBatch(
          step.states.map((state, n) => sampleNewFile(`f${String(n)}`, { state })),
          { kind: step.kind, getAccount: step.account },
        )
        return
      case 'pause':
        transfers.pauseBatches(this.pickBatch(step.at))
        return
      case 'resume':
        transfers.resumeBatches(this.pickBatch(step.at))
        return
      case 'clear':
        await transfers.clearEnded(this.pickBatch(step.at))
        return
      case 'stop':
        this.stopped.add(this.pickBatch(step.at) ?? 'none')
        void transfers.stopBatch(this.pickBatch(step.at) ?? 'none')
        return
      case 'retry':
        await transfers.retryFiles(this.pickBatch(step.at) ?? 'none', null)
        return
      case 'resolve':
        await this.resolveConflicts(step.at, step.resolution)
        return
      case 'connect':
        harness.connect(step.account)
        return
      case 'suspend':
        this.isSuspended = true
        void transfers.suspend()
        return
      case 'wake':
        this.isSuspended = false
        transfers.wake()
        return
      case 'restart':
        await this.restart()
        return
      case 'advance':
        harness.clock.advance(70_000)
        return
      case 'reachable':
        harness.isReachable = step.is
        transfers.connectivityChanged()
        return
      case 'read-only':
        harness.isReadOnly = step.is
        return
      case 'stubborn':
        for (const runner of Object.values(harness.runners)) runner.isStubborn = step.is
        return
      case 'take':
      case 'requeue':
      case 'progress':
      case 'intend':
      case 'finish':
      case 'end':
        await this.stepRun(step)
    }
  }

  check(): void {
    const { batches } = this.harness.transfers.snapshot()
    for (const batch of batches) {
      const files = this.harness.transfers.findBatch(batch.id)?.files ?? []
      for (const name of transferStateNames) {
        expect(batch.counts[name]).toBe(files.filter(({ outcome }) => outcome.state === name).length)
      }
      const counted = files.filter(({ outcome }) => outcome.state !== 'skipped')
      expect(batch.bytes).toBe(counted.reduce((sum, { file }) => sum + (file.size ?? 0), 0))
      expect(batch.bytesDone).toBeLessThanOrEqual(batch.bytes)
      expect(batch.shown).toHaveLength(batch.files)
      for (const { file, outcome } of files) {
        if (outcome.state === 'done') expect(this.outcomes.get(file.id)).toBe('done')
      }
    }
    const taken = this.activeRuns().flatMap((manualRun) => manualRun.takenFiles.map(({ id }) => id))
    expect(new Set(taken).size).toBe(taken.length)
    for (const isDownload of [true, false]) {
      const runs = this.activeRuns().filter(({ run }) => (run.batch.kind === 'download') === isDownload)
      expect(runs.length).toBeLessThanOrEqual(1)
      for (const { run } of runs) expect(run.batch.accountId).toBe(run.open.connection.accountId)
    }
  }

  /** Invariants of an idle event loop: nothing runs that must not, and everything runs that can. */
  checkIdle(): void {
    const runs = this.activeRuns().filter(({ run }) => !run.stopSignal.aborted)
    expect(this.harness.leases).toBe(this.activeRuns().length)
    if (this.isSuspended) expect(runs).toEqual([])
    for (const batch of this.harness.transfers.snapshot().batches) {
      const run = runs.find((candidate) => candidate.run.batch.id === batch.id)
      if (batch.phase !== 'running') expect(run).toBeUndefined()
      const isDownload = batch.kind === 'download'
      const isBusy = this.activeRuns().some(
        (activeRun) => (activeRun.run.batch.kind === 'download') === isDownload,
      )
      if (batch.phase === 'running' && batch.counts.waiting > 0 && !this.isSuspended)
        expect(isBusy).toBe(true)
    }
  }

  private async stepRun(step: Extract<Command, { readonly do: RunStep }>): Promise<void> {
    const manualRun = this.activeRuns()[step.at % Math.max(1, this.activeRuns().length)]
    if (manualRun === undefined) return
    if (step.do === 'end') {
      manualRun.end(step.end)
      return
    }
    if (step.do === 'take') {
      const file = manualRun.run.takeFile()
      if (file !== null) manualRun.takenFiles.push(file)
      return
    }
    const file = manualRun.takenFiles[step.at % Math.max(1, manualRun.takenFiles.length)]
    if (file === undefined) return
    if (step.do === 'requeue') manualRun.requeue(file)
    if (step.do === 'progress')
      await manualRun.run.reportState(file.id, { state: 'sending', bytes: step.at * 100 })
    if (step.do === 'intend') await manualRun.run.recordIntent(file.id, 'an intent')
    if (step.do === 'finish') {
      this.outcomes.set(file.id, step.outcome.state)
      await manualRun.finishFile(file, step.outcome)
    }
  }

  private async resolveConflicts(at: number, resolution: ConflictResolution): Promise<void> {
    const id = this.pickBatch(at)
    const files = id === null ? [] : (this.harness.transfers.findBatch(id)?.files ?? [])
    const resolutionsById = new Map(files.map(({ file }) => [file.id, resolution] as const))
    await this.harness.transfers.resolveConflicts(id ?? 'none', resolutionsById)
  }

  /** Checks that every outcome survives, and that files in progress wait again. */
  private async restart(): Promise<void> {
    const ids = this.harness.transfers.snapshot().batches.map(({ id }) => id)
    const before = ids.map((id) => this.harness.transfers.findBatch(id)?.files ?? [])
    this.harness = await this.harness.restart()
    this.isSuspended = false
    const after = ids.map((id) => this.harness.transfers.findBatch(id)?.files ?? [])
    for (const [batchIndex, files] of before.entries()) {
      for (const [n, { file, outcome }] of files.entries()) {
        const found = after[batchIndex]?.[n]
        expect(found?.file.id).toBe(file.id)
        const isUnfinished = ['waiting', 'receiving', 'sending', 'checking'].includes(outcome.state)
        if (outcome.state === 'clearing')
          expect(found?.outcome).toMatchObject({ problem: 'replacing-cut-short' })
        else if (!isUnfinished) expect(found?.outcome).toEqual(outcome)
        else
          expect(['waiting', this.stopped.has(ids[batchIndex] ?? '') ? 'skipped' : 'waiting']).toContain(
            found?.outcome.state,
          )
      }
    }
  }

  /** The id of a batch, or null for all batches and if there is none. */
  private pickBatch(at: number | null): string | null {
    const { batches } = this.harness.transfers.snapshot()
    return at === null ? null : (batches[at % Math.max(1, batches.length)]?.id ?? null)
  }
}

describe('a queue under random commands', () => {
  it('counts correctly, runs each file in one run, respects exclusive runs, and loses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 60, size: 'max' }), async (steps) => {
        const model = new QueueModel(await TransferHarness.start())
        for (const step of steps) {
          await model.do(step)
          model.check()
          await flushEventLoop()
          model.check()
          model.checkIdle()
        }
        const finished = model.harness.transfers.finishNow()
        for (const manualRun of model.activeRuns()) manualRun.end()
        await finished
        expect([model.activeRuns(), model.harness.transfers.isRunning(), model.harness.leases]).toEqual([
          [],
          false,
          0,
        ])
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
