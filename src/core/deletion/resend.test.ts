import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile, outcomesByName } from '../../testing/deletion-harness'
import { MemoryPlatform } from '../../testing/memory-platform'
import { MemoryDisk } from '../../testing/memory-storage'
import { throttledResponse } from '../../testing/scripted-http'
import { checkDeleteTarget } from '../assets/delete-target'
import { createBudgetReservation } from './budget-reservation'
import type { BackupStore } from './ports'

/** Conditions that are checked again right before a DELETE is sent. */

const five = ['a', 'b', 'c', 'd', 'e'].map((name) => storedFile(name))

function harnessWith(copies: Pick<BackupStore, 'spaceFor' | 'backUp'>): DeletionHarness {
  return new DeletionHarness(new MemoryPlatform(five), new MemoryDisk(), () => ({
    keepsCopies: true,
    expiresAt: () => 0,
    ...copies,
  }))
}

/** The methods of the requests since there were `requestsBefore`. A listing is a GET. */
function methodsSince(harness: DeletionHarness, requestsBefore: number): string[] {
  return harness.platform.requests.slice(requestsBefore).map(({ method }) => method)
}

describe('a DELETE', () => {
  it('follows a new listing if a copy took more than a minute', async () => {
    const harness: DeletionHarness = harnessWith({
      spaceFor: () => Promise.resolve('fits'),
      backUp: () => {
        harness.clock.advance(61_000)
        return Promise.resolve({ ok: true, copyId: 'copy' })
      },
    })
    const question = await harness.planDeletion((await harness.listAssets([1])).slice(0, 1))
    const requestsBefore = harness.platform.requests.length
    expect(outcomesByName(await harness.runDeletion(question))).toEqual({ a: 'deleted-and-verified' })
    // The listing on confirmation, the one after the long copy, the file, the listing after the canary, the closing one.
    expect(methodsSince(harness, requestsBefore)).toEqual(['GET', 'GET', 'DELETE', 'GET', 'GET'])
  })

  it('is not sent if a throttle delayed it for more than a minute', async () => {
    const harness = DeletionHarness.overFiles(five)
    const [asset] = await harness.listAssets([1])
    const target = asset === undefined ? null : checkDeleteTarget(asset)
    const request = target === null ? null : harness.client.buildDelete(target)
    if (request?.ok !== true) throw new Error('the sample must be deletable')
    let isFirst = true
    harness.platform.fault = () => {
      const fault = isFirst ? { ...throttledResponse, headers: { 'retry-after': '100' } } : null
      isFirst = false
      return fault
    }
    harness.clock.isFrozen = true
    const listing = harness.listAssets([1])
    while (harness.client.waitingUntil() === null) await new Promise((resume) => setImmediate(resume))
    const deleting = harness.client.deleteAsset(request.permit)
    harness.clock.advance(102_000)
    await expect(deleting).rejects.toMatchObject({ facts: { status: null, nothingWasDone: true } })
    await listing
    expect(harness.platform.deletes()).toEqual([])
  })

  it('does not wait for a throttle after the user stops', async () => {
    const harness = DeletionHarness.overFiles(five)
    const [asset] = await harness.listAssets([1])
    const target = asset === undefined ? null : checkDeleteTarget(asset)
    const request = target === null ? null : harness.client.buildDelete(target)
    if (asset === undefined || request?.ok !== true) throw new Error('the sample must be deletable')
    const touched = { context: asset.context, segmentIds: [1] }
    const { client, stopWaiting } = createBudgetReservation(harness.client, harness.clock, touched)
    harness.platform.fault = () => ({ ...throttledResponse, headers: { 'retry-after': '100' } })
    harness.clock.isFrozen = true
    const listing = harness.listAssets([1])
    while (harness.client.waitingUntil() === null) await new Promise((resume) => setImmediate(resume))
    const deleting = client.deleteAsset(request.permit)
    await new Promise((resume) => setImmediate(resume))
    // The clock does not advance, so only the stop can end the wait.
    stopWaiting()
    await expect(deleting).rejects.toMatchObject({ facts: { status: null, nothingWasDone: true } })
    expect(harness.platform.deletes()).toEqual([])
    harness.platform.fault = () => null
    harness.clock.isFrozen = false
    harness.clock.advance(102_000)
    await listing
  })

  it('follows a new listing if it waited for quota', async () => {
    const names = Array.from({ length: 30 }, (_, nth) => `file-${String(nth)}`)
    const harness = DeletionHarness.overFiles(names.map((name) => storedFile(name)))
    harness.hourlyAllowance = 30
    const calls: { readonly method: string; readonly at: number }[] = []
    harness.platform.afterWork = ({ method }) => calls.push({ method, at: harness.clock.elapsed() })
    await harness.deleteFiles(names, [1])
    expect(harness.platform.deletes()).toHaveLength(30)
    const waits = calls.map(({ at }, nth) => at - (calls[nth - 1]?.at ?? at))
    expect(Math.max(...waits)).toBeGreaterThan(60_000)
    for (const [nth, { method }] of calls.entries())
      if ((waits[nth] ?? 0) > 60_000) expect(method).toBe('GET')
  })
})

describe('a computer that reports suspend twice', () => {
  it('resumes everything that waits', async () => {
    const harness = DeletionHarness.overFiles(five)
    harness.limits.deletesInFlight = 1
    const question = await harness.planDeletion(await harness.listAssets([1]))
    const nextTurn = (): Promise<void> => new Promise((resume) => setImmediate(resume))
    let suspends = 0
    const suspendTwice = async (): Promise<void> => {
      for (suspends = 1; suspends < 3; suspends += 1) {
        harness.deletions.suspend()
        await nextTurn()
      }
      harness.deletions.resume()
    }
    harness.platform.afterWork = () => {
      if (harness.platform.deletes().length === 2 && suspends === 0) void suspendTwice()
    }
    const run = await harness.runDeletion(question)
    expect(suspends).toBe(3)
    expect(new Set(Object.values(outcomesByName(run)))).toEqual(new Set(['deleted-and-verified']))
  })
})

describe('a segment that the server refuses to list', () => {
  it('stops the run, since its files are not gone', async () => {
    const harness = DeletionHarness.overFiles([...five, storedFile('x', { segmentId: 2 })])
    const question = await harness.planDeletion(await harness.listAssets([1, 2]))
    // The listing of both, then each alone.
    const refused = [true, false, true]
    harness.platform.fault = () =>
      refused.shift() === true ? { status: 400, body: '{"error":{"title":"Bad segment."}}' } : null
    const run = await harness.runDeletion(question)
    expect(run.stop?.reason).toBe('listing-failed')
    expect(new Set(Object.values(outcomesByName(run)))).toEqual(new Set(['not-deleted: job-stopped']))
    expect(harness.platform.deletes()).toEqual([])
  })
})

describe('a file whose DELETE was about to be sent at a crash', () => {
  it.each([
    ['uploaded again', 'not-deleted: changed', 101],
    ['still there', 'waiting', 100],
  ])('gets its state from the listing: %s', async (_, outcome, size) => {
    const harness = DeletionHarness.overFiles(five)
    const question = await harness.planDeletion(await harness.listAssets([1]))
    const restarted = new Promise<DeletionHarness>((resolve) => {
      harness.platform.fault = ({ method }) => {
        if (method !== 'DELETE') return null
        resolve(harness.restart())
        return 'drop-before-work'
      }
    })
    void harness.runDeletion(question)
    const next = await restarted
    harness.platform.fault = () => null
    next.platform.put(storedFile('a', { size }))
    next.connect()
    while (next.deletions.currentRun()?.files[0]?.outcome.state === 'unknown')
      await new Promise((resume) => setImmediate(resume))
    const run = next.deletions.currentRun()
    expect(run === null ? {} : outcomesByName(run)).toMatchObject({ a: outcome, b: 'waiting' })
    expect(next.platform.deletes()).toHaveLength(1)
  })
})

describe('a plan', () => {
  it('is valid only on the connection on which it was made, even if the change was not announced', async () => {
    const harness = DeletionHarness.overFiles(five)
    const question = await harness.planDeletion(await harness.listAssets([1]))
    harness.connectSilently()
    expect(await harness.deletions.confirmPlan(question.planId)).toMatchObject({
      ok: false,
      failure: { kind: 'plan-unknown' },
    })
    expect(harness.platform.deletes()).toEqual([])
  })

  it('cannot be confirmed once its copies no longer fit', async () => {
    let space: 'fits' | 'limit' = 'fits'
    const harness = harnessWith({
      spaceFor: () => Promise.resolve(space),
      backUp: () => Promise.resolve({ ok: true, copyId: 'copy' }),
    })
    const question = await harness.planDeletion(await harness.listAssets([1]))
    const requestsBefore = harness.platform.requests.length
    space = 'limit'
    expect(await harness.deletions.confirmPlan(question.planId)).toMatchObject({
      failure: { kind: 'bin-limit' },
    })
    expect(methodsSince(harness, requestsBefore)).toEqual([])
  })

  it('excludes a file whose DELETE may remove a protected one', async () => {
    const harness = DeletionHarness.overFiles([storedFile('x'), storedFile('x', { locale: 'de' })])
    harness.protects = ({ locale }) => locale === 'de'
    const question = await harness.planDeletion(
      (await harness.listAssets([1])).filter(({ locale }) => locale === null),
    )
    expect(question.files.map(({ planned }) => planned)).toEqual([
      { state: 'excluded', reason: 'sibling-protected' },
    ])
  })
})

describe('a lock', () => {
  it('that is set on a file at risk during the run prevents the DELETE', async () => {
    const harness = DeletionHarness.overFiles([...five, storedFile('x'), storedFile('x', { locale: 'de' })])
    const neutralFiles = (await harness.listAssets([1])).filter(({ locale }) => locale === null)
    const question = await harness.planDeletion(neutralFiles)
    harness.platform.afterWork = () => {
      if (harness.platform.deletes().length === 1) harness.protects = ({ locale }) => locale === 'de'
    }
    expect(outcomesByName(await harness.runDeletion(question))).toMatchObject({
      x: 'not-deleted: sibling-protected',
    })
    expect(harness.platform.names()).toEqual(['x', 'x'])
  })
})
