import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import { MemoryBlobs, MemoryDisk } from '../../testing/memory-storage'
import type { SavePort } from '../ports'
import { saveCopies } from './save-copies'

describe('saving', () => {
  let harness: RecycleBinHarness
  const desktop = new MemoryBlobs(new MemoryDisk(), 'desktop')

  const save: SavePort = {
    chooseFile: (name) =>
      Promise.resolve({ name, write: (chunks, accept) => desktop.write(name, chunks, accept) }),
    chooseFolder: () =>
      Promise.resolve({
        isTaken: (name) => desktop.disk.files.has(`desktop/${name}`),
        targetFor: (name) => ({ name, write: (chunks, accept) => desktop.write(name, chunks, accept) }),
      }),
  }

  beforeEach(async () => {
    desktop.disk.files.clear()
    harness = await RecycleBinHarness.start()
  })
  afterEach(() => harness.close())

  it('writes the bytes under a safe name, without a connection', async () => {
    const id = await harness.backUp('#1 100%.png')
    await harness.server.close()
    expect(await saveCopies(harness.bin, save, [id])).toEqual({ cancelled: false, saved: [id], failed: [] })
    expect(await desktop.list()).toEqual(['#1 100%.png'])
  })

  it('writes several copies to a folder without replacing files', async () => {
    desktop.disk.files.set('desktop/a.txt', new Uint8Array(1))
    const ids = [await harness.backUp('a.txt'), await harness.backUp('b.txt')]
    await saveCopies(harness.bin, save, ids)
    expect([...(await desktop.list())].sort()).toEqual(['a (2).txt', 'a.txt', 'b.txt'])
    expect(desktop.disk.files.get('desktop/a.txt')).toHaveLength(1)
  })

  it('reports a damaged copy and leaves no file of it', async () => {
    const id = await harness.backUp('a.txt')
    harness.disk.files.set(`copies/${id}`, new TextEncoder().encode('x'.repeat(5_000)))
    const report = await saveCopies(harness.bin, save, [id, 'unknown'])
    expect(report.failed).toEqual([
      { copyId: 'unknown', why: 'copy-gone' },
      { copyId: id, why: 'copy-damaged' },
    ])
    expect(await desktop.list()).toEqual([])
  })

  it('reports a disk error', async () => {
    const id = await harness.backUp('a.txt')
    desktop.disk.fault = () => 'ENOSPC'
    const report = await saveCopies(harness.bin, save, [id])
    desktop.disk.fault = () => null
    expect(report.failed).toEqual([{ copyId: id, why: 'disk-full' }])
  })

  it('writes nothing when the user cancels the dialog', async () => {
    const id = await harness.backUp('a.txt')
    const cancelled: SavePort = {
      chooseFile: () => Promise.resolve(null),
      chooseFolder: () => Promise.resolve(null),
    }
    expect(await saveCopies(harness.bin, cancelled, [id])).toMatchObject({ cancelled: true, saved: [] })
  })
})
