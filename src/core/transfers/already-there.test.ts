import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assetKey } from '../assets/asset-key'
import { accountKeyOf } from '../connections/open-connection'
import { nodeHash } from '../../testing/memory-ports'
import { mediaCalls } from '../../testing/upload-harness'
import { UploadPlansHarness } from '../../testing/upload-plans-harness'
import type { KnownBytes } from '../../shared/recycle-bin'

const sha256 = (text: string): string => nodeHash.sha256(new TextEncoder().encode(text))
const text = 'b'.repeat(200_000)
const same = { name: 'b.txt', text }
const deletes = { method: 'DELETE' } as const

let harness: UploadPlansHarness

beforeEach(async () => {
  harness = await UploadPlansHarness.start()
})

afterEach(() => harness.binHarness.close())

/** The hash of the listed file is known, as from a copy of it in the recycle bin. */
async function know(change: Partial<KnownBytes> = {}): Promise<void> {
  const asset = await harness.binHarness.findAsset('b.txt')
  const { size, modifiedDate } = asset
  if (size === null || modifiedDate === null) throw new Error('not listed')
  harness.knownBytes = [{ key: assetKey(asset), size, modifiedDate, sha256: sha256(text), ...change }]
}

const isAlreadyThere = async (): Promise<boolean> =>
  (await harness.planUpload([same])).files[0]?.isAlreadyThere ?? false

describe('a file that is already there', () => {
  it('is known from a hash of the listed version, counted in the plan, and neither deleted nor sent', async () => {
    await know()
    const plan = await harness.planUpload([same, { name: 'new.txt' }])
    expect(plan.files.map((file) => file.isAlreadyThere ?? false)).toEqual([true, false])
    // Two calls for the new file, and two listings.
    expect(plan.calls).toBe(4)
    const { batchId, question } = await harness.startUpload(plan, ['replace', null])
    expect(question).toBeNull()
    await harness.runBatch(batchId)
    expect(harness.queue.outcomes(batchId)).toMatchObject([
      { state: 'skipped', isAlreadyThere: true },
      { state: 'done' },
    ])
    expect(harness.binHarness.server.calls.count(deletes)).toBe(0)
    expect(harness.binHarness.server.calls.count(mediaCalls)).toBe(1)
  })

  it('is known from the preview cache', async () => {
    const asset = await harness.binHarness.findAsset('b.txt')
    const { open } = harness.binHarness
    const { body: chunks } = await open.client.download({ asset })
    await harness.cache.saveFile({ account: accountKeyOf(open), file: asset }, 'file', { chunks })
    expect(await isAlreadyThere()).toBe(true)
  })

  it.each<[string, Partial<KnownBytes>]>([
    ['the hash is of another version', { modifiedDate: '2020-01-01T00:00:00.0000000Z' }],
    ['the hash is of another size', { size: 5 }],
    ['its bytes differ', { sha256: sha256('other') }],
  ])('is replaced if %s', async (_, change) => {
    await know(change)
    expect(await isAlreadyThere()).toBe(false)
  })

  it('is replaced if nothing is known', async () => {
    expect(await isAlreadyThere()).toBe(false)
  })

  it('is sent beside the other if both are kept', async () => {
    await know()
    const plan = await harness.planUpload([same])
    const { batchId } = await harness.startUpload(plan, ['keep-both'])
    await harness.runBatch(batchId)
    expect(harness.queue.outcomes(batchId)).toMatchObject([{ state: 'done' }])
  })

  it('is not taken for the same once the local file has changed', async () => {
    await know()
    const plan = await harness.planUpload([same])
    harness.local.put('/home/me//b.txt', 'changed meanwhile')
    const { question } = await harness.startUpload(plan, ['replace'])
    expect(question?.files).toHaveLength(1)
  })

  it('stays the only one of equal names that differ in case', async () => {
    await know()
    const plan = await harness.planUpload([{ name: 'B.txt', text }])
    expect(plan.files[0]?.isAlreadyThere ?? false).toBe(false)
  })
})
