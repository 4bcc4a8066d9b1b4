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
import { outcomeText } from '../../../testing/client-deletion-harness'
import { hostileText } from '../../../testing/hostile-names'
import { sendDelete } from '../../deletion/send-delete'

const start = contractHarnesses()

const segmentId = 27_665_601
const seedValue = 20_261_123

const place = fc.record({
  name: hostileText,
  locale: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(null, 'en', 'de', 'zh-Hans') }, hostileText),
  relativePath: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('', 'ui', 'public/views', 'en') },
    hostileText,
  ),
})

/** So many files of one segment, no two in one place. */
function hostileSeed(count: number): SeedSpec {
  const drawn = fc.sample(place, { numRuns: count * 4, seed: seedValue })
  const unique = new Map<string, AssetSpec>()
  for (const [index, one] of drawn.entries()) {
    const folder = one.relativePath.split(/[\\/]/).filter((part) => part !== '')
    const key = JSON.stringify([one.locale === '' ? null : one.locale, folder, one.name])
    if (unique.size < count && !unique.has(key))
      unique.set(key, { ...one, segmentId, bytes: 'x'.repeat(1 + (index % 90)) })
  }
  return {
    projects: [{ id: 7214 }],
    documents: [{ did: 19_914, pid: 7214, flexId: '19914' }],
    jobs: [{ id: 's773', pid: 7214 }],
    segments: [{ sid: segmentId, did: 19_914 }],
    assets: [...unique.values()],
  }
}

const ways: readonly (readonly [string, AssetContext])[] = [
  ['a project', { family: 'classic', scope: 'pr7214' }],
  ['a job', { family: 'classic', scope: 'jbs773' }],
  ['a Flex document', { family: 'flex', documentId: '19914' }],
]

async function hostileBench(count: number): Promise<ContractHarness> {
  const bench = await start({ seed: hostileSeed(count) })
  expect(bench.server.store.all()).toHaveLength(count)
  return bench
}

it.each(ways)(
  'each of 400 hostile names goes alone, or is refused before a byte leaves (%s)',
  async (_n, context) => {
    const bench = await hostileBench(400)
    const listed = await bench.listAssets(context, [segmentId])
    expect(listed.map(fileKey).sort()).toEqual(bench.server.store.all().map(fileKey).sort())
    let refused = 0
    for (const asset of listed) {
      const before = bench.server.store.all()
      const sent = bench.listDeletes().length
      const answer = await sendDelete(bench.client, asset, () => null)
      const wanted = answer.kind === 'answered' ? [fileKey(asset)] : []
      expect(missingFiles(before, bench.server.store.all())).toEqual(wanted)
      expect(bench.listDeletes().length - sent).toBe(wanted.length)
      if (answer.kind !== 'answered') expect(['unsafe-name', 'name-too-long']).toContain(answer.kind)
      refused += 1 - wanted.length
    }
    expect(refused).toBeGreaterThan(20)
    expect(refused).toBeLessThan(300)
  },
)

it.each(ways)(
  'a job over 400 hostile names tells each as gone or refused, and leaves the rest (%s)',
  async (_n, context) => {
    const bench = await hostileBench(400)
    const before = bench.server.store.all()
    const listed = await bench.listAssets(context, [segmentId])
    const job = await bench.runDeletion(
      await bench.planDeletion(listed.filter((_asset, index) => index % 3 !== 0)),
    )
    expect(job.stop).toBeNull()
    expectTruthfulReport(bench, job, before)
    const told = job.files.filter(({ outcome }) => outcome.state === 'deleted-and-verified')
    expect(missingFiles(before, bench.server.store.all())).toEqual(
      told.map(({ identity }) => fileKey(identity)).sort(),
    )
    const refusals = ['not-deleted: unsafe-name', 'not-deleted: name-too-long']
    for (const { outcome } of job.files)
      expect(['deleted-and-verified', ...refusals]).toContain(outcomeText(outcome))
    expect(bench.listDeletes()).toHaveLength(told.length)
  },
)
