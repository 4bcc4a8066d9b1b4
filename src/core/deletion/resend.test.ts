import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile, outcomesByName } from '../../testing/deletion-harness'
import { MemoryPlatform } from '../../testing/memory-platform'
import { MemoryDisk } from '../../testing/memory-storage'
import { throttledResponse } from '../../testing/scripted-http'
import { checkDeleteTarget } from '../assets/delete-target'
import type { BackupStore } from './ports'

/** What was true once must be true again at the moment when it counts. */

const five = ['a', 'b', 'c', 'd', 'e'].map((name) => storedFile(name))

function benchWith(copies: Pick<BackupStore, 'spaceFor' | 'backUp'>): DeletionHarness {
  return new DeletionHarness(new MemoryPlatform(five), new MemoryDisk(), () => ({
    keepsCopies: true,
    ...copies,
  }))
}

/** Method of each request since then: a listing is a GET. */
function methodsSince(bench: DeletionHarness, then: number): string[] {
  return bench.platform.requests.slice(then).map(({ method }) => method)
}

describe('a DELETE', () => {
  it('comes after a new listing where a copy took more than a minute', async () => {
    const bench: DeletionHarness = benchWith({
      spaceFor: () => Promise.resolve('fits'),
      backUp: () => {
        bench.clock.advance(61_000)
        return Promise.resolve({ ok: true, copyId: 'copy' })
      },
    })
    const question = await bench.planDeletion((await bench.listAssets([1])).slice(0, 1))
    const then = bench.platform.requests.length
    expect(outcomesByName(await bench.runDeletion(question))).toEqual({ a: 'deleted-and-verified' })
    // On confirmation, after the long copy, the file, after the first file, at the end.
    expect(methodsSince(bench, then)).toEqual(['GET', 'GET', 'DELETE', 'GET', 'GET'])
  })

  it('that a pause of the server held up for more than a minute is not sent', async () => {
    const bench = DeletionHarness.overFiles(five)
    const [asset] = await bench.listAssets([1])
    const target = asset === undefined ? null : checkDeleteTarget(asset)
    const request = target === null ? null : bench.client.buildDelete(target)
    if (request?.ok !== true) throw new Error('no request')
    let isFirst = true
    bench.platform.fault = () => {
      const fault = isFirst ? { ...throttledResponse, headers: { 'retry-after': '100' } } : null
      isFirst = false
      return fault
    }
    bench.clock.isFrozen = true
    const listing = bench.listAssets([1])
    while (bench.client.waitingUntil() === null) await new Promise((resume) => setImmediate(resume))
    const asking = bench.client.deleteAsset(request.permit)
    bench.clock.advance(102_000)
    await expect(asking).rejects.toMatchObject({ facts: { status: null, nothingWasDone: true } })
    await listing
    expect(bench.platform.deletes()).toEqual([])
  })

  it('that waited for room in the hour comes after a new listing', async () => {
    const names = Array.from({ length: 30 }, (_, nth) => `file-${String(nth)}`)
    const bench = DeletionHarness.overFiles(names.map((name) => storedFile(name)))
    bench.hourlyAllowance = 30
    const calls: { readonly method: string; readonly at: number }[] = []
    bench.platform.afterWork = ({ method }) => calls.push({ method, at: bench.clock.elapsed() })
    await bench.deleteFiles(names, [1])
    expect(bench.platform.deletes()).toHaveLength(30)
    const waits = calls.map(({ at }, nth) => at - (calls[nth - 1]?.at ?? at))
    expect(Math.max(...waits)).toBeGreaterThan(60_000)
    for (const [nth, { method }] of calls.entries())
      if ((waits[nth] ?? 0) > 60_000) expect(method).toBe('GET')
  })
})

describe('a computer that says twice that it goes to sleep', () => {
  it('wakes all that wait', async () => {
    const bench = DeletionHarness.overFiles(five)
    bench.limits.deletesInFlight = 1
    const question = await bench.planDeletion(await bench.listAssets([1]))
    const turn = (): Promise<void> => new Promise((resume) => setImmediate(resume))
    let naps = 0
    const sleepTwice = async (): Promise<void> => {
      for (naps = 1; naps < 3; naps += 1) {
        bench.deletions.pause()
        await turn()
      }
      bench.deletions.resume()
    }
    bench.platform.afterWork = () => {
      if (bench.platform.deletes().length === 2 && naps === 0) void sleepTwice()
    }
    const job = await bench.runDeletion(question)
    expect(naps).toBe(3)
    expect(new Set(Object.values(outcomesByName(job)))).toEqual(new Set(['deleted-and-verified']))
  })
})

describe('a segment that the server would not list', () => {
  it('ends the job: its files are not gone', async () => {
    const bench = DeletionHarness.overFiles([...five, storedFile('x', { segmentId: 2 })])
    const question = await bench.planDeletion(await bench.listAssets([1, 2]))
    // The listing of both, then each alone.
    const refused = [true, false, true]
    bench.platform.fault = () =>
      refused.shift() === true ? { status: 400, body: '{"error":{"title":"Bad segment."}}' } : null
    const job = await bench.runDeletion(question)
    expect(job.stop?.reason).toBe('listing-failed')
    expect(new Set(Object.values(outcomesByName(job)))).toEqual(new Set(['not-deleted: job-stopped']))
    expect(bench.platform.deletes()).toEqual([])
  })
})

describe('a file that was about to be asked for when the app died', () => {
  it.each([
    ['put there anew', 'not-deleted: changed', 101],
    ['still there', 'waiting', 100],
  ])('is told as what the listing shows: %s', async (_, told, size) => {
    const bench = DeletionHarness.overFiles(five)
    const question = await bench.planDeletion(await bench.listAssets([1]))
    const died = new Promise<DeletionHarness>((resolve) => {
      bench.platform.fault = ({ method }) => {
        if (method !== 'DELETE') return null
        resolve(bench.restart())
        return 'drop-before-work'
      }
    })
    void bench.runDeletion(question)
    const next = await died
    bench.platform.fault = () => null
    next.platform.put(storedFile('a', { size }))
    next.connect()
    while (next.deletions.currentRun()?.files[0]?.outcome.state === 'unknown')
      await new Promise((resume) => setImmediate(resume))
    const job = next.deletions.currentRun()
    expect(job === null ? {} : outcomesByName(job)).toMatchObject({ a: told, b: 'waiting' })
    expect(next.platform.deletes()).toHaveLength(1)
  })
})

describe('a question', () => {
  it('holds only on the very connection that it was made on, also where nobody told of the change', async () => {
    const bench = DeletionHarness.overFiles(five)
    const question = await bench.planDeletion(await bench.listAssets([1]))
    bench.connectSilently()
    expect(await bench.deletions.confirmPlan(question.planId)).toMatchObject({
      ok: false,
      failure: { kind: 'plan-unknown' },
    })
    expect(bench.platform.deletes()).toEqual([])
  })

  it('cannot be confirmed once its copies no longer fit', async () => {
    let room: 'fits' | 'limit' = 'fits'
    const bench = benchWith({
      spaceFor: () => Promise.resolve(room),
      backUp: () => Promise.resolve({ ok: true, copyId: 'copy' }),
    })
    const question = await bench.planDeletion(await bench.listAssets([1]))
    const then = bench.platform.requests.length
    room = 'limit'
    expect(await bench.deletions.confirmPlan(question.planId)).toMatchObject({
      failure: { kind: 'bin-limit' },
    })
    expect(methodsSince(bench, then)).toEqual([])
  })

  it('says of a file that may take a protected one along that it stays', async () => {
    const bench = DeletionHarness.overFiles([storedFile('x'), storedFile('x', { locale: 'de' })])
    bench.protects = ({ locale }) => locale === 'de'
    const question = await bench.planDeletion(
      (await bench.listAssets([1])).filter(({ locale }) => locale === null),
    )
    expect(question.files.map(({ planned }) => planned)).toEqual([
      { state: 'excluded', reason: 'sibling-protected' },
    ])
  })
})

describe('a lock', () => {
  it('that is set on a sibling while the job runs holds back what may take it along', async () => {
    const bench = DeletionHarness.overFiles([...five, storedFile('x'), storedFile('x', { locale: 'de' })])
    const chosen = (await bench.listAssets([1])).filter(({ locale }) => locale === null)
    const question = await bench.planDeletion(chosen)
    bench.platform.afterWork = () => {
      if (bench.platform.deletes().length === 1) bench.protects = ({ locale }) => locale === 'de'
    }
    expect(outcomesByName(await bench.runDeletion(question))).toMatchObject({
      x: 'not-deleted: sibling-protected',
    })
    expect(bench.platform.names()).toEqual(['x', 'x'])
  })
})
