import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { BlobsPort, LogFilesPort } from '../../core/ports'
import { RecycleBin } from '../../core/recycle-bin/recycle-bin'
import { openAppendLog, type AppendLog } from '../../core/storage/append-log'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import { nodeHash } from '../../testing/memory-ports'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from '../../testing/memory-storage'
import { memoryTrustedTime } from '../../testing/memory-trusted-time'
import { DiskBlobs } from './disk-blobs'
import { DiskLogFiles } from './disk-log-files'

const run = promisify(execFile)
const megabyte = 1_048_576
const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-small-disk-'))
const isMounted = await mount()

/** Mounts a real disk of 2 MB at the folder. Needs root and a kernel that allows mounting; false otherwise. */
async function mount(): Promise<boolean> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
    return true
  } catch {
    process.stderr.write('disk-full: no disk can be mounted here; using a disk in memory instead\n')
    return false
  }
}

afterAll(async () => {
  if (isMounted) await run('umount', [folder])
  await rm(folder, { recursive: true })
})

interface SmallDisk {
  readonly logs: LogFilesPort
  readonly blobs: BlobsPort
}

function smallDisk(): SmallDisk {
  if (isMounted) {
    return {
      logs: new DiskLogFiles(path.join(folder, 'logs')),
      blobs: new DiskBlobs(path.join(folder, 'blobs')),
    }
  }
  const disk = new MemoryDisk()
  disk.capacity = 2 * megabyte
  return { logs: new MemoryLogFiles(disk, 'logs'), blobs: new MemoryBlobs(disk, 'blobs') }
}

let disk: SmallDisk

beforeEach(() => {
  disk = smallDisk()
})

afterEach(async () => {
  for (const name of await readdir(folder)) await rm(path.join(folder, name), { recursive: true })
})

const schema = z.strictObject({ n: z.number(), filler: z.string() })
type Line = z.infer<typeof schema>

function openLog(): Promise<AppendLog<Line>> {
  return openAppendLog({ files: disk.logs, fileName: 'a.log', kind: 'lines', version: 1, schema })
}

function line(n: number): Line {
  return { n, filler: 'x'.repeat(9_973) }
}

async function* chunks(count: number): AsyncGenerator<Uint8Array> {
  for (let chunk = 0; chunk < count; chunk += 1) yield await Promise.resolve(new Uint8Array(65_536))
}

describe(`a ${isMounted ? 'full disk of 2 MB' : 'full disk of 2 MB in memory'}`, () => {
  it('loses no acknowledged log line, and accepts lines again once there is space', async () => {
    await disk.blobs.write('ballast', chunks(8), () => true)
    const log = await openLog()
    let acknowledged = 0
    const fillUp = async (): Promise<void> => {
      for (; acknowledged < 1_000; acknowledged += 1) await log.append(line(acknowledged))
    }
    await expect(fillUp()).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(acknowledged).toBeGreaterThan(100)

    const reopened = await openLog()
    expect([reopened.isReadOnly, reopened.entries.length]).toEqual([false, acknowledged])
    await disk.blobs.remove('ballast')
    await log.append(line(acknowledged))
    expect((await openLog()).entries.map(({ n }) => n)).toEqual([...Array(acknowledged + 1).keys()])
  })

  it('keeps whole blobs, and no part of a blob that does not fit', async () => {
    await disk.blobs.write('fits', chunks(16), () => true)
    const free = await disk.blobs.freeBytes()
    await expect(disk.blobs.write('too large', chunks(40), () => true)).rejects.toMatchObject({
      code: 'ENOSPC',
    })
    expect(await disk.blobs.list()).toEqual(['fits'])
    expect(await disk.blobs.freeBytes()).toBe(free)
    expect(free).toBeLessThanOrEqual(megabyte)
    await disk.blobs.write('fits too', chunks(8), () => true)
  })

  it('keeps the backups that fit, and reports those that do not', async () => {
    const harness = await RecycleBinHarness.start()
    const bin = new RecycleBin({
      ...disk,
      measure: nodeHash.measure,
      clock: harness.clock,
      random: { fraction: () => 0, id: nextId },
      time: memoryTrustedTime(harness.clock),
      settings: () => ({ binDays: 30, binBytes: 100 * megabyte, keepCopies: true }),
      isRunOpen: () => false,
      onChange: () => undefined,
    })
    const names = ['1', '2', '3', '4', '5', '6'].map((n) => `large-${n}.bin`)
    for (const [n, name] of names.entries()) {
      await harness.server.store.put({ segmentId: 1, name, bytes: String(n).repeat(450_000) })
    }
    const outcomes: string[] = []
    for (const name of names) {
      const request = { open: harness.open, runId: 'run-1', why: 'to-delete' } as const
      const backup = await bin.backUp(await harness.findAsset(name), request)
      outcomes.push(backup.ok ? 'kept' : backup.failure)
    }
    expect(outcomes).toEqual(['kept', 'kept', 'kept', 'kept', 'disk-full', 'disk-full'])
    const entries = await bin.listCopies()
    expect(await disk.blobs.list()).toHaveLength(4)
    if (isMounted) expect(await readdir(path.join(folder, 'blobs'))).toHaveLength(4)
    for (const entry of entries) expect(await bin.isCopyIntact(entry)).toBe(true)

    await bin.purgeCopies(entries.slice(0, 2).map(({ id }) => id))
    const again = await bin.backUp(await harness.findAsset('large-6.bin'), {
      open: harness.open,
      runId: 'run-1',
      why: 'to-delete',
    })
    expect(again.ok).toBe(true)
    await harness.close()
  })
})

let ids = 0

function nextId(): string {
  ids += 1
  return `copy-${String(ids)}`
}
