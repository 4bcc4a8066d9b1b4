import { describe, expect, it } from 'vitest'
import { toSelectedAsset } from '../../shared/selected-asset'
import { DeletionHarness, storedFile } from '../../testing/deletion-harness'
import { FakeRandom } from '../../testing/memory-ports'
import { defaultSettings } from '../settings/settings'
import { limitTo, makePlan, withCopies, type PlanRequest } from './plan'

/** A request for these files on an account with this many calls left in the hour. */
async function requestFor(names: readonly string[], callsLeft: number): Promise<PlanRequest> {
  const harness = DeletionHarness.overFiles(names.map((name) => storedFile(name)))
  return {
    client: { ...harness.client, estimateWaitMs: (calls) => (calls > callsLeft ? 60_000 : 0) },
    random: new FakeRandom(),
    guard: { isReadOnly: () => false, protects: () => false },
    limits: defaultSettings,
    subject: {
      accountKey: 'k',
      connectionName: 'Acme',
      connectionColor: 'blue',
      host: 'h',
      accountId: 'a',
      kind: 'server',
    },
    keepsCopies: true,
    selection: (await harness.listAssets([1])).map(toSelectedAsset),
  }
}

const eight = Array.from({ length: 8 }, (_, index) => `f${String(index)}`)

describe('the price of a plan', () => {
  it.each([
    [100, 8],
    [19, 8],
    [18, 7],
    [10, 3],
    [5, 1],
    [4, 0],
    [0, 0],
  ])('with %d calls left covers %d of 8 files this hour', async (callsLeft, filesThisHour) => {
    const request = await requestFor(eight, callsLeft)
    const plan = await makePlan(request)
    if (!plan.ok) throw new Error(plan.failure.kind)
    // Two listings, one after the canary, and a copy and a DELETE for each file.
    expect(plan.value.question).toMatchObject({ calls: 3 + 8 * 2, filesThisHour })
    expect(plan.value.question.waitMs > 0).toBe(filesThisHour < 8)
    if (filesThisHour === 0) return
    const limited = withCopies(limitTo(plan.value, filesThisHour), request)
    expect(limited.question).toMatchObject({ waitMs: 0, filesThisHour, bytes: filesThisHour * 100 })
    expect(limited.question.files).toHaveLength(filesThisHour)
  })
})
