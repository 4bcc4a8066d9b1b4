import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import { nodeHash } from '../../testing/memory-ports'
import { Restores } from './restores'
import type { SavePort } from '../ports'
import { saveCopies } from './save-copies'
import { accessTo } from '../../testing/fixed-access'

const dayMs = 24 * 60 * 60 * 1_000
const media = { method: 'POST', path: /media\/upload/ }

describe('a copy that is being removed', () => {
  let harness: RecycleBinHarness

  beforeEach(async () => {
    harness = await RecycleBinHarness.start()
  })
  afterEach(() => harness.close())

  const context = () => ({ open: harness.open, runId: 'job-2', why: 'to-delete' as const })

  /** Backs up several files. The copy of `a.txt` is the newest, so it is removed last. */
  async function backUpAll(): Promise<string[]> {
    const ids: string[] = []
    for (const name of ['#1 100%.png', 'empty.txt', 'flex.txt', 'a.txt']) {
      ids.push(await harness.backUp(name))
      harness.clock.advance(1)
    }
    return ids
  }

  /** Starts `work` when the first blob is about to be removed. Returns a function that awaits its result. */
  function onFirstRemoval<Value>(work: () => Promise<Value>): () => Promise<Value | null> {
    let started: Promise<Value> | null = null
    harness.disk.fault = (operation, path) => {
      if (operation === 'remove' && path.startsWith('copies/')) started ??= work()
      return null
    }
    return () => started ?? Promise.resolve(null)
  }

  async function expectCopy(id: string | null): Promise<void> {
    expect((await harness.bin.listCopies()).map((entry) => entry.id)).toContain(id)
    expect(harness.blobPaths()).toContain(`copies/${String(id)}`)
  }

  const removals: readonly (readonly [string, (ids: readonly string[]) => Promise<unknown>])[] = [
    ['purged', (ids) => harness.bin.purgeCopies(ids)],
    [
      'expired',
      async () => {
        harness.clock.advance(30 * dayMs)
        await harness.bin.removeExpired()
        harness.clock.advance(7 * dayMs)
        return harness.bin.removeExpired()
      },
    ],
  ]

  it.each(removals)('is not reused while it is %s: the file is downloaded again', async (_, remove) => {
    const ids = await backUpAll()
    const asset = await harness.findAsset('a.txt')
    const pendingBackup = onFirstRemoval(() => harness.bin.backUp(asset, context()))
    await remove(ids)
    const backup = await pendingBackup()
    if (backup?.ok !== true) throw new Error('backup failed')
    expect(ids).not.toContain(backup.copyId)
    await expectCopy(backup.copyId)
  })

  it('is not reused while it is evicted: its file is refused if there is not enough space', async () => {
    await backUpAll()
    harness.clock.advance(dayMs)
    harness.limits = { ...harness.limits, binBytes: 6_000 }
    await harness.server.store.put({ segmentId: 1, name: 'new.txt', bytes: 'n'.repeat(5_500) })
    const [asset, added] = [await harness.findAsset('a.txt'), await harness.findAsset('new.txt')]
    const pendingBackup = onFirstRemoval(() => harness.bin.backUp(asset, context()))
    const backup = await harness.bin.backUp(added, context())
    expect(await pendingBackup()).toEqual({ ok: false, failure: 'bin-full' })
    await expectCopy(backup.ok ? backup.copyId : null)
  })

  it('stays if it was reused before copies were selected for removal', async () => {
    const ids = await backUpAll()
    const asset = await harness.findAsset('a.txt')
    const [backup, report] = await Promise.all([
      harness.bin.backUp(asset, context()),
      harness.bin.purgeCopies(ids),
    ])
    expect(report).toEqual({ removed: 3, notRemoved: 1 })
    expect(backup).toEqual({ ok: true, copyId: ids[3] })
    await expectCopy(ids[3] ?? null)
  })

  it('cannot be found, but can be found again if the disk fails to remove it', async () => {
    const ids = await backUpAll()
    const finding = onFirstRemoval(() => Promise.all(ids.map((id) => harness.bin.findCopy(id))))
    await harness.bin.purgeCopies(ids.slice(1))
    expect((await finding())?.map((entry) => entry !== null)).toEqual([true, false, false, false])
    harness.disk.fault = (operation) => (operation === 'remove' ? 'EACCES' : null)
    await expect(harness.bin.purgeCopies(ids.slice(0, 1))).rejects.toThrow('EACCES')
    expect(await harness.bin.findCopy(ids[0] ?? '')).not.toBeNull()
  })

  it('is not saved if it was removed while the dialog was open', async () => {
    const ids = await backUpAll()
    const chooseFile: SavePort['chooseFile'] = async (name) => {
      await harness.bin.purgeCopies(ids)
      return { name, write: () => Promise.reject(new Error('nothing may be written')) }
    }
    const chooseFolder: SavePort['chooseFolder'] = () => Promise.resolve(null)
    const report = await saveCopies(harness.bin, { chooseFile, chooseFolder }, ids.slice(3))
    expect(report).toEqual({ cancelled: false, saved: [], failed: [{ copyId: ids[3], why: 'copy-gone' }] })
  })

  it('is not restored, and nothing is sent', async () => {
    const ids = await backUpAll()
    const { bin, clock, open, server } = harness
    await server.store.remove({ segmentId: 1, name: 'a.txt' })
    const ignore = (): void => undefined
    const restores = new Restores({
      bin,
      measure: nodeHash.measure,
      clock,
      connections: accessTo(() => open),
      canWrite: () => true,
      onChange: ignore,
      onRefresh: ignore,
      onRestored: ignore,
    })
    const started = await restores.startRestore(ids.slice(3))
    await bin.purgeCopies(ids.slice(3))
    await restores.whenFinished()
    expect(started.ok).toBe(true)
    expect(restores.currentRestore()?.files.map(({ outcome }) => outcome)).toEqual([{ state: 'copy-gone' }])
    expect(server.calls.count(media)).toBe(0)
  })
})
