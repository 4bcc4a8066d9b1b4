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

/** The failure of a listing for the switch positions that prevent it. */
const listingFailures: Readonly<Record<string, string>> = {
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
    'deletes one localised file among others of its name, or reports why not (%s)',
    async (_n, context, id) => {
      const harness = await start({ switches })
      const before = harness.server.store.all()
      const listingFailure = listingFailures[`${name} ${String(value)}`]
      if (listingFailure !== undefined) {
        expect(await outcomeOf(harness.listAssets(context, [id]))).toBe(listingFailure)
        return
      }
      expect(describeFiles(await harness.listAssets(context, [id]))).toEqual(
        describeFiles(harness.storedFiles([id])),
      )
      const run = await harness.deleteFiles(context, [id], ({ locale, relativePath, name: file }) => {
        return locale === 'de' && relativePath === '' && file === 'logo.png'
      })
      const target = JSON.stringify([id, 'de', '', 'logo.png'])
      const mayDelete =
        !['deleteRight', 'fileOnDisk'].includes(name) || ['granted', 'free'].includes(String(value))
      const remaining = before.filter((file) => !mayDelete || fileKey(file) !== target)
      expect(describeFiles(harness.server.store.all())).toEqual(describeFiles(remaining))
      expect(run.files.map(({ outcome }) => outcome.state)).toEqual([
        mayDelete ? 'deleted-and-verified' : 'not-deleted',
      ])
      expect(run.vanished).toEqual([])
      expectTruthfulReport(harness, run, before)
    },
  )
})
