import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile, outcomesByName } from '../../testing/deletion-harness'
import { toSelectedAsset } from '../../testing/client-deletion-harness'

const five = ['a', 'b', 'c', 'd', 'e'].map((name) => storedFile(name))

/** What the server was asked for since then. */
function callsSince(bench: DeletionHarness, then: number): number {
  return bench.platform.requests.length - then
}

describe('the ceilings of a job', () => {
  it('refuse too many files before anything is sent', async () => {
    const bench = DeletionHarness.overFiles(five)
    const assets = await bench.listAssets([1])
    const then = bench.platform.requests.length
    bench.limits.maxFilesPerJob = 4
    expect(await bench.deletions.planDeletion(assets.map(toSelectedAsset))).toMatchObject({
      ok: false,
      failure: { kind: 'deletion-too-many-files' },
    })
    expect(callsSince(bench, then)).toBe(0)
    expect((await bench.deletions.planDeletion(assets.slice(1).map(toSelectedAsset))).ok).toBe(true)
  })

  it('refuse too many bytes, by what the window saw and by what is listed', async () => {
    const bench = DeletionHarness.overFiles(five)
    const assets = await bench.listAssets([1])
    bench.limits.maxBytesPerJob = 499
    expect(await bench.deletions.planDeletion(assets.map(toSelectedAsset))).toMatchObject({
      ok: false,
      failure: { kind: 'deletion-too-large' },
    })
    const sizeless = assets.map((asset) => ({ ...toSelectedAsset(asset), size: null }))
    for (const { name } of five)
      bench.platform.put(storedFile(name, { size: 100, modifiedDate: '2026-03-04T06:06:00.0000000Z' }))
    // A choice that tells no sizes is no way around: those files count as changed, and are not asked for.
    const question = await bench.deletions.planDeletion(sizeless)
    expect(question.ok && question.value.files.map(({ planned }) => planned.state)).toEqual(
      five.map(() => 'excluded'),
    )
  })

  it('hold as they are when the question is confirmed', async () => {
    const bench = DeletionHarness.overFiles(five)
    const question = await bench.planDeletion(await bench.listAssets([1]))
    bench.limits.maxFilesPerJob = 2
    expect(await bench.deletions.confirmPlan(question.planId)).toMatchObject({
      failure: { kind: 'deletion-too-many-files' },
    })
    bench.limits.maxFilesPerJob = 5
    expect(outcomesByName(await bench.runDeletion(question))).toMatchObject({ a: 'deleted-and-verified' })
  })
})

describe('a protected file', () => {
  it('stands in the question as such, and is not asked for', async () => {
    const bench = DeletionHarness.overFiles(five)
    bench.protects = ({ name }) => name === 'c'
    const question = await bench.planDeletion(await bench.listAssets([1]))
    expect(question.files[2]?.planned).toEqual({ state: 'excluded', reason: 'protected' })
    expect(question.bytes).toBe(400)
    expect(outcomesByName(await bench.runDeletion(question))).toMatchObject({ c: 'not-deleted: protected' })
    expect(bench.platform.names()).toEqual(['c'])
  })

  it('keeps those back that may take it along', async () => {
    const bench = DeletionHarness.overFiles([
      storedFile('x'),
      storedFile('x', { locale: 'de' }),
      storedFile('y'),
    ])
    bench.protects = ({ locale }) => locale === 'de'
    const chosen = (await bench.listAssets([1])).filter(({ locale }) => locale === null)
    expect(outcomesByName(await bench.runDeletion(await bench.planDeletion(chosen)))).toEqual({
      ...{ x: 'not-deleted: sibling-protected', y: 'deleted-and-verified' },
    })
  })

  it('is safe from a lock that is set after the confirmation', async () => {
    const bench = DeletionHarness.overFiles(five)
    bench.platform.afterWork = () => {
      if (bench.platform.deletes().length === 1) bench.protects = ({ name }) => name === 'e'
    }
    const job = await bench.deleteFiles(['a', 'b', 'c', 'd', 'e'])
    expect(outcomesByName(job)).toMatchObject({ d: 'deleted-and-verified', e: 'not-deleted: protected' })
    expect(bench.platform.names()).toEqual(['e'])
  })
})

describe('a read-only connection', () => {
  it('plans nothing, confirms nothing, continues nothing, and asks the server for nothing', async () => {
    const bench = DeletionHarness.overFiles(five)
    const assets = await bench.listAssets([1])
    const question = await bench.planDeletion(assets)
    bench.isReadOnly = true
    const then = bench.platform.requests.length
    const refused = { ok: false, failure: { kind: 'connection-read-only' } }
    expect(await bench.deletions.planDeletion(assets.map(toSelectedAsset))).toMatchObject(refused)
    expect(await bench.deletions.confirmPlan(question.planId)).toMatchObject(refused)
    expect(await bench.deletions.continueDeletion('any')).toMatchObject(refused)
    expect(callsSince(bench, then)).toBe(0)
  })

  it('stops a job that runs when it is made read-only', async () => {
    const bench = DeletionHarness.overFiles(five)
    bench.platform.afterWork = () => {
      if (bench.platform.deletes().length === 1) bench.isReadOnly = true
    }
    const job = await bench.deleteFiles(['a', 'b', 'c'])
    expect(job.stop?.reason).toBe('connection-read-only')
    expect(outcomesByName(job)).toMatchObject({ a: 'deleted-and-verified', b: 'not-deleted: job-stopped' })
    expect(bench.platform.deletes()).toHaveLength(1)
  })
})

describe('one job at a time', () => {
  it('also where two questions are confirmed at once', async () => {
    const bench = DeletionHarness.overFiles(five)
    const assets = await bench.listAssets([1])
    const questions = [
      await bench.planDeletion(assets.slice(0, 2)),
      await bench.planDeletion(assets.slice(2)),
    ]
    const ended = bench.whenEnded()
    const started = await Promise.all(questions.map(({ planId }) => bench.deletions.confirmPlan(planId)))
    await ended
    expect(started.map(({ ok }) => ok)).toEqual([true, false])
    expect(bench.platform.names()).toEqual(['c', 'd', 'e'])
  })
})
