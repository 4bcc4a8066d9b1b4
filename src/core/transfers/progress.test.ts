import { describe, expect, it } from 'vitest'
import { inAWhile } from '../../testing/gate'
import { doneState, newFile, TransferBench } from '../../testing/transfer-bench'
import { MemoryLogFiles } from '../../testing/memory-storage'

describe('progress', () => {
  it('counts bytes of what is done and under way, and tells the speed of the last seconds and the time left', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add([...['a', 'b'].map((name) => newFile(name, { size: 10_000 })), 'c'])
    expect(bench.batch(id)).toMatchObject({
      bytes: 21_000,
      bytesDone: 0,
      bytesPerSecond: null,
      secondsLeft: null,
    })
    const hand = bench.runners.upload.hand()
    const file = hand.take()
    for (let bytes = 1_000; bytes <= 4_000; bytes += 1_000) {
      await hand.run.tell(file.id, { state: 'sending', bytes })
      bench.clock.advance(1_000)
    }
    expect(bench.batch(id)).toMatchObject({ bytesDone: 4_000, bytesPerSecond: 1_000, secondsLeft: 17 })
    await hand.run.tell(file.id, { state: 'checking' })
    expect(bench.batch(id)).toMatchObject({ bytesDone: 10_000, counts: { checking: 1, waiting: 2 } })
    await hand.finish(file)
    // It stalls: the speed falls, and then nothing moves.
    bench.clock.advance(3_000)
    expect(bench.batch(id).bytesPerSecond).toBeLessThan(2_500)
    bench.clock.advance(3_000)
    expect(bench.batch(id)).toMatchObject({ bytesDone: 10_000, bytesPerSecond: null, secondsLeft: null })
  })

  it('has no speed while it is paused, and measures anew after it', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a'])
    const hand = bench.runners.upload.hand()
    await hand.run.tell(hand.take().id, { state: 'sending', bytes: 500 })
    bench.clock.advance(1_000)
    expect(bench.batch(id).bytesPerSecond).toBe(500)
    bench.transfers.pause(id)
    expect(bench.batch(id).bytesPerSecond).toBeNull()
    await inAWhile()
    expect(bench.batch(id).bytesDone).toBe(0)
    bench.transfers.resume(id)
    await inAWhile()
    expect(bench.batch(id)).toMatchObject({ phase: 'running', bytesPerSecond: null })
  })

  it('counts what failed as neither done nor left, and what is skipped not at all', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a', 'b', newFile('c', { state: 'skipped' }), newFile('d', { size: null })])
    const hand = bench.runners.upload.hand()
    const file = hand.take()
    await hand.run.tell(file.id, { state: 'sending', bytes: 600 })
    bench.clock.advance(1_000)
    await hand.finish(file, { state: 'failed', problem: 'answer-cut' })
    expect(bench.batch(id)).toMatchObject({ bytes: 2_000, bytesDone: 0, bytesPerSecond: 600, secondsLeft: 2 })
  })

  it('counts each half of a copy as half of it', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a'], { kind: 'copy' })
    const hand = bench.runners.copy.hand()
    const { id: fileId } = hand.take()
    const seen: number[] = []
    for (const state of ['receiving', 'sending'] as const) {
      for (const bytes of [0, 500, 1_000]) {
        await hand.run.tell(fileId, { state, bytes })
        seen.push(bench.batch(id).bytesDone)
      }
    }
    expect(seen).toEqual([0, 250, 500, 500, 750, 1_000])
  })

  it('believes no runner that tells more bytes than the file has, and moves with files of an unknown size', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a', newFile('b', { size: null })])
    const hand = bench.runners.upload.hand()
    await hand.run.tell(hand.take().id, { state: 'sending', bytes: 99_999 })
    expect(bench.batch(id)).toMatchObject({ bytes: 1_000, bytesDone: 1_000 })
    await hand.run.tell(hand.take().id, { state: 'sending', bytes: 5_000 })
    bench.clock.advance(1_000)
    expect(bench.batch(id)).toMatchObject({ bytesDone: 1_000, bytesPerSecond: 6_000, secondsLeft: null })
  })

  it('says until when the server lets it wait, while it runs, and no speed meanwhile', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a'])
    const hand = bench.runners.upload.hand()
    await hand.run.tell(hand.take().id, { state: 'sending', bytes: 500 })
    bench.clock.advance(1_000)
    expect(bench.batch(id).bytesPerSecond).toBe(500)
    bench.throttle.pause(60_000)
    expect(bench.batch(id).waitingUntil).toBeGreaterThanOrEqual(bench.clock.now() + 60_000)
    expect(bench.batch(id)).toMatchObject({ bytesPerSecond: null, secondsLeft: null })
    expect(bench.batch(id).waitingUntil).toBe(bench.throttle.waitingUntil())
    bench.transfers.pause(id)
    expect(bench.batch(id).waitingUntil).toBeNull()
  })

  it('writes nothing down of bytes', async () => {
    const bench = await TransferBench.start()
    await bench.add(['a'])
    const hand = bench.runners.upload.hand()
    const { id } = hand.take()
    let appends = 0
    bench.disk.fault = (operation) => {
      if (operation === 'append') appends += 1
      return null
    }
    for (let bytes = 0; bytes < 1_000; bytes += 1) await hand.run.tell(id, { state: 'sending', bytes })
    expect([appends, bench.changes > 1_000]).toEqual([0, true])
  })
})

describe('the files that a batch shows', () => {
  it('are a hundred at most, those that need somebody first', async () => {
    const bench = await TransferBench.start()
    const names = Array.from({ length: 300 }, (_, n) => `f${String(n)}`)
    const id = await bench.add([
      ...names.map((name) => newFile(name)),
      newFile('held', { state: 'clearing' }),
    ])
    const hand = bench.runners.upload.hand()
    const [done, moving, checking, taken, failed] = [
      hand.take(),
      hand.take(),
      hand.take(),
      hand.take(),
      hand.take(),
    ]
    await hand.finish(done)
    await hand.run.tell(moving.id, { state: 'sending', bytes: 1 })
    await hand.run.tell(checking.id, { state: 'checking' })
    await hand.finish(taken, { state: 'name-taken', there: [] })
    await hand.finish(failed, { state: 'failed', problem: 'disk-full' })
    const { shown, files } = bench.batch(id)
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

  it('hold no path of this computer', async () => {
    const bench = await TransferBench.start()
    await bench.add(['a'])
    await bench.add(['b'], { kind: 'download' })
    expect(JSON.stringify(bench.transfers.news())).not.toMatch(/\/given|\/home/)
  })
})

describe('a batch of ten thousand files', () => {
  const names = Array.from({ length: 10_000 }, (_, n) => newFile(`f${String(n)}`))

  it('is written with one flush, stopped with one, and retried with one', async () => {
    const bench = await TransferBench.start()
    let appends = 0
    let longest = 0
    bench.disk.fault = (operation) => {
      if (operation === 'append') appends += 1
      return null
    }
    bench.isReadOnly = true
    const id = await bench.add(names)
    // All refused, since the connection is read-only.
    expect([appends, bench.batch(id).counts.failed]).toEqual([2, 10_000])
    bench.isReadOnly = false
    await bench.transfers.retry(id, null)
    await bench.transfers.stop(id)
    expect([appends, bench.batch(id).counts.skipped]).toEqual([4, 10_000])
    const log = new TextDecoder().decode(bench.disk.files.get('transfers/transfers.log'))
    for (const line of log.split('\n')) longest = Math.max(longest, line.length)
    expect(longest).toBeLessThan(100_000)
    expect((await bench.restart()).batch(id).counts.skipped).toBe(10_000)
  })

  it('is gone through with a flush for each end, and the list read at each step', async () => {
    const files = new CountedLogFiles()
    const bench = await TransferBench.start(undefined, files)
    let shown = 0
    bench.runners.upload.work = async (run) => {
      for (let file = run.take(); file !== null; file = run.take()) {
        await run.tell(file.id, { state: 'sending', bytes: 1 })
        shown += bench.batch(run.batch.id).shown.length
        await run.tell(file.id, doneState)
      }
      return 'ended'
    }
    const id = await bench.add(names)
    while (bench.transfers.isRunning()) await inAWhile()
    expect(bench.batch(id).counts.done).toBe(10_000)
    expect([files.appends, shown]).toEqual([10_001, 1_000_000])
    // The list of the batch is written once, and each end takes a line: nothing is written again and again.
    expect(files.bytes).toBeLessThan(10_000 * 1_000)
  })
})

/** Keeps nothing, so that what is measured is the queue. */
class CountedLogFiles extends MemoryLogFiles {
  appends = 0
  bytes = 0

  override append(_name: string, bytes: Uint8Array): Promise<void> {
    this.appends += 1
    this.bytes += bytes.length
    return Promise.resolve()
  }
}
