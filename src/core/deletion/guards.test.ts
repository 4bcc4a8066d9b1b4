import { describe, expect, it } from 'vitest'
import { DeletionBench, file, outcomes } from '../../testing/deletion-bench'
import { toSelected } from '../../testing/deletion-desk'

const five = ['a', 'b', 'c', 'd', 'e'].map((name) => file(name))

/** What the server was asked for since then. */
function callsSince(bench: DeletionBench, then: number): number {
  return bench.platform.requests.length - then
}

describe('the ceilings of a job', () => {
  it('refuse too many files before anything is sent', async () => {
    const bench = DeletionBench.over(five)
    const assets = await bench.look([1])
    const then = bench.platform.requests.length
    bench.limits.maxFilesPerJob = 4
    expect(await bench.deletions.plan(assets.map(toSelected))).toMatchObject({
      ok: false,
      failure: { kind: 'job-too-many-files' },
    })
    expect(callsSince(bench, then)).toBe(0)
    expect((await bench.deletions.plan(assets.slice(1).map(toSelected))).ok).toBe(true)
  })

  it('refuse too many bytes, by what the window saw and by what is listed', async () => {
    const bench = DeletionBench.over(five)
    const assets = await bench.look([1])
    bench.limits.maxBytesPerJob = 499
    expect(await bench.deletions.plan(assets.map(toSelected))).toMatchObject({
      ok: false,
      failure: { kind: 'job-too-large' },
    })
    const sizeless = assets.map((asset) => ({ ...toSelected(asset), size: null }))
    for (const { name } of five)
      bench.platform.put(file(name, { size: 100, modifiedDate: '2026-03-04T06:06:00.0000000Z' }))
    // A choice that tells no sizes is no way around: those files count as changed, and are not asked for.
    const question = await bench.deletions.plan(sizeless)
    expect(question.ok && question.value.files.map(({ planned }) => planned.state)).toEqual(
      five.map(() => 'excluded'),
    )
  })

  it('hold as they are when the question is confirmed', async () => {
    const bench = DeletionBench.over(five)
    const question = await bench.plan(await bench.look([1]))
    bench.limits.maxFilesPerJob = 2
    expect(await bench.deletions.confirm(question.planId)).toMatchObject({
      failure: { kind: 'job-too-many-files' },
    })
    bench.limits.maxFilesPerJob = 5
    expect(outcomes(await bench.run(question))).toMatchObject({ a: 'deleted-and-verified' })
  })
})

describe('a protected file', () => {
  it('stands in the question as such, and is not asked for', async () => {
    const bench = DeletionBench.over(five)
    bench.protects = ({ name }) => name === 'c'
    const question = await bench.plan(await bench.look([1]))
    expect(question.files[2]?.planned).toEqual({ state: 'excluded', reason: 'protected' })
    expect(question.bytes).toBe(400)
    expect(outcomes(await bench.run(question))).toMatchObject({ c: 'not-deleted: protected' })
    expect(bench.platform.names()).toEqual(['c'])
  })

  it('keeps those back that may take it along', async () => {
    const bench = DeletionBench.over([file('x'), file('x', { locale: 'de' }), file('y')])
    bench.protects = ({ locale }) => locale === 'de'
    const chosen = (await bench.look([1])).filter(({ locale }) => locale === null)
    expect(outcomes(await bench.run(await bench.plan(chosen)))).toEqual({
      ...{ x: 'not-deleted: sibling-protected', y: 'deleted-and-verified' },
    })
  })

  it('is safe from a lock that is set after the confirmation', async () => {
    const bench = DeletionBench.over(five)
    bench.platform.afterWork = () => {
      if (bench.platform.deletes().length === 1) bench.protects = ({ name }) => name === 'e'
    }
    const job = await bench.delete(['a', 'b', 'c', 'd', 'e'])
    expect(outcomes(job)).toMatchObject({ d: 'deleted-and-verified', e: 'not-deleted: protected' })
    expect(bench.platform.names()).toEqual(['e'])
  })
})

describe('a read-only connection', () => {
  it('plans nothing, confirms nothing, continues nothing, and asks the server for nothing', async () => {
    const bench = DeletionBench.over(five)
    const assets = await bench.look([1])
    const question = await bench.plan(assets)
    bench.isReadOnly = true
    const then = bench.platform.requests.length
    const refused = { ok: false, failure: { kind: 'connection-read-only' } }
    expect(await bench.deletions.plan(assets.map(toSelected))).toMatchObject(refused)
    expect(await bench.deletions.confirm(question.planId)).toMatchObject(refused)
    expect(await bench.deletions.continueJob('any')).toMatchObject(refused)
    expect(callsSince(bench, then)).toBe(0)
  })

  it('stops a job that runs when it is made read-only', async () => {
    const bench = DeletionBench.over(five)
    bench.platform.afterWork = () => {
      if (bench.platform.deletes().length === 1) bench.isReadOnly = true
    }
    const job = await bench.delete(['a', 'b', 'c'])
    expect(job.stop?.reason).toBe('connection-read-only')
    expect(outcomes(job)).toMatchObject({ a: 'deleted-and-verified', b: 'not-deleted: job-stopped' })
    expect(bench.platform.deletes()).toHaveLength(1)
  })
})

describe('one job at a time', () => {
  it('also where two questions are confirmed at once', async () => {
    const bench = DeletionBench.over(five)
    const assets = await bench.look([1])
    const questions = [await bench.plan(assets.slice(0, 2)), await bench.plan(assets.slice(2))]
    const ended = bench.untilEnded()
    const started = await Promise.all(questions.map(({ planId }) => bench.deletions.confirm(planId)))
    await ended
    expect(started.map(({ ok }) => ok)).toEqual([true, false])
    expect(bench.platform.names()).toEqual(['c', 'd', 'e'])
  })
})
