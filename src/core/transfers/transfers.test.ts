import { describe, expect, it } from 'vitest'
import { inAWhile } from '../../testing/gate'
import { doneState, newFile, sendAll, TransferBench } from '../../testing/transfer-bench'
import { accountKeyOf } from '../connections/open-connection'
import type { SelectedAsset } from '../../shared/deletion'
import type { TransferKind, TransferProblem } from '../../shared/transfers'

const there: SelectedAsset = { ...newFile('a').identity, size: 7, modifiedDate: '2026-01-02T03:04:05' }

describe('the queue', () => {
  it('runs a batch to its end, tells it once, and lets go of the connection', async () => {
    const bench = await TransferBench.start()
    bench.runners.upload.work = sendAll()
    const id = await bench.add(['a', 'b'])
    expect(bench.states(id)).toEqual({ a: 'done', b: 'done' })
    expect(bench.batch(id)).toMatchObject({ phase: 'done', files: 2, bytes: 2_000, bytesDone: 2_000 })
    expect(bench.ended.map((batch) => [batch.id, batch.phase])).toEqual([[id, 'done']])
    expect([bench.holds, bench.transfers.isRunning()]).toEqual([0, false])
  })

  it('says of which account something is under way', async () => {
    const bench = await TransferBench.start()
    await bench.add(['a'])
    await bench.add(['b'], { account: 'other' })
    const keys = (['acme', 'other'] as const).map((name) => accountKeyOf(bench.account(name)))
    expect(keys.map((key) => bench.transfers.isRunningOn(key))).toEqual([true, false])
    bench.transfers.pause(null)
    await inAWhile()
    expect(keys.map((key) => bench.transfers.isRunningOn(key))).toEqual([false, false])
  })

  it('gives the ids of the files in their order, and finds them', async () => {
    const bench = await TransferBench.start()
    const { batchId, fileIds } = await bench.transfers.add({
      ...{ kind: 'upload', open: bench.account('acme'), context: null, folder: null },
      target: { kind: 'folder', name: 'x' },
      files: [newFile('a'), newFile('b')],
    })
    const found = bench.transfers.find(batchId)
    expect(found?.files.map(({ file }) => file.id)).toEqual(fileIds)
    expect(found?.batch).toMatchObject({
      id: batchId,
      serverKey: 'https://platform.example',
      accountId: 'acme',
    })
    expect(bench.transfers.find('other')).toBeNull()
  })

  it('runs one batch each way at a time, the oldest first', async () => {
    const bench = await TransferBench.start()
    const one = await bench.add(['a'])
    const two = await bench.add(['b'], { kind: 'copy' })
    const three = await bench.add(['c'], { kind: 'download' })
    const { upload, copy, download } = bench.runners
    expect([upload.runs.length, copy.runs.length, download.runs.length]).toEqual([1, 0, 1])
    expect(download.hand().run.batch.id).toBe(three)
    const hand = upload.hand()
    expect(hand.run.batch.id).toBe(one)
    await hand.finish(hand.take())
    hand.end()
    await inAWhile()
    expect(copy.hand().run.batch.id).toBe(two)
    expect(bench.holds).toBe(2)
    expect(bench.transfers.news().batches.map(({ id }) => id)).toEqual([three, two, one])
  })

  it('gives each file to one run, and believes a run only of what it holds', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a', 'b'])
    const first = bench.runners.upload.hand()
    const file = first.take()
    first.putBack(file)
    first.end()
    await inAWhile()
    bench.clock.advance(2_500)
    await inAWhile()
    const second = bench.runners.upload.hand()
    expect(second.take()).toEqual(file)
    await first.run.tell(file.id, doneState)
    await expect(first.run.intend(file.id, 'late')).rejects.toThrow('not a file of this run')
    first.run.putBack(file.id)
    expect([first.run.take(), second.take().identity.name, second.run.take()]).toEqual([null, 'b', null])
    expect(bench.states(id)).toEqual({ a: 'waiting', b: 'waiting' })
  })

  it('takes what a run still held when it ended as put back', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a', 'b'])
    const hand = bench.runners.upload.hand()
    await hand.finish(hand.take())
    await hand.run.tell(hand.take().id, { state: 'sending', bytes: 5 })
    hand.held.splice(0)
    hand.end()
    await inAWhile()
    expect(bench.states(id)).toEqual({ a: 'done', b: 'waiting' })
    expect(bench.runners.upload.hand().take().identity.name).toBe('b')
  })

  it('does not call a runner again and again that breaks or does nothing', async () => {
    const bench = await TransferBench.start()
    let calls = 0
    bench.runners.upload.work = () => {
      calls += 1
      return calls === 1 ? Promise.resolve('ended') : Promise.reject(new Error('broken'))
    }
    const id = await bench.add(['a', 'b'])
    expect([calls, bench.batch(id).phase]).toEqual([1, 'offline'])
    bench.clock.advance(2_500)
    await inAWhile()
    expect(calls).toBe(2)
    expect(bench.states(id)).toEqual({ a: 'failed: internal', b: 'failed: internal' })
    expect([bench.batch(id).phase, bench.holds]).toEqual(['done', 0])
  })

  it('runs nothing that sends over a read-only connection, and goes on bringing files', async () => {
    const bench = await TransferBench.start()
    const { upload, download } = bench.runners
    const id = await bench.add(['a', 'b', 'c'])
    const hand = upload.hand()
    const file = hand.take()
    bench.isReadOnly = true
    expect(hand.run.take()).toBeNull()
    await hand.finish(file)
    hand.end()
    await inAWhile()
    const refused = 'failed: connection-read-only'
    expect(bench.states(id)).toEqual({ a: 'done', b: refused, c: refused })
    const copies = await bench.add(['d'], { kind: 'copy' })
    await bench.add(['e'], { kind: 'download' })
    expect(bench.states(copies)).toEqual({ d: refused })
    expect(bench.ended.map((batch) => batch.id)).toEqual([id, copies])
    expect([upload.runs.length, bench.runners.copy.runs.length, download.runs.length]).toEqual([1, 0, 1])
  })

  it('retries what failed, all of it or some, with the same ids', async () => {
    const bench = await TransferBench.start()
    const { upload } = bench.runners
    upload.work = sendAll(({ identity: { name } }) =>
      name === 'c' ? doneState : { state: 'failed', problem: 'answer-cut', detail: 'socket hang up' },
    )
    const id = await bench.add(['a', 'b', 'c'])
    expect(bench.batch(id)).toMatchObject({ phase: 'done', counts: { failed: 2, done: 1 }, bytesDone: 1_000 })
    upload.work = sendAll()
    const a = bench.fileId(id, 'a')
    await bench.transfers.retry(id, [a, bench.fileId(id, 'c'), 'unknown', 'x-0'])
    await inAWhile()
    expect(bench.states(id)).toEqual({ a: 'done', b: 'failed: answer-cut', c: 'done' })
    await bench.transfers.retry(id, null)
    await inAWhile()
    expect(bench.states(id)).toEqual({ a: 'done', b: 'done', c: 'done' })
    expect(bench.fileId(id, 'a')).toBe(a)
    // Each time that it has nothing more to do.
    expect(bench.ended).toHaveLength(3)
  })

  it('settles what waits for a decision: sent, under another name, cleared again, skipped, or not replaced', async () => {
    const bench = await TransferBench.start()
    const names = ['a', 'b', 'c', 'd', 'e']
    const id = await bench.add(names.map((name) => newFile(name, { state: 'clearing' })))
    expect(bench.runners.upload.runs).toHaveLength(0)
    expect(bench.batch(id).phase).toBe('running')
    const ids = new Map(names.map((name) => [name, bench.fileId(id, name)]))
    const of = (name: string): string => ids.get(name) ?? ''
    await bench.transfers.settle(
      id,
      new Map([
        [of('a'), { state: 'waiting' }],
        [of('b'), { state: 'waiting', name: 'b (2)' }],
        [of('c'), { state: 'skipped' }],
        [of('d'), { state: 'failed', problem: 'not-replaced' }],
      ]),
    )
    await inAWhile()
    expect(bench.states(id)).toEqual({
      ...{ a: 'waiting', 'b (2)': 'waiting', c: 'skipped' },
      ...{ d: 'failed: not-replaced', e: 'clearing' },
    })
    const hand = bench.runners.upload.hand()
    await hand.finish(hand.take(), { state: 'name-taken', there: [there] })
    expect(hand.take().identity.name).toBe('b (2)')
    // Only what waits for a decision is settled.
    await bench.transfers.settle(
      id,
      new Map([
        [of('a'), { state: 'clearing' }],
        [of('b'), { state: 'skipped' }],
        [of('c'), { state: 'waiting' }],
        ['of-nobody', { state: 'waiting' }],
      ]),
    )
    expect(bench.states(id)).toMatchObject({ a: 'clearing', 'b (2)': 'waiting', c: 'skipped' })
    await bench.transfers.settle('of-nobody', new Map())
  })

  it('says of a place that is taken whether what is there may be replaced', async () => {
    const bench = await TransferBench.start()
    const copied = newFile('a')
    const asset = { ...copied.identity, size: 1_000, modifiedDate: null }
    const files = [copied, newFile('b')].map((file) => ({
      ...file,
      source: { kind: 'asset', asset } as const,
    }))
    const id = await bench.add(files, { kind: 'copy' })
    const hand = bench.runners.copy.hand()
    for (const file of [hand.take(), hand.take()]) await hand.finish(file, { state: 'name-taken', there: [] })
    expect(bench.batch(id).shown.map(({ isSource }) => isSource)).toEqual([true, undefined])
  })

  it('clears what has ended, one batch or all, and nothing else', async () => {
    const bench = await TransferBench.start()
    const running = await bench.add(['a'])
    bench.runners.download.work = sendAll()
    const ended = await bench.add(['b'], { kind: 'download' })
    const other = await bench.add(['c'], { kind: 'download' })
    await bench.transfers.clear(running)
    await bench.transfers.clear(ended)
    expect(bench.transfers.news().batches.map(({ id }) => id)).toEqual([other, running])
    await bench.transfers.clear(null)
    expect(bench.transfers.news().batches.map(({ id }) => id)).toEqual([running])
    expect((await bench.restart()).transfers.news().batches.map(({ id }) => id)).toEqual([running])
  })
})

describe('a file that changed or vanished', () => {
  const anew = { path: '/given/elsewhere', size: 40, modifiedMs: 9 }

  async function failedBy(problem: TransferProblem, kind: TransferKind = 'upload') {
    const bench = await TransferBench.start()
    bench.runners[kind].work = sendAll(({ identity: { name } }) =>
      name === 'a' ? { state: 'failed', problem } : doneState,
    )
    const id = await bench.add(['a', 'b'], { kind })
    return { bench, id }
  }

  it.each(['source-changed', 'source-vanished', 'source-unreadable'] as const)(
    'is given anew and sent from there, after a restart too: %s',
    async (problem) => {
      const { bench, id } = await failedBy(problem)
      bench.runners.upload.work = null
      expect(await bench.transfers.renew(id, bench.fileId(id, 'a'), anew)).toBe(true)
      expect(bench.batch(id)).toMatchObject({ phase: 'running', bytes: 1_040, bytesDone: 1_000 })
      await inAWhile()
      const file = bench.runners.upload.hand().take()
      expect(file).toMatchObject({ size: 40, source: { kind: 'file', file: anew }, intent: null })
      expect(file.identity.name).toBe('a')
      const next = await bench.restart()
      expect(next.states(id)).toEqual({ a: 'waiting', b: 'done' })
      next.transfers.resume(id)
      await inAWhile()
      expect(next.runners.upload.hand().take()).toMatchObject({ size: 40, source: { file: anew } })
    },
  )

  it('is no other file: not one that is done, or failed otherwise, nor one of a copy or a download', async () => {
    const { bench, id } = await failedBy('source-changed')
    const before = bench.states(id)
    expect(await bench.transfers.renew(id, bench.fileId(id, 'b'), anew)).toBe(false)
    expect(await bench.transfers.renew(id, `${id}-7`, anew)).toBe(false)
    expect(await bench.transfers.renew('other', 'other-0', anew)).toBe(false)
    expect(bench.states(id)).toEqual(before)
    const full = await failedBy('disk-full')
    expect(await full.bench.transfers.renew(full.id, full.bench.fileId(full.id, 'a'), anew)).toBe(false)
    for (const kind of ['copy', 'download'] as const) {
      const other = await failedBy('source-changed', kind)
      expect(await other.bench.transfers.renew(other.id, other.bench.fileId(other.id, 'a'), anew)).toBe(false)
    }
  })
})
