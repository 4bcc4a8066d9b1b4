import { describe, expect, it } from 'vitest'
import { inAWhile } from '../../testing/gate'
import { doneState, newFile, sendAll, TransferBench } from '../../testing/transfer-bench'
import { MemoryDisk, MemoryLogFiles } from '../../testing/memory-storage'

describe('pausing', () => {
  it('ends the run, puts back what it held, and goes on from there', async () => {
    const bench = await TransferBench.start()
    const { upload } = bench.runners
    const id = await bench.add(['a', 'b', 'c'])
    const hand = upload.hand()
    await hand.finish(hand.take())
    await hand.run.tell(hand.take().id, { state: 'sending', bytes: 5 })
    bench.transfers.pause(id)
    expect(bench.batch(id).phase).toBe('paused')
    await inAWhile()
    expect(bench.states(id)).toEqual({ a: 'done', b: 'waiting', c: 'waiting' })
    expect([upload.runs.length, bench.holds]).toEqual([1, 0])
    upload.work = sendAll()
    bench.transfers.resume(id)
    await inAWhile()
    expect(bench.states(id)).toEqual({ a: 'done', b: 'done', c: 'done' })
    expect(bench.ended).toHaveLength(1)
  })

  it('lets the next batch run meanwhile, and none where all are paused', async () => {
    const bench = await TransferBench.start()
    const one = await bench.add(['a'])
    const two = await bench.add(['b'])
    bench.transfers.pause(one)
    await inAWhile()
    expect(bench.runners.upload.hand().run.batch.id).toBe(two)
    bench.transfers.pause(null)
    await inAWhile()
    expect(bench.transfers.isRunning()).toBe(false)
    bench.transfers.resume(null)
    await inAWhile()
    expect(bench.runners.upload.hand().run.batch.id).toBe(one)
  })

  it('waits for a run that does not end at once before another begins', async () => {
    const bench = await TransferBench.start()
    const { upload } = bench.runners
    upload.isStubborn = true
    const id = await bench.add(['a', 'b'])
    const hand = upload.hand()
    const file = hand.take()
    bench.transfers.pause(id)
    bench.transfers.resume(id)
    await inAWhile()
    expect([upload.runs.length, hand.run.take()]).toEqual([1, null])
    // What could not be ended any more is told as it went.
    await hand.finish(file)
    hand.end()
    await inAWhile()
    expect(bench.states(id)).toEqual({ a: 'done', b: 'waiting' })
    expect(upload.hand().take().identity.name).toBe('b')
  })

  it('does not touch a batch that has ended', async () => {
    const bench = await TransferBench.start()
    bench.runners.upload.work = sendAll(() => ({ state: 'failed', problem: 'answer-cut' }))
    const id = await bench.add(['a'])
    bench.transfers.pause(null)
    expect(bench.batch(id).phase).toBe('done')
    bench.runners.upload.work = sendAll()
    await bench.transfers.retry(id, null)
    await inAWhile()
    expect(bench.states(id)).toEqual({ a: 'done' })
  })
})

describe('stopping', () => {
  it('skips what has not begun and what waits for a decision, and ends what is under way', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a', 'b', 'c', 'd', newFile('e', { state: 'clearing' })])
    const hand = bench.runners.upload.hand()
    await hand.finish(hand.take())
    await hand.finish(hand.take(), { state: 'name-taken', there: [] })
    await hand.run.tell(hand.take().id, { state: 'sending', bytes: 5 })
    await bench.transfers.stop(id)
    const expected = { a: 'done', b: 'skipped', c: 'skipped', d: 'skipped', e: 'skipped' }
    expect(bench.states(id)).toEqual(expected)
    expect(bench.batch(id)).toMatchObject({ phase: 'done', bytes: 1_000, bytesDone: 1_000 })
    expect(bench.ended).toHaveLength(1)
    expect((await bench.restart()).states(id)).toEqual(expected)
  })

  it('tells what could not be ended any more as it went, and asks nobody about a name', async () => {
    const bench = await TransferBench.start()
    bench.runners.upload.isStubborn = true
    const id = await bench.add(['a', 'b', 'c'])
    const hand = bench.runners.upload.hand()
    const [a, b] = [hand.take(), hand.take()]
    const stopped = bench.transfers.stop(id)
    await inAWhile()
    expect(bench.states(id)).toEqual({ a: 'waiting', b: 'waiting', c: 'skipped' })
    expect(bench.batch(id).phase).toBe('running')
    await hand.finish(a)
    await hand.finish(b, { state: 'name-taken', there: [] })
    hand.end()
    await stopped
    expect(bench.states(id)).toEqual({ a: 'done', b: 'skipped', c: 'skipped' })
  })

  it('stays stopped where the app dies before what was under way has ended, and what it left is taken away', async () => {
    const bench = await TransferBench.start()
    bench.runners.download.isStubborn = true
    const id = await bench.add(['a', 'b'], { kind: 'download' })
    const hand = bench.runners.download.hand()
    await hand.run.intend(hand.take().id, 'part of a')
    void bench.transfers.stop(id)
    await inAWhile()
    const next = await bench.restart()
    expect(next.states(id)).toEqual({ a: 'skipped', b: 'skipped' })
    await inAWhile()
    expect(next.runners.download.cleaned).toEqual([{ name: 'a', intent: 'part of a' }])
    expect(next.ended).toEqual([])
    const last = await next.restart()
    await inAWhile()
    expect(last.runners.download.cleaned).toEqual([])
  })

  it('says of what may have been attached that nobody looked, and a retry looks', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a', 'b', 'c'])
    const hand = bench.runners.upload.hand()
    const [a, b] = [hand.take(), hand.take()]
    await hand.run.intend(a.id, 'attach a')
    await hand.run.intend(b.id, 'attach b')
    // The server was lost under the one, and refused the other.
    hand.run.putBack(a.id)
    await hand.run.intend(b.id, '')
    await bench.transfers.stop(id)
    const expected = { a: 'failed: not-checked', b: 'skipped', c: 'skipped' }
    expect(bench.states(id)).toEqual(expected)
    expect(bench.uploaded).toEqual(['a: not-checked'])
    const next = await bench.restart()
    await inAWhile()
    expect(next.states(id)).toEqual(expected)
    expect(next.uploaded).toEqual([])
    next.transfers.resume(null)
    await next.transfers.retry(id, null)
    await inAWhile()
    expect(next.runners.upload.hand().take().intent).toBe('attach a')
  })

  it.each(['upload', 'copy'] as const)(
    'says the same where it was under way, or the app died before it had ended (%s)',
    async (kind) => {
      const bench = await TransferBench.start()
      bench.runners[kind].isStubborn = true
      const id = await bench.add(['a', 'b'], { kind })
      const hand = bench.runners[kind].hand()
      await hand.run.intend(hand.take().id, 'attach a')
      const stopped = bench.transfers.stop(id)
      await inAWhile()
      const expected = { a: 'failed: not-checked', b: 'skipped' }
      const next = await bench.restart()
      await inAWhile()
      expect([next.states(id), next.uploaded]).toEqual([expected, ['a: not-checked']])
      // The fact is told once, whatever dies later.
      const last = await next.restart()
      await inAWhile()
      expect([last.states(id), last.uploaded]).toEqual([expected, []])
      hand.end()
      await stopped
      expect(bench.states(id)).toEqual(expected)
      expect(bench.uploaded).toEqual(['a: not-checked'])
    },
  )
})

describe('a server that cannot be reached', () => {
  it('keeps all that waits for it waiting, and is asked again when it is known to be there', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a'])
    const other = await bench.add(['b'])
    const hand = bench.runners.upload.hand()
    hand.take()
    bench.isReachable = false
    hand.end('offline')
    await inAWhile()
    expect([bench.batch(id).phase, bench.batch(other).phase]).toEqual(['offline', 'offline'])
    bench.transfers.reachChanged()
    bench.clock.advance(600_000)
    await inAWhile()
    expect(bench.runners.upload.runs).toHaveLength(1)
    bench.isReachable = true
    bench.transfers.reachChanged()
    await inAWhile()
    expect(bench.runners.upload.hand().take().identity.name).toBe('a')
    expect(bench.batch(id).phase).toBe('running')
  })

  it('is tried again after a while where nobody knows it to be away, less and less often', async () => {
    const bench = await TransferBench.start()
    const tried: number[] = []
    bench.runners.upload.work = () => {
      tried.push(bench.clock.elapsed())
      return Promise.resolve('offline')
    }
    await bench.add(['a'])
    for (let second = 0; second < 200; second += 1) {
      bench.clock.advance(1_000)
      await inAWhile()
    }
    const waits = tried.slice(1).map((at, index) => at - (tried[index] ?? 0))
    expect(waits).toEqual([3_000, 5_000, 10_000, 20_000, 40_000, 60_000, 60_000])
  })

  it('is tried as soon as the first time after something went well meanwhile', async () => {
    const bench = await TransferBench.start()
    const tried: number[] = []
    bench.runners.upload.work = async (run) => {
      tried.push(bench.clock.elapsed())
      if (tried.length === 3) await run.tell(run.take()?.id ?? '', doneState)
      return 'offline'
    }
    await bench.add(['a', 'b'])
    for (let second = 0; second < 16; second += 1) {
      bench.clock.advance(1_000)
      await inAWhile()
    }
    expect(tried).toEqual([0, 3_000, 8_000, 11_000, 16_000])
  })

  it('is tried at once when its account is opened anew', async () => {
    const bench = await TransferBench.start()
    await bench.add(['a'])
    bench.isReachable = false
    bench.runners.upload.hand().end('offline')
    await inAWhile()
    bench.connect(null)
    bench.connect('acme')
    await inAWhile()
    expect(bench.runners.upload.hand().take().identity.name).toBe('a')
  })
})

describe('two accounts', () => {
  it('have each its batches run while it is open, and a run under way ends on the one it began on', async () => {
    const bench = await TransferBench.start()
    const { upload } = bench.runners
    const mine = await bench.add(['a'])
    const later = await bench.add(['b'])
    const others = await bench.add(['c'], { account: 'other' })
    expect(bench.batch(others).phase).toBe('elsewhere')
    bench.connect('other')
    await inAWhile()
    const hand = upload.hand()
    expect([hand.run.open.connection.accountId, bench.batch(mine).phase]).toEqual(['acme', 'running'])
    expect(bench.batch(later).phase).toBe('elsewhere')
    await hand.finish(hand.take())
    hand.end()
    await inAWhile()
    expect(upload.hand().run.batch.id).toBe(others)
    expect(upload.hand().run.open.connection.accountId).toBe('other')
    bench.connect(null)
    expect(bench.batch(later).phase).toBe('elsewhere')
  })

  it('a sign-out ends what runs on its connection, and nothing more begins on it', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a'])
    bench.runners.upload.hand().take()
    await bench.transfers.signedOut(bench.account('acme'))
    await inAWhile()
    expect([bench.holds, bench.runners.upload.runs.length]).toEqual([0, 1])
    expect(bench.states(id)).toEqual({ a: 'waiting' })
    bench.connect(null)
    expect(bench.batch(id).phase).toBe('elsewhere')
  })
})

describe('a computer that sleeps', () => {
  it('has nothing under way, and goes on when it wakes', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a', 'b'])
    const hand = bench.runners.upload.hand()
    hand.take()
    await bench.transfers.suspend()
    bench.connect('acme')
    await inAWhile()
    expect([bench.transfers.isRunning(), bench.states(id).a]).toEqual([false, 'waiting'])
    bench.transfers.wake()
    await inAWhile()
    expect(bench.runners.upload.hand().take().identity.name).toBe('a')
  })
})

describe('quitting', () => {
  it('waits until nothing runs and all that happened is written, and begins nothing any more', async () => {
    const bench = await TransferBench.start()
    bench.runners.upload.isStubborn = true
    const id = await bench.add(['a', 'b'])
    await bench.add(['c'], { kind: 'download' })
    const hand = bench.runners.upload.hand()
    const file = hand.take()
    let isFinished = false
    const finished = bench.transfers.finishNow().then(() => (isFinished = true))
    await inAWhile()
    expect(isFinished).toBe(false)
    void hand.run.tell(file.id, doneState)
    hand.held.splice(0)
    hand.end()
    await finished
    expect(bench.transfers.isRunning()).toBe(false)
    await expect(bench.add(['d'])).rejects.toThrow('closed')
    bench.transfers.resume(null)
    await inAWhile()
    expect(bench.runners.download.runs).toHaveLength(1)
    const next = await bench.restart()
    expect(next.states(id)).toEqual({ a: 'done', b: 'waiting' })
    expect(next.batch(id).phase).toBe('paused')
  })

  it('waits for a slow disk, and for what an earlier run left being taken away', async () => {
    const slow = new SlowLogFiles(new MemoryDisk(), 'transfers')
    const bench = await TransferBench.start(slow.disk, slow)
    const id = await bench.add(['a', 'b'])
    const hand = bench.runners.upload.hand()
    await hand.run.intend(hand.take().id, 'part of a')
    void hand.finish(hand.take())
    await bench.transfers.finishNow()
    const next = new TransferBench(bench.disk.crash())
    let isClean = false
    next.runners.upload.onCleanUp = async () => {
      await inAWhile()
      isClean = true
    }
    await next.transfers.load()
    expect(next.states(id)).toEqual({ a: 'waiting', b: 'done' })
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
