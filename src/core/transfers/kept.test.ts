import { describe, expect, it } from 'vitest'
import { inAWhile } from '../../testing/gate'
import { doneState, newFile, sendAll, TransferBench } from '../../testing/transfer-bench'
import { MemoryDisk } from '../../testing/memory-storage'
import { logBytes } from '../storage/append-log'
import type { TransferEntry } from './transfer-entry'

const path = 'transfers/transfers.log'

function bytesOn(disk: MemoryDisk): Uint8Array {
  return disk.files.get(path) ?? new Uint8Array()
}

/** How many lines of it are whole, without the header. */
function linesIn(bytes: Uint8Array): number {
  return Math.max(0, bytes.filter((byte) => byte === 0x0a).length - 1)
}

describe('a restart', () => {
  it('shows what was under way as paused, with ids, names and intents, and what ended as it ended', async () => {
    const bench = await TransferBench.start()
    const c0 = newFile('c', { localPath: 'ui/c' })
    const id = await bench.add(['a', 'b', c0, 'd', newFile('e', { state: 'clearing' })])
    const hand = bench.runners.upload.hand()
    await hand.finish(hand.take(), { state: 'failed', problem: 'server-refused', detail: 'no such segment' })
    await hand.finish(hand.take(), { state: 'name-taken', there: [] })
    const c = hand.take()
    await hand.run.intend(c.id, 'part of c')
    await hand.run.tell(c.id, { state: 'sending', bytes: 500 })
    await bench.transfers.settle(id, new Map([[bench.fileId(id, 'e'), { state: 'waiting', name: 'e (2)' }]]))
    const next = await bench.restart()
    expect(next.states(id)).toEqual({
      ...{ a: 'failed: server-refused', b: 'name-taken', c: 'waiting', d: 'waiting', 'e (2)': 'waiting' },
    })
    expect(next.batch(id)).toMatchObject({ phase: 'paused', bytesDone: 0, bytesPerSecond: null })
    await inAWhile()
    expect(next.transfers.isRunning()).toBe(false)
    next.transfers.resume(id)
    await inAWhile()
    expect(next.runners.upload.hand().take()).toEqual({ ...c, localPath: 'ui/c', intent: 'part of c' })
    expect(next.transfers.find(id)?.batch).toEqual(bench.transfers.find(id)?.batch)
  })

  it('has what was left half done taken away before the account is open, and before anything of it runs again', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a', 'b', 'c'])
    const hand = bench.runners.upload.hand()
    for (const name of ['a', 'b']) await hand.run.intend(hand.take().id, `part of ${name}`)
    await hand.finish(hand.held[1] ?? hand.take())
    const next = new TransferBench(bench.disk.crash())
    let release: () => void = () => undefined
    next.runners.upload.onCleanUp = () => new Promise((resolve) => (release = resolve))
    await next.transfers.load()
    await inAWhile()
    expect(next.runners.upload.cleaned).toEqual([{ name: 'a', intent: 'part of a' }])
    next.connect('acme')
    next.transfers.resume(null)
    await inAWhile()
    expect(next.runners.upload.runs).toHaveLength(0)
    release()
    await inAWhile()
    expect(next.runners.upload.hand().run.batch.id).toBe(id)
  })

  it('sends nothing to a place that a deletion was to clear, until the user asks for it again', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add([newFile('a', { state: 'clearing' })])
    const next = await bench.restart()
    expect(next.states(id)).toEqual({ a: 'failed: replacing-cut-short' })
    expect([next.batch(id).phase, next.ended]).toEqual(['done', []])
    await next.transfers.settle(id, new Map([[next.fileId(id, 'a'), { state: 'waiting' }]]))
    expect(next.runners.upload.runs).toHaveLength(0)
    await next.transfers.retry(id, null)
    await inAWhile()
    expect(next.runners.upload.hand().take().intent).toBeNull()
    expect((await next.restart()).states(id)).toEqual({ a: 'waiting' })
  })

  it('forgets what stood in cleared batches', async () => {
    const bench = await TransferBench.start()
    bench.runners.upload.work = sendAll()
    await bench.add(['secret plan'])
    await bench.transfers.clear(null)
    const next = await bench.restart()
    expect(new TextDecoder().decode(bytesOn(next.disk))).not.toContain('secret plan')
    expect(next.transfers.news()).toEqual({ batches: [], isKept: true, isReadable: true })
  })
})

/** A run of all that is written, and for each number of lines what was answered for by then. */
async function history(): Promise<{
  bytes: Uint8Array
  promised: Map<string, number>
  told: Map<string, number>
}> {
  const bench = await TransferBench.start()
  const lines = (): number => linesIn(bytesOn(bench.disk))
  const promised = new Map<string, number>()
  const told = new Map<string, number>()
  const one = await bench.add(['a', 'b', 'c', newFile('d', { state: 'clearing' })])
  promised.set(one, lines())
  const hand = bench.runners.upload.hand()
  for (const name of ['a', 'b', 'c']) {
    const file = hand.take()
    await hand.run.intend(file.id, `part of ${name}`)
    told.set(file.id, lines())
    if (name === 'b') await hand.finish(file, { state: 'failed', problem: 'timed-out' })
    else await hand.finish(file)
  }
  await bench.transfers.settle(one, new Map([[bench.fileId(one, 'd'), { state: 'skipped' }]]))
  const two = await bench.add(['e', 'f'], { kind: 'download' })
  promised.set(two, lines())
  await bench.transfers.retry(one, null)
  await bench.transfers.stop(two)
  return { bytes: bytesOn(bench.disk), promised, told }
}

describe('a log that a crash cut', () => {
  it('opens at every byte, holds every batch that was answered for whole, and shows no end that was not told', async () => {
    const { bytes, promised, told } = await history()
    for (let length = 0; length <= bytes.length; length += 1) {
      const part = bytes.slice(0, length)
      const bench = await TransferBench.start(new MemoryDisk(new Map([[path, part]])))
      const lines = linesIn(part)
      const { batches, isKept } = bench.transfers.news()
      expect(isKept).toBe(true)
      for (const [id, since] of promised) {
        const batch = batches.find((each) => each.id === id)
        expect(batch !== undefined, String(length)).toBe(lines >= since)
        if (batch !== undefined) expect(batch.files).toBe(id === [...promised.keys()][0] ? 4 : 2)
      }
      for (const [fileId, before] of told) {
        const file = batches.flatMap(({ shown }) => shown).find(({ id }) => id === fileId)
        if (lines <= before) expect(file?.outcome.state ?? 'waiting').toBe('waiting')
      }
    }
  }, 60_000)

  it('goes on after it: what is added then is not mixed with what was cut off', async () => {
    const { bytes } = await history()
    const first = bytes.indexOf(0x0a, bytes.indexOf(0x0a) + 1) + 1
    const bench = await TransferBench.start(new MemoryDisk(new Map([[path, bytes.slice(0, first + 20)]])))
    const id = await bench.add(['z'])
    const next = await bench.restart()
    expect(next.transfers.news().batches.map((batch) => batch.id)).toEqual([id])
    expect(next.states(id)).toEqual({ z: 'waiting' })
  })

  it('loses no end that was told, whatever of the append under way reached the disk', async () => {
    for (const kept of [0, 0.5, 1]) {
      const bench = await TransferBench.start()
      const id = await bench.add(['a', 'b'])
      const hand = bench.runners.upload.hand()
      await hand.finish(hand.take())
      void hand.finish(hand.take())
      for (let moment = 0; moment < 4; moment += 1) await Promise.resolve()
      const next = await bench.restart((_path, bytes) => Math.floor(bytes.length * kept))
      expect(next.states(id).a).toBe('done')
      expect(['waiting', 'done']).toContain(next.states(id).b)
    }
  })
})

describe('a disk that does not take it', () => {
  it('is told, and nothing is sent that could not be written down: the rest waits for the user', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a', 'b', 'c'])
    const hand = bench.runners.upload.hand()
    const file = hand.take()
    bench.disk.fault = (operation) => (operation === 'append' ? 'ENOSPC' : null)
    await expect(hand.run.intend(file.id, 'part of a')).rejects.toThrow('ENOSPC')
    await inAWhile()
    expect(bench.transfers.news().isKept).toBe(false)
    expect(bench.batch(id)).toMatchObject({ phase: 'paused', counts: { waiting: 3 } })
    await expect(bench.add(['d'])).rejects.toThrow('ENOSPC')
    expect(bench.transfers.news().batches).toHaveLength(1)
    bench.disk.fault = () => null
    bench.runners.upload.work = sendAll()
    bench.transfers.resume(id)
    await inAWhile()
    expect(bench.transfers.news().isKept).toBe(true)
    expect((await bench.restart()).states(id)).toEqual({ a: 'done', b: 'done', c: 'done' })
  })

  it('hears later of what happened meanwhile', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a', 'b'])
    const hand = bench.runners.upload.hand()
    bench.disk.fault = () => 'EIO'
    await hand.finish(hand.take())
    expect([bench.states(id).a, bench.transfers.news().isKept]).toEqual(['done', false])
    bench.disk.fault = () => null
    await hand.finish(hand.take(), { state: 'failed', problem: 'timed-out' })
    expect(bench.transfers.news().isKept).toBe(true)
    expect((await bench.restart()).states(id)).toEqual({ a: 'done', b: 'failed: timed-out' })
  })

  it('that cannot even be read takes no batch', async () => {
    const bench = new TransferBench()
    bench.disk.fault = () => 'EACCES'
    await bench.transfers.load()
    expect(bench.transfers.news()).toEqual({ batches: [], isKept: false, isReadable: false })
    bench.disk.fault = () => null
    await expect(bench.add(['a'])).rejects.toThrow('transfers.log')
  })
})

describe('a log that must not be written', () => {
  it('of a newer version is left as it is, and nothing is sent', async () => {
    const bench = await TransferBench.start()
    await bench.add(['a'])
    const newer = new TextDecoder().decode(logBytes({ kind: 'transfers', version: 2 }, []))
    const disk = new MemoryDisk(new Map([[path, new TextEncoder().encode(newer)]]))
    const next = await TransferBench.start(disk)
    await expect(next.add(['b'])).rejects.toThrow('transfers.log')
    expect(next.transfers.news()).toEqual({ batches: [], isKept: false, isReadable: false })
    expect(new TextDecoder().decode(bytesOn(disk))).toBe(newer)
  })

  it('shows what stands before the damage, and runs and takes away nothing of it', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a', 'b'])
    const hand = bench.runners.upload.hand()
    await hand.run.intend(hand.take().id, 'part of a')
    const lines = bytesOn(bench.disk).length
    await bench.add(['c'], { kind: 'download' })
    const bytes = bytesOn(bench.disk).slice()
    bytes[lines + 30] = 0
    const next = await TransferBench.start(new MemoryDisk(new Map([[path, bytes]])))
    next.transfers.resume(null)
    await next.transfers.retry(id, null)
    await inAWhile()
    expect(next.batch(id)).toMatchObject({ phase: 'paused', counts: { waiting: 2 } })
    expect([next.runners.upload.runs.length, next.runners.upload.cleaned.length]).toEqual([0, 0])
    expect(next.transfers.news().isKept).toBe(false)
    expect(bytesOn(next.disk)).toEqual(bytes)
  })
})

/** A log of two batches that was damaged between them. */
async function damaged(): Promise<{ readonly bytes: Uint8Array; readonly bench: TransferBench }> {
  const before = await TransferBench.start()
  await before.add(['a', 'b'])
  const lines = bytesOn(before.disk).length
  await before.add(['c'], { kind: 'download' })
  const bytes = bytesOn(before.disk).slice()
  bytes[lines + 30] = 0
  return { bytes, bench: await TransferBench.start(new MemoryDisk(new Map([[path, bytes]]))) }
}

const aside = (disk: MemoryDisk): string[] => [...disk.files.keys()].filter((each) => each.includes('aside'))

describe('a log that cannot be continued', () => {
  it('is put aside as it is when the user wants a new one, which takes batches and is kept', async () => {
    const { bytes, bench } = await damaged()
    expect(bench.transfers.news()).toMatchObject({ isKept: false, isReadable: false, batches: [{}] })
    const answers = await Promise.all([bench.transfers.startAnew(), bench.transfers.startAnew()])
    expect(answers.map(({ ok }) => ok)).toEqual([true, true])
    expect(bench.transfers.news()).toEqual({ batches: [], isKept: true, isReadable: true })
    expect(aside(bench.disk)).toHaveLength(1)
    expect(bench.disk.files.get(aside(bench.disk)[0] ?? '')).toEqual(bytes)
    bench.runners.upload.work = sendAll()
    const id = await bench.add(['z'])
    expect(bench.states(id)).toEqual({ z: 'done' })
    const next = await bench.restart()
    expect(next.transfers.news().batches.map((batch) => batch.id)).toEqual([id])
    expect(aside(next.disk)).toHaveLength(1)
  })

  it('stays as it is where the disk does not take that, or dies of it', async () => {
    const { bytes, bench } = await damaged()
    bench.disk.fault = (operation) => (operation === 'replace' ? 'ENOSPC' : null)
    expect(await bench.transfers.startAnew()).toMatchObject({
      ok: false,
      failure: { kind: 'storage-failed' },
    })
    expect(bench.transfers.news().isReadable).toBe(false)
    expect(bytesOn(bench.disk)).toEqual(bytes)
    bench.disk.fault = () => null
    void bench.transfers.startAnew()
    for (let moment = 0; moment < 6; moment += 1) await Promise.resolve()
    const { disk } = await bench.restart()
    const kept = aside(disk).map((each) => disk.files.get(each))
    expect([bytesOn(disk), ...kept]).toContainEqual(bytes)
  })

  it('is not put aside while it can be continued, whatever the disk does', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a'])
    bench.disk.fault = (operation) => (operation === 'append' ? 'ENOSPC' : null)
    await expect(bench.add(['b'])).rejects.toThrow('ENOSPC')
    expect(bench.transfers.news()).toMatchObject({ isKept: false, isReadable: true })
    expect((await bench.transfers.startAnew()).ok).toBe(true)
    expect([aside(bench.disk), bench.transfers.news().batches.map((batch) => batch.id)]).toEqual([[], [id]])
  })
})

describe('a log that is mostly history', () => {
  it('is written anew when it is opened, and says the same', async () => {
    const bench = await TransferBench.start()
    const id = await bench.add(['a', 'b', 'c', newFile('d', { state: 'skipped' })])
    const hand = bench.runners.upload.hand()
    await hand.finish(hand.take())
    await hand.finish(hand.take(), { state: 'name-taken', there: [] })
    await hand.run.intend(hand.take().id, 'part of c')
    const again: TransferEntry = { t: 'intent', batchId: id, n: 2, intent: 'part of c' }
    const more = logBytes({ kind: 'transfers', version: 1 }, Array<TransferEntry>(1_200).fill(again))
    const long = Buffer.concat([bytesOn(bench.disk), more.subarray(more.indexOf(0x0a) + 1)])
    const before = bench.transfers.find(id)
    const disk = new MemoryDisk(new Map([[path, long]]))
    const next = await TransferBench.start(disk)
    expect(linesIn(bytesOn(disk))).toBe(2)
    expect(next.transfers.find(id)).toEqual(before)
    next.transfers.resume(id)
    await inAWhile()
    await next.runners.upload.hand().finish(next.runners.upload.hand().take(), doneState)
    expect((await next.restart()).states(id)).toEqual({ a: 'done', b: 'name-taken', c: 'done', d: 'skipped' })
  })
})
