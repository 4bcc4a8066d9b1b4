import { describe, expect, it } from 'vitest'
import type { Switches } from '../../../demo-server'
import {
  contractHarnesses,
  outcomeOf,
  expectTruthfulReport,
  describeFiles,
  fileKey,
} from '../../../testing/contract-harness'
import {
  crowdedSegment,
  flexContext,
  flexCrowdedSegment,
  switchPositions,
  projectContext,
} from '../../../testing/contract-workspace'

const start = contractHarnesses()

const everyPosition = Object.entries(switchPositions).flatMap(([name, values]) =>
  values.map((value) => [name, value] as const),
)

/** What a user who deletes one file is told under the positions that keep the file from being deleted, or take others with it. */
const refusals: Readonly<Record<string, string>> = {
  'assetApi absent': 'no-asset-api',
  'anyRight 400': 'forbidden',
  'anyRight 403': 'forbidden',
}

describe.each(everyPosition)('with %s at %s', (name, value) => {
  const switches: Partial<Switches> = { [name]: value }

  it.each([
    ['classic', projectContext, crowdedSegment],
    ['Flex', flexContext, flexCrowdedSegment],
  ] as const)(
    'deletes one localised file among its namesakes, or says why not (%s)',
    async (_n, context, id) => {
      const bench = await start({ switches })
      const before = bench.server.store.all()
      const refused = refusals[`${name} ${String(value)}`]
      if (refused !== undefined) {
        expect(await outcomeOf(bench.listAssets(context, [id]))).toBe(refused)
        return
      }
      expect(describeFiles(await bench.listAssets(context, [id]))).toEqual(
        describeFiles(bench.storedFiles([id])),
      )
      const job = await bench.deleteFiles(context, [id], ({ locale, relativePath, name: file }) => {
        return locale === 'de' && relativePath === '' && file === 'logo.png'
      })
      const wanted = JSON.stringify([id, 'de', '', 'logo.png'])
      const right = name !== 'deleteRight' || value === 'granted'
      const left = before.filter((file) => !right || fileKey(file) !== wanted)
      expect(describeFiles(bench.server.store.all())).toEqual(describeFiles(left))
      expect(job.files.map(({ outcome }) => outcome.state)).toEqual([
        right ? 'deleted-and-verified' : 'not-deleted',
      ])
      expect(job.vanished).toEqual([])
      expectTruthfulReport(bench, job, before)
    },
  )
})
