import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { BlobsPort, LogFilesPort } from '../../core/ports'
import { openAppendLog, type AppendLog } from '../../core/storage/append-log'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from '../../testing/memory-storage'
import { DiskBlobs } from './disk-blobs'
import { DiskLogFiles } from './disk-log-files'

const run = promisify(execFile)
const megabyte = 1_048_576
const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-small-disk-'))
const mounted = await mount()

/** Whether a real disk of 2 MB stands at the folder. It takes root, and a kernel that lets root mount. */
async function mount(): Promise<boolean> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
    return true
  } catch {
    process.stderr.write('disk-full: no disk can be mounted here, so the full disk is one in memory\n')
    return false
  }
}

afterAll(async () => {
  if (mounted) await run('umount', [folder])
  await rm(folder, { recursive: true })
})

interface SmallDisk {
  readonly logs: LogFilesPort
  readonly blobs: BlobsPort
}

function smallDisk(): SmallDisk {
  if (mounted) {
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

async function* pieces(count: number): AsyncGenerator<Uint8Array> {
  for (let piece = 0; piece < count; piece += 1) yield await Promise.resolve(new Uint8Array(65_536))
}

describe(`a ${mounted ? 'real disk of 2 MB' : 'disk of 2 MB in memory (none can be mounted here)'}`, () => {
  it('that is full costs a log nothing that was answered, and it goes on when there is room again', async () => {
    await disk.blobs.write('ballast', pieces(8), () => true)
    const log = await openLog()
    let answered = 0
    const fillUp = async (): Promise<void> => {
      for (; answered < 1_000; answered += 1) await log.append(line(answered))
    }
    await expect(fillUp()).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(answered).toBeGreaterThan(100)

    const reopened = await openLog()
    expect([reopened.isReadOnly, reopened.entries.length]).toEqual([false, answered])
    await disk.blobs.remove('ballast')
    await log.append(line(answered))
    expect((await openLog()).entries.map(({ n }) => n)).toEqual([...Array(answered + 1).keys()])
  })

  it('keeps no part of a blob that does not fit, and all of one that does', async () => {
    await disk.blobs.write('fits', pieces(16), () => true)
    const free = await disk.blobs.freeBytes()
    await expect(disk.blobs.write('too large', pieces(40), () => true)).rejects.toMatchObject({
      code: 'ENOSPC',
    })
    expect(await disk.blobs.list()).toEqual(['fits'])
    expect(await disk.blobs.freeBytes()).toBe(free)
    expect(free).toBeLessThanOrEqual(megabyte)
    await disk.blobs.write('fits too', pieces(8), () => true)
  })
})
