import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MemoryLogFiles } from '../../testing/memory-storage'
import { openAppendLog, type AppendLog, type AppendLogOptions } from './append-log'
import { compactLog } from './compact-log'

type Entry = number

function optionsOf(files: MemoryLogFiles): AppendLogOptions<Entry> {
  return { files, fileName: 'numbers.log', kind: 'numbers', version: 1, schema: z.number() }
}

async function openWith(count: number): Promise<{ files: MemoryLogFiles; log: AppendLog<Entry> }> {
  const files = new MemoryLogFiles()
  await (await openAppendLog(optionsOf(files))).append(...Array.from({ length: count }, (_, n) => n))
  return { files, log: await openAppendLog(optionsOf(files)) }
}

describe('compacting a log', () => {
  it.each([
    [1_008, 1_008],
    [1_009, 2],
  ])('with %i lines, of which 2 count, leaves %i', async (lines, left) => {
    const { files, log } = await openWith(lines)
    const compacted = await compactLog(optionsOf(files), log, { minimal: [7, 8] })
    expect(compacted.entries).toHaveLength(left)
    expect(compacted === log).toBe(left === lines)
    expect((await openAppendLog(optionsOf(files))).entries).toHaveLength(left)
  })

  it('without spare lines leaves nothing of a log that has no effect', async () => {
    const { files, log } = await openWith(1)
    const compacted = await compactLog(optionsOf(files), log, { minimal: [], spareLines: 0 })
    expect(compacted.entries).toEqual([])
    await compacted.append(9)
    expect((await openAppendLog(optionsOf(files))).entries).toEqual([9])
  })

  it('continues the longer log if the disk fails', async () => {
    const { files, log } = await openWith(2_000)
    files.disk.fault = (operation) => (operation === 'replace' ? 'EIO' : null)
    const same = await compactLog(optionsOf(files), log, { minimal: [1] })
    files.disk.fault = () => null
    expect(same.entries).toHaveLength(2_000)
    await same.append(1)
    expect((await openAppendLog(optionsOf(files))).entries).toHaveLength(2_001)
  })

  it('leaves a log that it may not write unchanged', async () => {
    const { files } = await openWith(2_000)
    const options = { ...optionsOf(files), minEntries: 2_001 }
    const log = await openAppendLog(options)
    expect(log.isReadOnly).toBe(true)
    expect(await compactLog(options, log, { minimal: [1] })).toBe(log)
    expect((await openAppendLog(optionsOf(files))).entries).toHaveLength(2_000)
  })
})
