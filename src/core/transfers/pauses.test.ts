import { describe, expect, it } from 'vitest'
import { flushEventLoop } from '../../testing/gate'
import { doneState, sampleNewFile, transferAll, TransferHarness } from '../../testing/transfer-harness'
import { MemoryDisk, MemoryLogFiles } from '../../testing/memory-storage'

describe('pausing', () => {
  it('aborts the run, requeues its files, and resumes from there', async () => {
    const harness = await TransferHarness.start()
    const { upload } = harness.runners
    const id = await harness.addBatch(['a', 'b', 'c'])
    const manualRun = upload.currentRun()
    await manualRun.finishFile(manualRun.takeFile())
    await manualRun.run.reportState(manualRun.takeFile().id, { state: 'sending', bytes: 5 })
    harness.transfers.pauseBatches(id)
    expect(harness.getBatch(id).phase).toBe('paused')
    await flushEventLoop()
    expect(harness.fileStates(id)).toEqual({ a: 'done', b: 'waiting', c: 'waiting' })
    expect([upload.runs.length, harness.leases]).toEqual([1, 0])
    upload.work = transferAll()
    harness.transfers.resumeBatches(id)
    await flushEventLoop()
    expect(harness.fileStates(id)).toEqual({ a: 'done', b: 'done', c: 'done' })
    expect(harness.ended).toHaveLength(1)
  })

  it('lets the next batch run, and no batch if all are paused', async () => {
    const harness = await TransferHarness.start()
    const first = await harness.addBatch(['a'])
    const second = await harness.addBatch(['b'])
    harness.transfers.pauseBatches(first)
    await flushEventLoop()
    expect(harness.runners.upload.currentRun().run.batch.id).toBe(second)
    harness.transfers.pauseBatches(null)
    await flushEventLoop()
    expect(harness.transfers.isRunning()).toBe(false)
    harness.transfers.resumeBatches(null)
    await flushEventLoop()
    expect(harness.runners.upload.currentRun().run.batch.id).toBe(first)
  })

  it('waits for a slow run to end before the next one starts', async () => {
    const harness = await TransferHarness.start()
    const { upload } = harness.runners
    upload.isStubborn = true
    const id = await harness.addBatch(['a', 'b'])
    const manualRun = upload.currentRun()
    const file = manualRun.takeFile()
    harness.transfers.pauseBatches(id)
    harness.transfers.resumeBatches(id)
    await flushEventLoop()
    expect([upload.runs.length, manualRun.run.takeFile()]).toEqual([1, null])
    // A file that could not be aborted keeps its real outcome.
    await manualRun.finishFile(file)
    manualRun.end()
    await flushEventLoop()
    expect(harness.fileStates(id)).toEqual({ a: 'done', b: 'waiting' })
    expect(upload.currentRun().takeFile().identity.name).toBe('b')
  })

  it('does not touch a batch that has ended', async () => {
    const harness = await TransferHarness.start()
    harness.runners.upload.work = transferAll(() => ({ state: 'failed', problem: 'answer-cut' }))
    const id = await harness.addBatch(['a'])
    harness.transfers.pauseBatches(null)
    expect(harness.getBatch(id).phase).toBe('done')
    harness.runners.upload.work = transferAll()
    await harness.transfers.retryFiles(id, null)
    await flushEventLoop()
    expect(harness.fileStates(id)).toEqual({ a: 'done' })
  })
})

describe('stopping', () => {
  it('skips files that wait for their turn or a decision, and aborts those in progress', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', 'b', 'c', 'd', sampleNewFile('e', { state: 'clearing' })])
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.finishFile(manualRun.takeFile())
    await manualRun.finishFile(manualRun.takeFile(), { state: 'name-taken', there: [] })
    await manualRun.run.reportState(manualRun.takeFile().id, { state: 'sending', bytes: 5 })
    await harness.transfers.stopBatch(id)
    const expected = { a: 'done', b: 'skipped', c: 'skipped', d: 'skipped', e: 'skipped' }
    expect(harness.fileStates(id)).toEqual(expected)
    expect(harness.getBatch(id)).toMatchObject({ phase: 'done', bytes: 1_000, bytesDone: 1_000 })
    expect(harness.ended).toHaveLength(1)
    expect((await harness.restart()).fileStates(id)).toEqual(expected)
  })

  it('keeps the outcome of a file that cannot be aborted, and does not ask about a taken name', async () => {
    const harness = await TransferHarness.start()
    harness.runners.upload.isStubborn = true
    const id = await harness.addBatch(['a', 'b', 'c'])
    const manualRun = harness.runners.upload.currentRun()
    const [a, b] = [manualRun.takeFile(), manualRun.takeFile()]
    const stopped = harness.transfers.stopBatch(id)
    await flushEventLoop()
    expect(harness.fileStates(id)).toEqual({ a: 'waiting', b: 'waiting', c: 'skipped' })
    expect(harness.getBatch(id).phase).toBe('running')
    await manualRun.finishFile(a)
    await manualRun.finishFile(b, { state: 'name-taken', there: [] })
    manualRun.end()
    await stopped
    expect(harness.fileStates(id)).toEqual({ a: 'done', b: 'skipped', c: 'skipped' })
  })

  it('stays stopped if the app crashes before the run has ended, and cleans up its leftovers', async () => {
    const harness = await TransferHarness.start()
    harness.runners.download.isStubborn = true
    const id = await harness.addBatch(['a', 'b'], { kind: 'download' })
    const manualRun = harness.runners.download.currentRun()
    await manualRun.run.recordIntent(manualRun.takeFile().id, 'part of a')
    void harness.transfers.stopBatch(id)
    await flushEventLoop()
    const next = await harness.restart()
    expect(next.fileStates(id)).toEqual({ a: 'skipped', b: 'skipped' })
    await flushEventLoop()
    expect(next.runners.download.cleaned).toEqual([{ name: 'a', intent: 'part of a' }])
    expect(next.ended).toEqual([])
    const last = await next.restart()
    await flushEventLoop()
    expect(last.runners.download.cleaned).toEqual([])
  })

  it('removes what a paused download had kept', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', 'b', 'c'], { kind: 'download' })
    const manualRun = harness.runners.download.currentRun()
    const [a, b] = [manualRun.takeFile(), manualRun.takeFile()]
    await manualRun.run.recordIntent(a.id, 'part of a')
    await manualRun.run.recordIntent(b.id, 'part of b')
    manualRun.requeue(a)
    expect(harness.runners.download.cleaned).toEqual([])
    await harness.transfers.stopBatch(id)
    await flushEventLoop()
    expect(harness.runners.download.cleaned.map(({ name }) => name).sort()).toEqual(['a', 'b'])
    expect(harness.fileStates(id)).toEqual({ a: 'skipped', b: 'skipped', c: 'skipped' })
  })

  it('reports a file that may have been attached as not checked, and a retry checks it', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', 'b', 'c'])
    const manualRun = harness.runners.upload.currentRun()
    const [a, b] = [manualRun.takeFile(), manualRun.takeFile()]
    await manualRun.run.recordIntent(a.id, 'attach a')
    await manualRun.run.recordIntent(b.id, 'attach b')
    // The connection broke for the first file, and the server refused the second.
    manualRun.run.requeue(a.id)
    await manualRun.run.recordIntent(b.id, '')
    await harness.transfers.stopBatch(id)
    const expected = { a: 'failed: not-checked', b: 'skipped', c: 'skipped' }
    expect(harness.fileStates(id)).toEqual(expected)
    expect(harness.uploaded).toEqual(['a: not-checked'])
    const next = await harness.restart()
    await flushEventLoop()
    expect(next.fileStates(id)).toEqual(expected)
    expect(next.uploaded).toEqual([])
    next.transfers.resumeBatches(null)
    await next.transfers.retryFiles(id, null)
    await flushEventLoop()
    expect(next.runners.upload.currentRun().takeFile().intent).toBe('attach a')
  })

  it.each(['upload', 'copy'] as const)(
    'reports it as not checked even while it is in progress, and after a crash (%s)',
    async (kind) => {
      const harness = await TransferHarness.start()
      harness.runners[kind].isStubborn = true
      const id = await harness.addBatch(['a', 'b'], { kind })
      const manualRun = harness.runners[kind].currentRun()
      await manualRun.run.recordIntent(manualRun.takeFile().id, 'attach a')
      const stopped = harness.transfers.stopBatch(id)
      await flushEventLoop()
      const expected = { a: 'failed: not-checked', b: 'skipped' }
      const next = await harness.restart()
      await flushEventLoop()
      expect([next.fileStates(id), next.uploaded]).toEqual([expected, ['a: not-checked']])
      // The fact is reported once, even after another crash.
      const last = await next.restart()
      await flushEventLoop()
      expect([last.fileStates(id), last.uploaded]).toEqual([expected, []])
      manualRun.end()
      await stopped
      expect(harness.fileStates(id)).toEqual(expected)
      expect(harness.uploaded).toEqual(['a: not-checked'])
    },
  )
})

describe('a server that cannot be reached', () => {
  it('leaves its files waiting, and is called again once it is reachable', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a'])
    const other = await harness.addBatch(['b'])
    const manualRun = harness.runners.upload.currentRun()
    manualRun.takeFile()
    harness.isReachable = false
    manualRun.end('offline')
    await flushEventLoop()
    expect([harness.getBatch(id).phase, harness.getBatch(other).phase]).toEqual(['offline', 'offline'])
    harness.transfers.connectivityChanged()
    harness.clock.advance(600_000)
    await flushEventLoop()
    expect(harness.runners.upload.runs).toHaveLength(1)
    harness.isReachable = true
    harness.transfers.connectivityChanged()
    await flushEventLoop()
    expect(harness.runners.upload.currentRun().takeFile().identity.name).toBe('a')
    expect(harness.getBatch(id).phase).toBe('running')
  })

  it('is retried with exponential backoff if it is not known to be unreachable', async () => {
    const harness = await TransferHarness.start()
    const attempts: number[] = []
    harness.runners.upload.work = () => {
      attempts.push(harness.clock.elapsed())
      return Promise.resolve('offline')
    }
    await harness.addBatch(['a'])
    for (let second = 0; second < 200; second += 1) {
      harness.clock.advance(1_000)
      await flushEventLoop()
    }
    const delays = attempts.slice(1).map((time, index) => time - (attempts[index] ?? 0))
    expect(delays).toEqual([3_000, 5_000, 10_000, 20_000, 40_000, 60_000, 60_000])
  })

  it('is retried with the initial delay again after a success', async () => {
    const harness = await TransferHarness.start()
    const attempts: number[] = []
    harness.runners.upload.work = async (run) => {
      attempts.push(harness.clock.elapsed())
      if (attempts.length === 3) await run.reportState(run.takeFile()?.id ?? '', doneState)
      return 'offline'
    }
    await harness.addBatch(['a', 'b'])
    for (let second = 0; second < 16; second += 1) {
      harness.clock.advance(1_000)
      await flushEventLoop()
    }
    expect(attempts).toEqual([0, 3_000, 8_000, 11_000, 16_000])
  })

  it('is called at once when its account is opened again', async () => {
    const harness = await TransferHarness.start()
    await harness.addBatch(['a'])
    harness.isReachable = false
    harness.runners.upload.currentRun().end('offline')
    await flushEventLoop()
    harness.connect(null)
    harness.connect('acme')
    await flushEventLoop()
    expect(harness.runners.upload.currentRun().takeFile().identity.name).toBe('a')
  })
})

describe('two accounts', () => {
  it('each run their batches while they are open, and a running batch finishes on its own account', async () => {
    const harness = await TransferHarness.start()
    const { upload } = harness.runners
    const mine = await harness.addBatch(['a'])
    const later = await harness.addBatch(['b'])
    const others = await harness.addBatch(['c'], { getAccount: 'other' })
    expect(harness.getBatch(others).phase).toBe('elsewhere')
    harness.connect('other')
    await flushEventLoop()
    const manualRun = upload.currentRun()
    expect([manualRun.run.open.connection.accountId, harness.getBatch(mine).phase]).toEqual([
      'acme',
      'running',
    ])
    expect(harness.getBatch(later).phase).toBe('elsewhere')
    await manualRun.finishFile(manualRun.takeFile())
    manualRun.end()
    await flushEventLoop()
    expect(upload.currentRun().run.batch.id).toBe(others)
    expect(upload.currentRun().run.open.connection.accountId).toBe('other')
    harness.connect(null)
    expect(harness.getBatch(later).phase).toBe('elsewhere')
  })

  it('sign-out aborts the runs on its connection and starts no more', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a'])
    harness.runners.upload.currentRun().takeFile()
    await harness.transfers.signedOut(harness.getAccount('acme'))
    await flushEventLoop()
    expect([harness.leases, harness.runners.upload.runs.length]).toEqual([0, 1])
    expect(harness.fileStates(id)).toEqual({ a: 'waiting' })
    harness.connect(null)
    expect(harness.getBatch(id).phase).toBe('elsewhere')
  })
})

describe('suspend', () => {
  it('aborts all runs, which resume when the computer wakes', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', 'b'])
    const manualRun = harness.runners.upload.currentRun()
    manualRun.takeFile()
    await harness.transfers.suspend()
    harness.connect('acme')
    await flushEventLoop()
    expect([harness.transfers.isRunning(), harness.fileStates(id).a]).toEqual([false, 'waiting'])
    harness.transfers.wake()
    await flushEventLoop()
    expect(harness.runners.upload.currentRun().takeFile().identity.name).toBe('a')
  })
})

describe('quitting', () => {
  it('waits for the runs and the log, and starts no more runs', async () => {
    const harness = await TransferHarness.start()
    harness.runners.upload.isStubborn = true
    const id = await harness.addBatch(['a', 'b'])
    await harness.addBatch(['c'], { kind: 'download' })
    const manualRun = harness.runners.upload.currentRun()
    const file = manualRun.takeFile()
    let isFinished = false
    const finished = harness.transfers.finishNow().then(() => (isFinished = true))
    await flushEventLoop()
    expect(isFinished).toBe(false)
    void manualRun.run.reportState(file.id, doneState)
    manualRun.takenFiles.splice(0)
    manualRun.end()
    await finished
    expect(harness.transfers.isRunning()).toBe(false)
    await expect(harness.addBatch(['d'])).rejects.toThrow('closed')
    harness.transfers.resumeBatches(null)
    await flushEventLoop()
    expect(harness.runners.download.runs).toHaveLength(1)
    const next = await harness.restart()
    expect(next.fileStates(id)).toEqual({ a: 'done', b: 'waiting' })
    expect(next.getBatch(id).phase).toBe('paused')
  })

  it('waits for a slow disk, and for the clean-up of leftovers', async () => {
    const slow = new SlowLogFiles(new MemoryDisk(), 'transfers')
    const harness = await TransferHarness.start(slow.disk, slow)
    const id = await harness.addBatch(['a', 'b'])
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.run.recordIntent(manualRun.takeFile().id, 'part of a')
    void manualRun.finishFile(manualRun.takeFile())
    await harness.transfers.finishNow()
    const next = new TransferHarness(harness.disk.crash())
    let isClean = false
    next.runners.upload.onCleanUp = async () => {
      await flushEventLoop()
      isClean = true
    }
    await next.transfers.loadQueue()
    expect(next.fileStates(id)).toEqual({ a: 'waiting', b: 'done' })
    await next.transfers.finishNow()
    expect(isClean).toBe(true)
  })
})

class SlowLogFiles extends MemoryLogFiles {
  override async append(name: string, bytes: Uint8Array): Promise<void> {
    await new Promise((resume) => setImmediate(resume))
    await super.append(name, bytes)
  }
}
