import { mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LocalFile } from '../core/transfers/ports'
import { FakeClock } from '../testing/memory-ports'
import { sampleNewFile, transferAll, TransferHarness } from '../testing/transfer-harness'
import { FileGrants } from './adapters/file-grants'
import { systemRandom } from './adapters/system-ports'
import { renewSource } from './renew-source'

describe('a file of the queue that changed', () => {
  let folder: string
  let file: string
  let bench: TransferHarness
  let batchId: string
  let chosen: string | null
  let askedNear: string[]

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'refshelf-anew-')))
    file = path.join(folder, 'a.txt')
    await writeFile(file, 'as it is now')
    bench = await TransferHarness.start()
    bench.runners.upload.work = transferAll(() => ({ state: 'failed', problem: 'source-changed' }))
    const source: LocalFile = { path: file, size: 3, modifiedMs: 5 }
    batchId = await bench.addBatch([sampleNewFile('a.txt', { source: { kind: 'file', file: source } })])
    bench.runners.upload.work = null
    ;[chosen, askedNear] = [null, []]
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const renew = (from: 'as-it-is' | 'by-dialog', fileId = bench.fileId(batchId, 'a.txt')) =>
    renewSource(
      {
        grants: new FileGrants({ random: systemRandom, clock: new FakeClock(), maxFileBytes: () => 1_000 }),
        exchange: {
          chooseFile: (near) => {
            askedNear.push(near)
            return Promise.resolve(chosen)
          },
        },
        queue: () => bench.transfers,
      },
      { batchId, fileId, from },
    )
  const sourceNow = () => bench.transfers.findBatch(batchId)?.files[0]?.file.source

  it('is taken as it is now, from where it stood', async () => {
    expect(await renew('as-it-is')).toEqual({ ok: true, value: { isRenewed: true, refused: null } })
    expect(sourceNow()).toMatchObject({ kind: 'file', file: { path: file, size: 12 } })
    expect(askedNear).toEqual([])
  })

  it('is taken from where the user says, who is asked near the old one', async () => {
    chosen = path.join(folder, 'another name.txt')
    await writeFile(chosen, 'chosen')
    expect(await renew('by-dialog')).toMatchObject({ value: { isRenewed: true } })
    expect(askedNear).toEqual([folder])
    expect(sourceNow()).toMatchObject({ file: { path: chosen, size: 6 } })
    expect(bench.transfers.findBatch(batchId)?.files[0]?.file.identity.name).toBe('a.txt')
  })

  it('stays as it was where the dialog is closed', async () => {
    expect(await renew('by-dialog')).toEqual({ ok: true, value: { isRenewed: false, refused: null } })
    expect(bench.fileStates(batchId)).toEqual({ 'a.txt': 'failed: source-changed' })
  })

  it.each<[string, () => Promise<unknown>]>([
    ['vanished', () => rm(file)],
    ['link', () => rm(file).then(() => symlink('/etc/hostname', file))],
    ['too-large', () => truncate(file, 1_001)],
    ['not-a-file', () => rm(file).then(() => mkdir(file))],
  ])('says why what stands there now cannot be uploaded: %s', async (refused, change) => {
    await change()
    expect(await renew('as-it-is')).toEqual({ ok: true, value: { isRenewed: false, refused } })
    expect(bench.fileStates(batchId)).toEqual({ 'a.txt': 'failed: source-changed' })
  })

  it('is not replaced by the files of a folder that stands in its place', async () => {
    await rm(file)
    await mkdir(file)
    await writeFile(path.join(file, 'inside.txt'), 'x')
    expect(await renew('as-it-is')).toEqual({ ok: true, value: { isRenewed: false, refused: 'not-a-file' } })
  })

  it('is none that the queue does not know, or that waits for no such thing', async () => {
    expect(await renew('as-it-is', 'nobody-0')).toMatchObject({ failure: { kind: 'plan-unknown' } })
    await renew('as-it-is')
    expect(await renew('as-it-is')).toMatchObject({ failure: { kind: 'plan-unknown' } })
  })
})
