import { describe, expect, it } from 'vitest'
import { MemoryDisk, MemoryLogFiles } from '../../testing/memory-storage'
import { serializeLog } from '../storage/append-log'
import { fileStateOf, openBinLog, replayEvents, type BinEvent } from './bin-log'

const path = 'bin/bin.log'

function keptEvent(id: string): BinEvent {
  return {
    t: 'kept',
    id,
    identity: {
      context: { family: 'classic', scope: 'pr7214' },
      segmentId: 1,
      locale: 'de',
      relativePath: 'ui',
      name: `${id}.png`,
    },
    size: 5,
    sha256: 'a'.repeat(64),
    contentType: 'image/png',
    createdDate: null,
    modifiedDate: '2026-01-02T03:04:05',
    projectId: 7214,
    serverKey: 'https://a.example',
    host: 'a.example',
    accountId: 'acme',
    connectionName: 'Acme',
    jobId: 'job-1',
    why: 'to-delete',
    keptAt: 1,
    expiresAt: 2,
  }
}

/** Events of two thousand removed copies and of three that remain: one unchanged, one reused, one restored. */
function history(): BinEvent[] {
  const removed = Array.from({ length: 2_000 }, (_, index): BinEvent[] => [
    keptEvent(`gone-${String(index)}`),
    { t: 'removed', id: `gone-${String(index)}`, at: 3, why: 'expired' },
  ]).flat()
  const repeated = { jobId: 'job-2', why: 'at-risk', keptAt: 5, expiresAt: 6 } as const
  return [
    keptEvent('plain'),
    keptEvent('again'),
    keptEvent('restored'),
    ...removed,
    { t: 'kept-again', id: 'again', ...repeated },
    { t: 'restored', id: 'restored', at: 4 },
  ]
}

function diskOf(events: readonly BinEvent[]): MemoryDisk {
  return new MemoryDisk(new Map([[path, serializeLog({ kind: 'recycle-bin', version: 1 }, events)]]))
}

const open = async (disk: MemoryDisk) => (await openBinLog(new MemoryLogFiles(disk, 'bin'))).log
const entries = [...replayEvents(history())]

describe('a copy that is kept again', () => {
  const restored: readonly BinEvent[] = [keptEvent('a'), { t: 'restored', id: 'a', at: 4 }]
  const again = { t: 'kept-again', id: 'a', why: 'to-delete', keptAt: 5, expiresAt: 6 } as const

  it('counts as restored only until another deletion uses it', () => {
    const sameRun = replayEvents([...restored, { ...again, jobId: 'job-1', file: 'gone' }])
    expect(sameRun.get('a')).toMatchObject({ restoredAt: 4, file: 'gone' })
    const nextRun = replayEvents([...restored, { ...again, jobId: 'job-2', file: 'not-checked' }])
    expect(nextRun.get('a')).toMatchObject({ restoredAt: null, file: 'not-checked' })
  })

  it('is of a deleted file if an older version made it to delete the file', () => {
    const [event] = restored
    if (event?.t !== 'kept') throw new Error('no copy')
    const stateOf = (why: 'to-delete' | 'at-risk', file?: 'on-server') => {
      const [entry] = replayEvents([{ ...event, why, file }]).values()
      return entry === undefined ? null : fileStateOf(entry)
    }
    expect([stateOf('to-delete'), stateOf('at-risk'), stateOf('to-delete', 'on-server')]).toEqual([
      'gone',
      'not-checked',
      'on-server',
    ])
  })
})

describe('a log that is mostly history', () => {
  it('is compacted when opened, keeps its entries, and can be appended to', async () => {
    const disk = diskOf(history())
    const log = await open(disk)
    expect(log.entries).toHaveLength(4)
    expect([...replayEvents(log.entries)]).toEqual(entries)
    await log.append({ t: 'removed', id: 'plain', at: 7, why: 'purged' })
    const after = await open(disk)
    expect([...replayEvents(after.entries).keys()]).toEqual(['again', 'restored'])
    expect([...disk.files.keys()]).toEqual([path])
  })

  it('keeps its entries after a crash at any moment', async () => {
    const lengths = new Set<number>()
    const fullLength = diskOf(history()).files.get(path)?.length
    const opened: unknown[] = []
    for (let moment = 0; opened.length === 0; moment += 1) {
      const disk = diskOf(history())
      void open(disk).then((log) => opened.push(log))
      for (let ticks = 0; ticks < moment; ticks += 1) await Promise.resolve()
      const after = disk.crash((_path, bytes) => bytes.length >> 1)
      lengths.add(after.files.get(path)?.length ?? 0)
      expect([...replayEvents((await open(after)).entries)], String(moment)).toEqual(entries)
    }
    // Crashes happened before and after the replacement, but left nothing in between.
    expect(lengths.size).toBe(2)
    expect(lengths).toContain(fullLength)
  })

  it('stays usable if compaction fails', async () => {
    const disk = diskOf(history())
    disk.fault = (operation) => (operation === 'replace' ? 'ENOSPC' : null)
    const log = await open(disk)
    expect(log.entries).toHaveLength(history().length)
    await log.append({ t: 'removed', id: 'plain', at: 7, why: 'purged' })
    expect(replayEvents((await open(disk)).entries).size).toBe(2)
  })

  it('is not changed if it is short, damaged or of another version', async () => {
    const damaged = diskOf(history())
    const bytes = damaged.files.get(path)?.slice() ?? new Uint8Array()
    bytes[200] = 0
    const disks = [
      diskOf(history().slice(0, 900)),
      new MemoryDisk(new Map([[path, bytes]])),
      new MemoryDisk(new Map([[path, serializeLog({ kind: 'recycle-bin', version: 2 }, history())]])),
    ]
    for (const disk of disks) {
      const before = disk.files.get(path)
      await open(disk)
      expect(Buffer.from(before ?? []).equals(disk.files.get(path) ?? new Uint8Array())).toBe(true)
    }
  })
})
