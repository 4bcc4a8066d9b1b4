import { describe, expect, it } from 'vitest'
import type { Switches } from '../../demo-server'
import { contractBenches, endOf, expectTruth, facts, placeOf } from '../../testing/contract-bench'
import { crowded, flex, flexCrowded, positions, project } from '../../testing/contract-workspace'

const start = contractBenches()

const everyPosition = Object.entries(positions).flatMap(([name, values]) =>
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
    ['classic', project, crowded],
    ['Flex', flex, flexCrowded],
  ] as const)(
    'deletes one localised file among its namesakes, or says why not (%s)',
    async (_n, context, id) => {
      const bench = await start({ switches })
      const before = bench.server.store.all()
      const refused = refusals[`${name} ${String(value)}`]
      if (refused !== undefined) {
        expect(await endOf(bench.list(context, [id]))).toBe(refused)
        return
      }
      expect(facts(await bench.list(context, [id]))).toEqual(facts(bench.stored([id])))
      const job = await bench.delete(context, [id], ({ locale, relativePath, name: file }) => {
        return locale === 'de' && relativePath === '' && file === 'logo.png'
      })
      const wanted = JSON.stringify([id, 'de', '', 'logo.png'])
      const right = name !== 'deleteRight' || value === 'granted'
      const left = before.filter((file) => !right || placeOf(file) !== wanted)
      expect(facts(bench.server.store.all())).toEqual(facts(left))
      expect(job.files.map(({ outcome }) => outcome.state)).toEqual([
        right ? 'deleted-and-verified' : 'not-deleted',
      ])
      expect(job.vanished).toEqual([])
      expectTruth(bench, job, before)
    },
  )
})
