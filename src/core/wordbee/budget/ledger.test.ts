import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../../testing/memory-ports'
import { MemoryDisk, MemoryLogFiles } from '../../../testing/memory-storage'
import { openLedger, type Ledger } from './ledger'

const listing = { priority: 'reads', purpose: 'listing' } as const

function open(disk: MemoryDisk, clock: FakeClock): Promise<Ledger> {
  return openLedger({ files: new MemoryLogFiles(disk, 'budget'), clock }, 'a')
}

function names(disk: MemoryDisk): string[] {
  return [...disk.files.keys()]
}

function frozenClock(): FakeClock {
  const clock = new FakeClock()
  clock.isFrozen = true
  return clock
}

/** Counts the appends to the disk from now on. */
function countAppends(disk: MemoryDisk): () => number {
  let appends = 0
  disk.fault = (operation) => {
    if (operation === 'append') appends += 1
    return null
  }
  return () => appends
}

describe('the ledger on disk', () => {
  it('keeps the calls of the last hour for the next start, in one file', async () => {
    const disk = new MemoryDisk()
    const clock = frozenClock()
    const first = await open(disk, clock)
    await first.record(listing)
    clock.advance(3_000_000)
    await first.record({ priority: 'deletes', purpose: 'delete' })
    clock.advance(600_001)
    await first.recordTime()
    clock.advance(60_000)
    await first.recordTime()
    const second = await open(disk, clock)
    expect(second.earlierCalls.map(({ n, purpose }) => [n, purpose])).toEqual([[2, 'delete']])
    expect(names(disk)).toEqual(['budget/a.2.log'])
  })

  it('continues the numbering of calls after a restart', async () => {
    const disk = new MemoryDisk()
    const clock = frozenClock()
    await (await open(disk, clock)).record(listing)
    await (await open(disk, clock)).record(listing)
    expect((await open(disk, clock)).earlierCalls.map(({ n }) => n)).toEqual([1, 2])
  })

  it('writes simultaneous calls in one flush', async () => {
    const disk = new MemoryDisk()
    const appends = countAppends(disk)
    const ledger = await open(disk, frozenClock())
    await Promise.all(Array.from({ length: 50 }, () => ledger.record(listing)))
    expect(appends()).toBeLessThanOrEqual(2)
    expect((await open(disk, frozenClock())).earlierCalls).toHaveLength(50)
  })

  describe('with calls that are recorded ahead', () => {
    const del = { priority: 'deletes', purpose: 'delete' } as const

    it('flushes once for the calls of a reservation, before the first is sent', async () => {
      const disk = new MemoryDisk()
      const appends = countAppends(disk)
      const ledger = await open(disk, frozenClock())
      for (let upcoming = 15; upcoming >= 0; upcoming -= 1) await ledger.record(del, upcoming)
      expect(appends()).toBe(1)
      expect((await open(disk, frozenClock())).earlierCalls).toHaveLength(16)
    })

    it('counts them after a crash, whether they were made or not', async () => {
      const disk = new MemoryDisk()
      await (await open(disk, frozenClock())).record(del, 15)
      expect((await open(disk.crash(), frozenClock())).earlierCalls).toHaveLength(16)
    })

    it('does not count those that were withdrawn', async () => {
      const disk = new MemoryDisk()
      const ledger = await open(disk, frozenClock())
      await ledger.record(del, 15)
      await ledger.record(del, 14)
      await ledger.withdraw(del)
      expect((await open(disk, frozenClock())).earlierCalls).toHaveLength(2)
    })

    it('records them again if they are made later, so that they count for a whole hour', async () => {
      const disk = new MemoryDisk()
      const clock = frozenClock()
      const ledger = await open(disk, clock)
      await ledger.record(del, 3)
      clock.advance(20_000)
      const at = ledger.clock.now()
      await ledger.record(del, 2)
      const calls = (await open(disk, clock)).earlierCalls
      expect(calls.map((call) => call.at === at)).toEqual([false, true, true, true])
    })

    it('counts none of them as recorded if the disk is full', async () => {
      const disk = new MemoryDisk()
      const ledger = await open(disk, frozenClock())
      await ledger.record(listing)
      disk.capacity = disk.used()
      await expect(ledger.record(del, 15)).rejects.toThrow('ENOSPC')
      disk.capacity = Number.POSITIVE_INFINITY
      await ledger.record(del, 15)
      expect((await open(disk, frozenClock())).earlierCalls).toHaveLength(17)
    })
  })

  it('counts each call once when a crash leaves both the old and the new file', async () => {
    const disk = new MemoryDisk()
    const clock = frozenClock()
    await (await open(disk, clock)).record(listing)
    disk.fault = (operation) => (operation === 'remove' ? 'EACCES' : null)
    await (await open(disk, clock)).record(listing)
    expect(names(disk)).toHaveLength(2)
    disk.fault = () => null
    expect((await open(disk, clock)).earlierCalls).toHaveLength(2)
    expect(names(disk)).toHaveLength(1)
  })

  it('loses no call that was written, wherever the file is torn', async () => {
    const whole = new MemoryDisk()
    const clock = frozenClock()
    const ledger = await open(whole, clock)
    for (let nth = 0; nth < 3; nth += 1) await ledger.record(listing)
    const bytes = whole.files.get('budget/a.1.log') ?? new Uint8Array()
    for (let length = 0; length <= bytes.length; length += 1) {
      const torn = new MemoryDisk(new Map([['budget/a.1.log', bytes.slice(0, length)]]))
      const lines = new TextDecoder().decode(bytes.slice(0, length)).split('\n').length - 2
      expect((await open(torn, clock)).earlierCalls).toHaveLength(Math.max(0, lines))
    }
  })

  it('leaves a file of another version alone and starts a new one', async () => {
    const disk = new MemoryDisk()
    const clock = frozenClock()
    await (await open(disk, clock)).record(listing)
    const newer = new TextEncoder().encode('00000000 {"kind":"budget","v":9}\n00000000 {}\n')
    disk.files.set('budget/a.1.log', newer)
    await (await open(disk, clock)).record(listing)
    expect(names(disk)).toContain('budget/a.1.log')
    expect((await open(disk, clock)).earlierCalls).toHaveLength(1)
  })

  it('rejects when the disk is full and counts what it could write', async () => {
    const disk = new MemoryDisk()
    const ledger = await open(disk, frozenClock())
    await ledger.record(listing)
    disk.capacity = disk.used()
    await expect(ledger.record(listing)).rejects.toThrow('ENOSPC')
    disk.capacity = Number.POSITIVE_INFINITY
    expect((await open(disk, frozenClock())).earlierCalls).toHaveLength(1)
  })

  it('reads a ledger file of version 1', async () => {
    const golden = await readFile(path.join(import.meta.dirname, 'golden/ledger-v1.log'))
    const disk = new MemoryDisk(new Map([['budget/a.7.log', golden]]))
    const { earlierCalls } = await open(disk, frozenClock())
    expect(
      earlierCalls.map(({ n, lane: priority, purpose }) => `${String(n)} ${priority} ${purpose}`),
    ).toEqual(['41 reads listing', '42 deletes delete', '43 copies download', '44 deletes listing'])
    expect(names(disk)).toEqual(['budget/a.8.log'])
  })
})
