import { describe, expect, it } from 'vitest'
import type { DeletionRun } from '../../shared/deletion'
import { storedFile } from '../../testing/deletion-harness'
import { DeletionWithBinHarness } from '../../testing/deletion-with-bin-harness'
import { fileStateOf } from './bin-log'
import { settledFiles } from './settled-files'

async function statesOf(harness: DeletionWithBinHarness): Promise<Record<string, string>> {
  const copies = await harness.bin.list()
  return Object.fromEntries(
    copies.map((entry) => [`${entry.identity.name}-${String(entry.identity.locale)}`, fileStateOf(entry)]),
  )
}

async function countDeleted({ recycleBin }: DeletionWithBinHarness): Promise<number> {
  return (await recycleBin.measureSpace()).deletedFiles
}

function isDelete({ method }: { readonly method: string }): boolean {
  return method === 'DELETE'
}

async function deleteNeutral(harness: DeletionWithBinHarness): Promise<DeletionRun> {
  const { deletionHarness } = harness
  const assets = await deletionHarness.listAssets([1])
  const neutral = assets.filter(({ locale }) => locale === null)
  return deletionHarness.runDeletion(await deletionHarness.planDeletion(neutral))
}

const files = [storedFile('a'), storedFile('b'), storedFile('b', { locale: 'en' })]

describe('the copies of a deletion', () => {
  it('are of deleted files only once its closing listing has shown that', async () => {
    const harness = new DeletionWithBinHarness(files)
    const run = await deleteNeutral(harness)
    expect(await statesOf(harness)).toEqual({
      'a-null': 'not-checked',
      'b-null': 'not-checked',
      'b-en': 'not-checked',
    })
    expect(await countDeleted(harness)).toBe(0)
    await harness.recycleBin.settleRun(run.id, settledFiles(run))
    expect(await statesOf(harness)).toEqual({ 'a-null': 'gone', 'b-null': 'gone', 'b-en': 'on-server' })
    expect(await countDeleted(harness)).toBe(2)
    const again = await harness.restart()
    expect(await statesOf(again)).toEqual({ 'a-null': 'gone', 'b-null': 'gone', 'b-en': 'on-server' })
  })

  it('are not of deleted files if the server only claims to have deleted them', async () => {
    const harness = new DeletionWithBinHarness(files)
    harness.deletionHarness.platform.fault = (request) => (isDelete(request) ? { body: '' } : null)
    const run = await deleteNeutral(harness)
    await harness.recycleBin.settleRun(run.id, settledFiles(run))
    expect(new Set(Object.values(await statesOf(harness)))).toEqual(new Set(['on-server']))
    expect(await countDeleted(harness)).toBe(0)
  })

  it('stay unchecked without a closing listing', async () => {
    const harness = new DeletionWithBinHarness(files.slice(1))
    let wasSent = false
    harness.deletionHarness.platform.fault = (request) => {
      wasSent ||= isDelete(request)
      return wasSent && !isDelete(request) ? { status: 403, body: '' } : null
    }
    const run = await deleteNeutral(harness)
    await harness.recycleBin.settleRun(run.id, settledFiles(run))
    expect(await statesOf(harness)).toEqual({ 'b-null': 'not-checked', 'b-en': 'not-checked' })
  })

  it('stop counting once they are restored', async () => {
    const harness = new DeletionWithBinHarness(files)
    const run = await deleteNeutral(harness)
    await harness.recycleBin.settleRun(run.id, settledFiles(run))
    const [first] = (await harness.bin.list()).filter((entry) => fileStateOf(entry) === 'gone')
    await harness.recycleBin.markRestored(first?.id ?? '')
    expect(await countDeleted(harness)).toBe(1)
    expect(await harness.recycleBin.restoredCopies()).toEqual([first?.id])
  })
})
