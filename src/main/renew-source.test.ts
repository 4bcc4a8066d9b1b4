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

describe('renewSource', () => {
  let folder: string
  let file: string
  let harness: TransferHarness
  let batchId: string
  let chosen: string | null
  let dialogFolders: string[]

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'refshelf-renew-')))
    file = path.join(folder, 'a.txt')
    await writeFile(file, 'as it is now')
    harness = await TransferHarness.start()
    harness.runners.upload.work = transferAll(() => ({ state: 'failed', problem: 'source-changed' }))
    const source: LocalFile = { path: file, size: 3, modifiedMs: 5 }
    batchId = await harness.addBatch([sampleNewFile('a.txt', { source: { kind: 'file', file: source } })])
    harness.runners.upload.work = null
    ;[chosen, dialogFolders] = [null, []]
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const renew = (from: 'as-it-is' | 'by-dialog', fileId = harness.fileId(batchId, 'a.txt')) =>
    renewSource(
      {
        grants: new FileGrants({
          random: systemRandom,
          clock: new FakeClock(),
          maxFileBytes: () => 1_000,
          isPrivate: () => false,
        }),
        exchange: {
          chooseFile: (near) => {
            dialogFolders.push(near)
            return Promise.resolve(chosen)
          },
        },
        queue: () => harness.transfers,
      },
      { batchId, fileId, from },
    )
  const currentSource = () => harness.transfers.findBatch(batchId)?.files[0]?.file.source

  it('takes the changed file from the same path', async () => {
    expect(await renew('as-it-is')).toEqual({ ok: true, value: { isRenewed: true, refused: null } })
    expect(currentSource()).toMatchObject({ kind: 'file', file: { path: file, size: 12 } })
    expect(dialogFolders).toEqual([])
  })

  it('takes the file that the user chooses in a dialog, which opens in the old folder', async () => {
    chosen = path.join(folder, 'another name.txt')
    await writeFile(chosen, 'chosen')
    expect(await renew('by-dialog')).toMatchObject({ value: { isRenewed: true } })
    expect(dialogFolders).toEqual([folder])
    expect(currentSource()).toMatchObject({ file: { path: chosen, size: 6 } })
    expect(harness.transfers.findBatch(batchId)?.files[0]?.file.identity.name).toBe('a.txt')
  })

  it('changes nothing if the dialog is closed', async () => {
    expect(await renew('by-dialog')).toEqual({ ok: true, value: { isRenewed: false, refused: null } })
    expect(harness.fileStates(batchId)).toEqual({ 'a.txt': 'failed: source-changed' })
  })

  it.each<[string, () => Promise<unknown>]>([
    ['vanished', () => rm(file)],
    ['link', () => rm(file).then(() => symlink('/etc/hostname', file))],
    ['too-large', () => truncate(file, 1_001)],
    ['not-a-file', () => rm(file).then(() => mkdir(file))],
  ])('reports why the file at that path cannot be uploaded: %s', async (refused, change) => {
    await change()
    expect(await renew('as-it-is')).toEqual({ ok: true, value: { isRenewed: false, refused } })
    expect(harness.fileStates(batchId)).toEqual({ 'a.txt': 'failed: source-changed' })
  })

  it('does not take files from a folder that replaced the file', async () => {
    await rm(file)
    await mkdir(file)
    await writeFile(path.join(file, 'inside.txt'), 'x')
    expect(await renew('as-it-is')).toEqual({ ok: true, value: { isRenewed: false, refused: 'not-a-file' } })
  })

  it('rejects a file that the queue does not know or that needs no new source', async () => {
    expect(await renew('as-it-is', 'unknown-0')).toMatchObject({ failure: { kind: 'plan-unknown' } })
    await renew('as-it-is')
    expect(await renew('as-it-is')).toMatchObject({ failure: { kind: 'plan-unknown' } })
  })
})
