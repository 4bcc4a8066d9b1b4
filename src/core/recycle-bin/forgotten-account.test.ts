import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import { accountKeyOf } from '../connections/open-connection'

describe('the recycle bin of a forgotten account', () => {
  let harness: RecycleBinHarness
  const account = (): string => accountKeyOf(harness.open)
  const log = (): string => new TextDecoder().decode(harness.disk.files.get('bin/bin.log'))

  beforeEach(async () => {
    harness = await RecycleBinHarness.start()
  })
  afterEach(() => harness.close())

  it('keeps copies whose bytes are missing, because they may return, unless all copies are deleted', async () => {
    const id = await harness.backUp('a.txt')
    const bytes = harness.disk.files.get(`copies/${id}`) ?? new Uint8Array()
    harness.disk.files.delete(`copies/${id}`)
    harness.restart()
    await harness.bin.forgetAccount(account(), { copyIds: null })
    harness.disk.files.set(`copies/${id}`, bytes)
    harness.restart()
    expect((await harness.bin.listCopies()).map((copy) => copy.id)).toEqual([id])

    harness.disk.files.delete(`copies/${id}`)
    harness.restart()
    await harness.bin.forgetAccount(account(), { copyIds: [] })
    expect(log()).not.toContain('a.txt')
  })

  it('is not taken for a damaged one at the next start, and takes new copies', async () => {
    const kept = await harness.backUp('b.txt')
    // Reused, so that the number of events is recorded.
    await harness.backUp('b.txt')
    const gone = await harness.backUp('a.txt')
    await harness.bin.purgeCopies([gone])
    expect(await harness.bin.measureAccount(account())).toEqual({ items: 1, bytes: null })
    await harness.bin.forgetAccount(account(), { copyIds: null })
    expect(log()).not.toContain('a.txt')
    const added = await harness.backUp('#1 100%.png')
    harness.restart()
    const { isCut, isReadOnly, unknownCopies } = await harness.bin.measureSpace()
    expect({ isCut, isReadOnly, unknownCopies }).toEqual({
      isCut: false,
      isReadOnly: false,
      unknownCopies: 0,
    })
    expect((await harness.bin.listCopies()).map((copy) => copy.id).sort()).toEqual([added, kept].sort())
  })

  it('keeps copies of an unfinished deletion', async () => {
    const id = await harness.backUp('a.txt', 'job-9')
    harness.openRuns.add('job-9')
    expect(await harness.bin.purgeCopies([id])).toEqual({ removed: 0, notRemoved: 1 })
    await harness.bin.forgetAccount(account(), { copyIds: [id] })
    expect(await harness.bin.listOfAccount(account())).toHaveLength(1)
  })
})
