import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecycleBin } from '../../core/recycle-bin/recycle-bin'
import { TrustedTime } from '../../core/trusted-time/trusted-time'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import { DiskBlobs } from './disk-blobs'
import { DiskFiles } from './disk-files'
import { DiskLogFiles } from './disk-log-files'
import { nodeHash, systemRandom } from './system-ports'

const dayMs = 24 * 60 * 60 * 1_000

describe('a recycle bin on a real disk', () => {
  let bench: RecycleBinHarness
  let userData: string
  const index = (): string => path.join(userData, 'recycle-bin', 'bin.log')
  const copies = (): string => path.join(userData, 'recycle-bin', 'copies')

  beforeEach(async () => {
    bench = await RecycleBinHarness.start()
    userData = await mkdtemp(path.join(tmpdir(), 'refshelf-bin-'))
    const bin = start()
    for (const name of ['a.txt', '#1 100%.png']) {
      const facts = { open: bench.open, runId: 'job-1', why: 'to-delete' } as const
      expect(await bin.backUp(await bench.findAsset(name), facts)).toMatchObject({ ok: true })
    }
  })

  afterEach(async () => {
    await rm(userData, { recursive: true })
    await bench.close()
  })

  /** The app as it starts on this folder. */
  function start(): RecycleBin {
    const folder = path.join(userData, 'recycle-bin')
    const { clock } = bench
    return new RecycleBin({
      blobs: new DiskBlobs(path.join(folder, 'copies')),
      logs: new DiskLogFiles(folder),
      measure: nodeHash.measure,
      clock,
      time: new TrustedTime({ files: new DiskFiles(userData), clock, random: systemRandom }),
      random: systemRandom,
      settings: () => bench.limits,
      isRunOpen: () => false,
      onChange: () => undefined,
    })
  }

  const damages: readonly (readonly [string, () => Promise<void>])[] = [
    ['missing', () => rm(index())],
    ['empty', () => truncate(index(), 0)],
    ['cut', () => truncate(index(), 700)],
    ['filled with zeros', async () => writeFile(index(), new Uint8Array((await readFile(index())).length))],
    [
      'a folder',
      async () => {
        await rm(index())
        await mkdir(index())
      },
    ],
    [
      'a link to nowhere',
      async () => {
        await rm(index())
        await symlink(path.join(userData, 'nowhere'), index())
      },
    ],
  ]

  it.each(damages)('keeps all copies when its index is %s', async (_, damage) => {
    const before = (await readdir(copies())).sort()
    await damage()
    for (let turn = 0; turn < 2; turn += 1) {
      const bin = start()
      await bin.removeExpired().catch(() => 0)
      await bin.measureSpace().catch(() => null)
      bench.clock.advance(dayMs)
    }
    expect((await readdir(copies())).sort()).toEqual(before)
  })

  it('removes what a crash left half, by its name alone', async () => {
    const before = (await readdir(copies())).sort()
    await writeFile(path.join(copies(), `.${before[0] ?? ''}.0123456789ab.part`), 'half')
    await rm(index())
    await start().measureSpace()
    expect((await readdir(copies())).sort()).toEqual(before)
  })

  it('keeps all copies at a start with the clock 40 days ahead, and at the next one with the right clock', async () => {
    for (const by of [40 * dayMs, -40 * dayMs]) {
      bench.clock.setWallBy(by)
      expect(await start().removeExpired()).toBe(0)
    }
    expect(await start().listCopies()).toHaveLength(2)
    expect(await readdir(copies())).toHaveLength(2)
  })
})
