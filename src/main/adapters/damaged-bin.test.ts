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
  let harness: RecycleBinHarness
  let userData: string
  const index = (): string => path.join(userData, 'recycle-bin', 'bin.log')
  const copies = (): string => path.join(userData, 'recycle-bin', 'copies')

  beforeEach(async () => {
    harness = await RecycleBinHarness.start()
    userData = await mkdtemp(path.join(tmpdir(), 'refshelf-bin-'))
    const bin = start()
    for (const name of ['a.txt', '#1 100%.png']) {
      const context = { open: harness.open, runId: 'job-1', why: 'to-delete' } as const
      expect(await bin.backUp(await harness.findAsset(name), context)).toMatchObject({ ok: true })
    }
  })

  afterEach(async () => {
    await rm(userData, { recursive: true })
    await harness.close()
  })

  /** A recycle bin as the app starts it in this folder. */
  function start(): RecycleBin {
    const folder = path.join(userData, 'recycle-bin')
    const { clock } = harness
    return new RecycleBin({
      blobs: new DiskBlobs(path.join(folder, 'copies')),
      logs: new DiskLogFiles(folder),
      measure: nodeHash.measure,
      clock,
      time: new TrustedTime({ files: new DiskFiles(userData), clock, random: systemRandom }),
      random: systemRandom,
      settings: () => harness.limits,
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
      'a broken link',
      async () => {
        await rm(index())
        await symlink(path.join(userData, 'nowhere'), index())
      },
    ],
  ]

  it.each(damages)('keeps all copies when its index is %s', async (_, damage) => {
    const before = (await readdir(copies())).sort()
    await damage()
    for (let restart = 0; restart < 2; restart += 1) {
      const bin = start()
      await bin.removeExpired().catch(() => 0)
      await bin.measureSpace().catch(() => null)
      harness.clock.advance(dayMs)
    }
    expect((await readdir(copies())).sort()).toEqual(before)
  })

  it('removes the temporary file of a crash by its name, without the index', async () => {
    const before = (await readdir(copies())).sort()
    await writeFile(path.join(copies(), `.${before[0] ?? ''}.0123456789ab.part`), 'half')
    await rm(index())
    await start().measureSpace()
    expect((await readdir(copies())).sort()).toEqual(before)
  })

  it('keeps all copies at a start with the clock 40 days ahead, and at the next one with the right clock', async () => {
    for (const offset of [40 * dayMs, -40 * dayMs]) {
      harness.clock.setWallBy(offset)
      expect(await start().removeExpired()).toBe(0)
    }
    expect(await start().listCopies()).toHaveLength(2)
    expect(await readdir(copies())).toHaveLength(2)
  })
})
