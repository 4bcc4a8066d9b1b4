import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile, outcomesByName } from '../../testing/deletion-harness'
import { toSelectedAsset } from '../../shared/selected-asset'

const five = ['a', 'b', 'c', 'd', 'e'].map((name) => storedFile(name))

/** The number of requests since there were `requestsBefore`. */
function callsSince(harness: DeletionHarness, requestsBefore: number): number {
  return harness.platform.requests.length - requestsBefore
}

describe('the limits of a run', () => {
  it('refuse too many files before anything is sent', async () => {
    const harness = DeletionHarness.overFiles(five)
    const assets = await harness.listAssets([1])
    const requestsBefore = harness.platform.requests.length
    harness.limits.maxFilesPerJob = 4
    expect(await harness.deletions.planDeletion(assets.map(toSelectedAsset))).toMatchObject({
      ok: false,
      failure: { kind: 'deletion-too-many-files' },
    })
    expect(callsSince(harness, requestsBefore)).toBe(0)
    expect((await harness.deletions.planDeletion(assets.slice(1).map(toSelectedAsset))).ok).toBe(true)
  })

  it('refuse too many bytes, by the sizes of the window and by the listing', async () => {
    const harness = DeletionHarness.overFiles(five)
    const assets = await harness.listAssets([1])
    harness.limits.maxBytesPerJob = 499
    expect(await harness.deletions.planDeletion(assets.map(toSelectedAsset))).toMatchObject({
      ok: false,
      failure: { kind: 'deletion-too-large' },
    })
    const withoutSizes = assets.map((asset) => ({ ...toSelectedAsset(asset), size: null }))
    for (const { name } of five)
      harness.platform.put(storedFile(name, { size: 100, modifiedDate: '2026-03-04T06:06:00.0000000Z' }))
    // A selection without sizes cannot bypass the limit: its files count as changed and are excluded.
    const question = await harness.deletions.planDeletion(withoutSizes)
    expect(question.ok && question.value.files.map(({ planned }) => planned.state)).toEqual(
      five.map(() => 'excluded'),
    )
  })

  it('are those of the settings at the time of confirmation', async () => {
    const harness = DeletionHarness.overFiles(five)
    const question = await harness.planDeletion(await harness.listAssets([1]))
    harness.limits.maxFilesPerJob = 2
    expect(await harness.deletions.confirmPlan(question.planId)).toMatchObject({
      failure: { kind: 'deletion-too-many-files' },
    })
    harness.limits.maxFilesPerJob = 5
    expect(outcomesByName(await harness.runDeletion(question))).toMatchObject({ a: 'deleted-and-verified' })
  })
})

describe('a protected file', () => {
  it('is shown as protected in the plan, and not deleted', async () => {
    const harness = DeletionHarness.overFiles(five)
    harness.protects = ({ name }) => name === 'c'
    const question = await harness.planDeletion(await harness.listAssets([1]))
    expect(question.files[2]?.planned).toEqual({ state: 'excluded', reason: 'protected' })
    expect(question.bytes).toBe(400)
    expect(outcomesByName(await harness.runDeletion(question))).toMatchObject({ c: 'not-deleted: protected' })
    expect(harness.platform.names()).toEqual(['c'])
  })

  it('also excludes files whose DELETE may remove it', async () => {
    const harness = DeletionHarness.overFiles([
      storedFile('x'),
      storedFile('x', { locale: 'de' }),
      storedFile('y'),
    ])
    harness.protects = ({ locale }) => locale === 'de'
    const neutralFiles = (await harness.listAssets([1])).filter(({ locale }) => locale === null)
    expect(outcomesByName(await harness.runDeletion(await harness.planDeletion(neutralFiles)))).toEqual({
      x: 'not-deleted: sibling-protected',
      y: 'deleted-and-verified',
    })
  })

  it('is not deleted if its lock is set after the confirmation', async () => {
    const harness = DeletionHarness.overFiles(five)
    harness.platform.afterWork = () => {
      if (harness.platform.deletes().length === 1) harness.protects = ({ name }) => name === 'e'
    }
    const run = await harness.deleteFiles(['a', 'b', 'c', 'd', 'e'])
    expect(outcomesByName(run)).toMatchObject({ d: 'deleted-and-verified', e: 'not-deleted: protected' })
    expect(harness.platform.names()).toEqual(['e'])
  })
})

describe('a read-only connection', () => {
  it('refuses to plan, confirm or continue, and sends no request', async () => {
    const harness = DeletionHarness.overFiles(five)
    const assets = await harness.listAssets([1])
    const question = await harness.planDeletion(assets)
    harness.isReadOnly = true
    const requestsBefore = harness.platform.requests.length
    const refused = { ok: false, failure: { kind: 'connection-read-only' } }
    expect(await harness.deletions.planDeletion(assets.map(toSelectedAsset))).toMatchObject(refused)
    expect(await harness.deletions.confirmPlan(question.planId)).toMatchObject(refused)
    expect(await harness.deletions.continueDeletion('any')).toMatchObject(refused)
    expect(callsSince(harness, requestsBefore)).toBe(0)
  })

  it('stops a running deletion when it is made read-only', async () => {
    const harness = DeletionHarness.overFiles(five)
    harness.platform.afterWork = () => {
      if (harness.platform.deletes().length === 1) harness.isReadOnly = true
    }
    const run = await harness.deleteFiles(['a', 'b', 'c'])
    expect(run.stop?.reason).toBe('connection-read-only')
    expect(outcomesByName(run)).toMatchObject({ a: 'deleted-and-verified', b: 'not-deleted: job-stopped' })
    expect(harness.platform.deletes()).toHaveLength(1)
  })
})

describe('two deletions at once', () => {
  it('are prevented, even if two plans are confirmed concurrently', async () => {
    const harness = DeletionHarness.overFiles(five)
    const assets = await harness.listAssets([1])
    const questions = [
      await harness.planDeletion(assets.slice(0, 2)),
      await harness.planDeletion(assets.slice(2)),
    ]
    const ended = harness.whenEnded()
    const started = await Promise.all(questions.map(({ planId }) => harness.deletions.confirmPlan(planId)))
    await ended
    expect(started.map(({ ok }) => ok)).toEqual([true, false])
    expect(harness.platform.names()).toEqual(['c', 'd', 'e'])
  })
})
