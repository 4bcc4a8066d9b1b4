import { describe, expect, it } from 'vitest'
import { flushEventLoop } from '../../testing/gate'
import { doneState, sampleNewFile, TransferHarness } from '../../testing/transfer-harness'
import { MemoryLogFiles } from '../../testing/memory-storage'

describe('progress', () => {
  it('counts bytes of finished and running files, and shows the recent speed and the time left', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch([
      sampleNewFile('a', { size: 10_000 }),
      sampleNewFile('b', { size: 10_000 }),
      'c',
    ])
    expect(harness.getBatch(id)).toMatchObject({
      bytes: 21_000,
      bytesDone: 0,
      bytesPerSecond: null,
      secondsLeft: null,
    })
    const manualRun = harness.runners.upload.currentRun()
    const file = manualRun.takeFile()
    for (let bytes = 1_000; bytes <= 4_000; bytes += 1_000) {
      await manualRun.run.reportState(file.id, { state: 'sending', bytes })
      harness.clock.advance(1_000)
    }
    expect(harness.getBatch(id)).toMatchObject({ bytesDone: 4_000, bytesPerSecond: 1_000, secondsLeft: 17 })
    await manualRun.run.reportState(file.id, { state: 'checking' })
    expect(harness.getBatch(id)).toMatchObject({ bytesDone: 10_000, counts: { checking: 1, waiting: 2 } })
    await manualRun.finishFile(file)
    // The transfer stalls: the speed drops, then disappears.
    harness.clock.advance(3_000)
    expect(harness.getBatch(id).bytesPerSecond).toBeLessThan(2_500)
    harness.clock.advance(3_000)
    expect(harness.getBatch(id)).toMatchObject({ bytesDone: 10_000, bytesPerSecond: null, secondsLeft: null })
  })

  it('shows no speed while paused, and measures afresh after resuming', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a'])
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.run.reportState(manualRun.takeFile().id, { state: 'sending', bytes: 500 })
    harness.clock.advance(1_000)
    expect(harness.getBatch(id).bytesPerSecond).toBe(500)
    harness.transfers.pauseBatches(id)
    expect(harness.getBatch(id).bytesPerSecond).toBeNull()
    await flushEventLoop()
    expect(harness.getBatch(id).bytesDone).toBe(0)
    harness.transfers.resumeBatches(id)
    await flushEventLoop()
    expect(harness.getBatch(id)).toMatchObject({ phase: 'running', bytesPerSecond: null })
  })

  it('counts failed files as neither done nor left, and ignores skipped ones', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch([
      'a',
      'b',
      sampleNewFile('c', { state: 'skipped' }),
      sampleNewFile('d', { size: null }),
    ])
    const manualRun = harness.runners.upload.currentRun()
    const file = manualRun.takeFile()
    await manualRun.run.reportState(file.id, { state: 'sending', bytes: 600 })
    harness.clock.advance(1_000)
    await manualRun.finishFile(file, { state: 'failed', problem: 'answer-cut' })
    expect(harness.getBatch(id)).toMatchObject({
      bytes: 2_000,
      bytesDone: 0,
      bytesPerSecond: 600,
      secondsLeft: 2,
    })
  })

  it('counts receiving and sending a copy as half each', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a'], { kind: 'copy' })
    const manualRun = harness.runners.copy.currentRun()
    const { id: fileId } = manualRun.takeFile()
    const bytesDone: number[] = []
    for (const state of ['receiving', 'sending'] as const) {
      for (const bytes of [0, 500, 1_000]) {
        await manualRun.run.reportState(fileId, { state, bytes })
        bytesDone.push(harness.getBatch(id).bytesDone)
      }
    }
    expect(bytesDone).toEqual([0, 250, 500, 500, 750, 1_000])
  })

  it('limits reported bytes to the size of the file, and includes files of unknown size in the speed', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a', sampleNewFile('b', { size: null })])
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.run.reportState(manualRun.takeFile().id, { state: 'sending', bytes: 99_999 })
    expect(harness.getBatch(id)).toMatchObject({ bytes: 1_000, bytesDone: 1_000 })
    await manualRun.run.reportState(manualRun.takeFile().id, { state: 'sending', bytes: 5_000 })
    harness.clock.advance(1_000)
    expect(harness.getBatch(id)).toMatchObject({ bytesDone: 1_000, bytesPerSecond: 6_000, secondsLeft: null })
  })

  it('shows the end of a throttle pause while running, and no speed during it', async () => {
    const harness = await TransferHarness.start()
    const id = await harness.addBatch(['a'])
    const manualRun = harness.runners.upload.currentRun()
    await manualRun.run.reportState(manualRun.takeFile().id, { state: 'sending', bytes: 500 })
    harness.clock.advance(1_000)
    expect(harness.getBatch(id).bytesPerSecond).toBe(500)
    harness.throttle.pause(60_000)
    expect(harness.getBatch(id).waitingUntil).toBeGreaterThanOrEqual(harness.clock.now() + 60_000)
    expect(harness.getBatch(id)).toMatchObject({ bytesPerSecond: null, secondsLeft: null })
    expect(harness.getBatch(id).waitingUntil).toBe(harness.throttle.waitingUntil())
    harness.transfers.pauseBatches(id)
    expect(harness.getBatch(id).waitingUntil).toBeNull()
  })

  it('does not log progress', async () => {
    const harness = await TransferHarness.start()
    await harness.addBatch(['a'])
    const manualRun = harness.runners.upload.currentRun()
    const { id } = manualRun.takeFile()
    let appends = 0
    harness.disk.fault = (operation) => {
      if (operation === 'append') appends += 1
      return null
    }
    for (let bytes = 0; bytes < 1_000; bytes += 1)
      await manualRun.run.reportState(id, { state: 'sending', bytes })
    expect([appends, harness.changes > 1_000]).toEqual([0, true])
  })
})

describe('the files that a batch shows', () => {
  it('are at most a hundred, those that need the user first', async () => {
    const harness = await TransferHarness.start()
    const names = Array.from({ length: 300 }, (_, n) => `f${String(n)}`)
    const id = await harness.addBatch([
      ...names.map((name) => sampleNewFile(name)),
      sampleNewFile('held', { state: 'clearing' }),
    ])
    const manualRun = harness.runners.upload.currentRun()
    const [done, moving, checking, taken, failed] = [
      manualRun.takeFile(),
      manualRun.takeFile(),
      manualRun.takeFile(),
      manualRun.takeFile(),
      manualRun.takeFile(),
    ]
    await manualRun.finishFile(done)
    await manualRun.run.reportState(moving.id, { state: 'sending', bytes: 1 })
    await manualRun.run.reportState(checking.id, { state: 'checking' })
    await manualRun.finishFile(taken, { state: 'name-taken', there: [] })
    await manualRun.finishFile(failed, { state: 'failed', problem: 'disk-full' })
    const { shown, files } = harness.getBatch(id)
    expect([shown.length, files]).toEqual([100, 301])
    expect(shown.slice(0, 7).map(({ identity }) => identity.name)).toEqual([
      'f4',
      'f3',
      'f1',
      'f2',
      'held',
      'f5',
      'f6',
    ])
  })

  it('contain no local path', async () => {
    const harness = await TransferHarness.start()
    await harness.addBatch(['a'])
    await harness.addBatch(['b'], { kind: 'download' })
    expect(JSON.stringify(harness.transfers.snapshot())).not.toMatch(/\/given|\/home/)
  })
})

describe('a batch of ten thousand files', () => {
  const files = Array.from({ length: 10_000 }, (_, n) => sampleNewFile(`f${String(n)}`))

  it('is added, stopped and retried with one flush each', async () => {
    const harness = await TransferHarness.start()
    let appends = 0
    let maxLength = 0
    harness.disk.fault = (operation) => {
      if (operation === 'append') appends += 1
      return null
    }
    harness.isReadOnly = true
    const id = await harness.addBatch(files)
    // All files fail because the connection is read-only.
    expect([appends, harness.getBatch(id).counts.failed]).toEqual([2, 10_000])
    harness.isReadOnly = false
    await harness.transfers.retryFiles(id, null)
    await harness.transfers.stopBatch(id)
    expect([appends, harness.getBatch(id).counts.skipped]).toEqual([4, 10_000])
    const log = new TextDecoder().decode(harness.disk.files.get('transfers/transfers.log'))
    for (const line of log.split('\n')) maxLength = Math.max(maxLength, line.length)
    expect(maxLength).toBeLessThan(100_000)
    expect((await harness.restart()).getBatch(id).counts.skipped).toBe(10_000)
  })

  it('is processed with one flush for each outcome while the list is read at each step', async () => {
    const log = new CountedLogFiles()
    const harness = await TransferHarness.start(undefined, log)
    let shown = 0
    harness.runners.upload.work = async (run) => {
      for (let file = run.takeFile(); file !== null; file = run.takeFile()) {
        await run.reportState(file.id, { state: 'sending', bytes: 1 })
        shown += harness.getBatch(run.batch.id).shown.length
        await run.reportState(file.id, doneState)
      }
      return 'ended'
    }
    const id = await harness.addBatch(files)
    while (harness.transfers.isRunning()) await flushEventLoop()
    expect(harness.getBatch(id).counts.done).toBe(10_000)
    expect([log.appends, shown]).toEqual([10_001, 1_000_000])
    // The list of files is written once, and each outcome takes one line.
    expect(log.bytes).toBeLessThan(10_000 * 1_000)
  })
})

/** Counts and discards what is appended, so that only the queue is measured. */
class CountedLogFiles extends MemoryLogFiles {
  appends = 0
  bytes = 0

  override append(_name: string, bytes: Uint8Array): Promise<void> {
    this.appends += 1
    this.bytes += bytes.length
    return Promise.resolve()
  }
}
