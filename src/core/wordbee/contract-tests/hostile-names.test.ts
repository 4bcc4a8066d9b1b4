import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AssetSpec, SeedSpec } from '../../../demo-server'
import type { AssetContext } from '../../../shared/asset'
import {
  contractHarnesses,
  expectTruthfulReport,
  missingFiles,
  fileKey,
  type ContractHarness,
} from '../../../testing/contract-harness'
import { describeOutcome } from '../../../testing/client-deletion-harness'
import { hostileText } from '../../../testing/hostile-names'
import { selectedAssetSchema } from '../../../shared/ipc/schemas'
import { sendDelete } from '../../deletion/send-delete'

const start = contractHarnesses()

const segmentId = 27_665_601
const seedValue = 20_261_123

const hostilePath = fc.record({
  name: hostileText,
  locale: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(null, 'en', 'de', 'zh-Hans') }, hostileText),
  relativePath: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('', 'ui', 'public/views', 'en') },
    hostileText,
  ),
})

/** This many files of one segment, each with a different storage path. */
function hostileSeed(count: number): SeedSpec {
  const samples = fc.sample(hostilePath, { numRuns: count * 4, seed: seedValue })
  const unique = new Map<string, AssetSpec>()
  for (const [index, sample] of samples.entries()) {
    const folder = sample.relativePath.split(/[\\/]/).filter((part) => part !== '')
    const path = [...folder, ...sample.name.split(/[\\/]/)]
    const key = JSON.stringify([sample.locale === '' ? null : sample.locale, path])
    if (unique.size < count && !unique.has(key))
      unique.set(key, { ...sample, segmentId, bytes: 'x'.repeat(1 + (index % 90)) })
  }
  return {
    projects: [{ id: 7214 }],
    documents: [{ did: 19_914, pid: 7214, flexId: '19914' }],
    jobs: [{ id: 's773', pid: 7214 }],
    segments: [{ sid: segmentId, did: 19_914 }],
    assets: [...unique.values()],
  }
}

const contexts: readonly (readonly [string, AssetContext])[] = [
  ['a project', { family: 'classic', scope: 'pr7214' }],
  ['a job', { family: 'classic', scope: 'jbs773' }],
  ['a Flex document', { family: 'flex', documentId: '19914' }],
]

async function hostileHarness(count: number): Promise<ContractHarness> {
  const harness = await start({ seed: hostileSeed(count) })
  expect(harness.server.store.all()).toHaveLength(count)
  return harness
}

/** DELETEs that the server did not refuse for the length of their query. */
function executedDeletes(harness: ContractHarness): readonly unknown[] {
  return harness.listDeletes().filter(({ status }) => status !== 404)
}

it.each(contexts)(
  'deletes each of 400 hostile names alone, or refuses it before anything is sent (%s)',
  async (_n, context) => {
    const harness = await hostileHarness(400)
    const listed = await harness.listAssets(context, [segmentId])
    expect(listed.map(fileKey).sort()).toEqual(harness.server.store.all().map(fileKey).sort())
    let refused = 0
    for (const asset of listed) {
      const before = harness.server.store.all()
      const sentBefore = executedDeletes(harness).length
      const result = await sendDelete(harness.client, asset, () => null)
      const expectedGone = result.kind === 'answered' ? [fileKey(asset)] : []
      expect(missingFiles(before, harness.server.store.all())).toEqual(expectedGone)
      expect(executedDeletes(harness).length - sentBefore).toBe(expectedGone.length)
      if (result.kind !== 'answered') expect(['unsafe-name', 'name-too-long']).toContain(result.kind)
      refused += 1 - expectedGone.length
    }
    expect(refused).toBeGreaterThan(20)
    expect(refused).toBeLessThan(300)
  },
)

it.each(contexts)(
  'a run over 400 hostile names reports each as deleted or refused and keeps the rest (%s)',
  async (_n, context) => {
    const harness = await hostileHarness(400)
    const before = harness.server.store.all()
    const listed = await harness.listAssets(context, [segmentId])
    const run = await harness.runDeletion(
      await harness.planDeletion(listed.filter((_asset, index) => index % 3 !== 0)),
    )
    expect(run.stop).toBeNull()
    expectTruthfulReport(harness, run, before)
    const deleted = run.files.filter(({ outcome }) => outcome.state === 'deleted-and-verified')
    expect(missingFiles(before, harness.server.store.all())).toEqual(
      deleted.map(({ identity }) => fileKey(identity)).sort(),
    )
    const refusals = ['not-deleted: unsafe-name', 'not-deleted: name-too-long']
    for (const { outcome } of run.files)
      expect(['deleted-and-verified', ...refusals]).toContain(describeOutcome(outcome))
    expect(executedDeletes(harness)).toHaveLength(deleted.length)
  },
)

it('a name or folder of any length excludes only its own file, with its reason', async () => {
  const harness = await start({
    seed: {
      ...hostileSeed(0),
      assets: [
        { segmentId, name: 'a.png', bytes: 'x' },
        { segmentId, name: `${'b'.repeat(20_000)}.png`, bytes: 'x' },
        { segmentId, name: `${'.'.repeat(200_000)}x`, bytes: 'x' },
        { segmentId, name: 'd.png', relativePath: 'd'.repeat(20_000), bytes: 'x' },
        { segmentId, name: 'e.png', locale: 'e'.repeat(2_000), bytes: 'x' },
      ],
    },
  })
  const context = { family: 'classic', scope: 'pr7214' } as const
  const assets = await harness.listAssets(context, [segmentId])
  expect(assets).toHaveLength(5)
  for (const { context: c, segmentId: s, locale, relativePath, name, size, modifiedDate } of assets) {
    const selected = { context: c, segmentId: s, locale, relativePath, name, size, modifiedDate }
    expect(selectedAssetSchema.safeParse(selected).success).toBe(true)
  }
  const { files } = await harness.planDeletion(assets)
  const planned = Object.fromEntries(files.map(({ asset, planned: p }) => [asset.name.slice(0, 5), p]))
  expect(planned).toEqual({
    'a.png': { state: 'will-be-deleted' },
    bbbbb: { state: 'excluded', reason: 'name-too-long' },
    '.....': { state: 'excluded', reason: 'name-too-long' },
    'd.png': { state: 'excluded', reason: 'name-too-long' },
    'e.png': { state: 'excluded', reason: 'name-too-long' },
  })
})
