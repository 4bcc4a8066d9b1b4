import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { FakeClock, FakeRandom, nodeHash } from '../../testing/memory-ports'
import { MemoryBlobs, MemoryDisk, MemoryLogFiles } from '../../testing/memory-storage'
import { memoryTrustedTime } from '../../testing/memory-trusted-time'
import { RecycleBin } from './recycle-bin'

const golden = path.join(import.meta.dirname, 'golden/v1')

/** The folder as version 1 left it: two copies (one was backed up twice, one was restored), and a removed one. */
async function readGolden(): Promise<MemoryDisk> {
  const names = await readdir(path.join(golden, 'copies'))
  const files = ['bin/bin.log', ...names.map((name) => `copies/${name}`)]
  const read = async (file: string): Promise<[string, Uint8Array]> => [
    file,
    await readFile(path.join(golden, file)),
  ]
  return new MemoryDisk(new Map(await Promise.all(files.map(read))))
}

function open(disk: MemoryDisk): RecycleBin {
  const clock = new FakeClock()
  return new RecycleBin({
    blobs: new MemoryBlobs(disk, 'copies'),
    logs: new MemoryLogFiles(disk, 'bin'),
    measure: nodeHash.measure,
    clock,
    random: new FakeRandom(),
    time: memoryTrustedTime(clock),
    settings: () => ({ binDays: 30, binBytes: 1_000_000, keepCopies: true }),
    isRunOpen: () => false,
    onChange: () => undefined,
  })
}

describe('a recycle bin of version 1', () => {
  it('is read with every field, its bytes match their hashes, and it can be changed', async () => {
    const disk = await readGolden()
    const bin = open(disk)
    const entries = await bin.listCopies()
    expect(entries.map(({ seen: _seen, ...copy }) => copy)).toEqual([
      {
        id: 'e86579b771546dc74a3a66a11009f151',
        identity: {
          context: { family: 'flex', documentId: '19914' },
          segmentId: 3,
          locale: 'fr',
          relativePath: 'x\\y',
          name: 'flex.txt',
        },
        size: 4,
        sha256: '222f930b87524636da58b1987eabd52f1285cb0ef7dad72f28fcd026fbb3f73f',
        contentType: 'text/plain',
        createdDate: '2025-11-03T09:15:00.0000000Z',
        modifiedDate: '2025-11-03T09:15:00.0000000Z',
        projectId: 7214,
        serverKey: 'https://platform.example',
        host: '127.0.0.1:46883',
        accountId: 'demo',
        connectionName: 'Acme',
        jobId: 'job-3',
        why: 'at-risk',
        keptAt: 1_772_604_420_000,
        expiresAt: 1_775_196_420_000,
        restoredAt: null,
      },
      {
        id: '5af8b31f1b463ad8fd0796f917982fd2',
        identity: {
          context: { family: 'classic', scope: 'pr7214' },
          segmentId: 1,
          locale: 'de',
          relativePath: 'ui/menu',
          name: '#1 100%.png',
        },
        size: 7,
        sha256: '2cea274d0bedc39ec4ab6ba9e59ec889e3ed6fb56a1cf088a64d9b383378dc97',
        contentType: 'image/png',
        createdDate: '2025-11-03T09:15:00.0000000Z',
        modifiedDate: '2025-11-03T09:15:00.0000000Z',
        projectId: 7214,
        serverKey: 'http://127.0.0.1:46883',
        host: '127.0.0.1:46883',
        accountId: 'demo',
        connectionName: 'Acme',
        jobId: 'job-1',
        why: 'to-delete',
        keptAt: 1_772_604_360_000,
        expiresAt: 1_775_196_360_000,
        restoredAt: 1_772_604_360_000,
      },
    ])
    for (const entry of entries) expect(await bin.isCopyIntact(entry)).toBe(true)
    expect(await bin.measureSpace()).toMatchObject({ copies: 2, usedBytes: 11, isReadOnly: false })
    await bin.purgeCopies(entries.map(({ id }) => id))
    expect(await open(disk).listCopies()).toEqual([])
  })
})
