import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile, outcomesByName } from '../../testing/deletion-harness'
import type { DeletionRun } from '../../shared/deletion'
import type { Result } from '../../shared/result'
import { flushEventLoop } from '../../testing/gate'
import { MemoryPlatform } from '../../testing/memory-platform'
import { MemoryDisk } from '../../testing/memory-storage'

const names = Array.from({ length: 12 }, (_, index) => `f${String(index).padStart(2, '0')}`)
const twelve = names.map((name) => storedFile(name))

const isDelete = (request: { method: string; path: string }): boolean =>
  request.method === 'DELETE' && request.path.includes('/assets/')

/** Deletes all twelve files, lets the process die after this many requests, and starts the app again. */
async function restartedAfter(requestCount: number): Promise<DeletionHarness> {
  const harness = DeletionHarness.overFiles(twelve)
  const question = await harness.planDeletion(await harness.listAssets([1]))
  const restarted = new Promise<DeletionHarness>((resolve) => {
    const last = harness.platform.requests.length + requestCount
    harness.platform.afterWork = ({ nth }) => {
      if (nth !== last) return
      harness.platform.afterWork = () => undefined
      resolve(harness.restart())
    }
  })
  void harness.runDeletion(question)
  return restarted
}

function currentRunOf(harness: DeletionHarness): DeletionRun {
  const run = harness.deletions.currentRun()
  if (run === null) throw new Error('no run')
  return run
}

/** Connects and waits until no file is unknown any more. */
async function connectAndSettle(harness: DeletionHarness): Promise<Record<string, string>> {
  harness.connect()
  await harness.client.listSegments({ family: 'classic', scope: 'pr7214' }, [1])
  await flushEventLoop()
  const run = harness.deletions.currentRun()
  return run === null ? {} : outcomesByName(run)
}

describe('an interrupted deletion', () => {
  // 1: the listing on confirmation; 2: the canary; 3: its listing; then the rest.
  it.each(Array.from({ length: 13 }, (_, index) => index + 1))(
    'is shown as interrupted after a crash at request %i, sends nothing before Continue, and then completes',
    async (requestCount) => {
      const next = await restartedAfter(requestCount)
      const run = next.deletions.currentRun()
      expect(run).toMatchObject({ phase: 'interrupted', needsSignIn: true })
      const deletesBefore = next.platform.deletes()
      const outcomes = await connectAndSettle(next)
      expect(next.platform.deletes()).toEqual(deletesBefore)
      const remaining = new Set(next.platform.names())
      for (const name of names) {
        expect(outcomes[name], name).toBe(remaining.has(name) ? 'waiting' : 'deleted-and-verified')
      }
      // Parallel DELETEs may have deleted all files: then the listing has ended the run.
      const started = await next.deletions.continueDeletion(run?.id ?? '')
      expect(started.ok).toBe(remaining.size > 0)
      if (started.ok) await next.whenEnded()
      expect(next.platform.names()).toEqual([])
      const [last] = next.ended
      expect(new Set(last?.files.map(({ outcome }) => outcome.state))).toEqual(
        new Set(['deleted-and-verified']),
      )
    },
  )

  it('repeats a DELETE that may have been sent only after Continue, and only if a listing shows the file unchanged', async () => {
    const harness = DeletionHarness.overFiles(twelve)
    const question = await harness.planDeletion(await harness.listAssets([1]))
    const restarted = new Promise<DeletionHarness>((resolve) => {
      harness.platform.fault = (request) => {
        if (!isDelete(request)) return null
        harness.platform.fault = () => null
        resolve(harness.restart())
        return 'drop-before-work'
      }
    })
    void harness.runDeletion(question)
    const next = await restarted
    expect(Object.values(await connectAndSettle(next))).toEqual(names.map(() => 'waiting'))
    expect(next.platform.deletes()).toHaveLength(1)
    await next.deletions.continueDeletion(next.deletions.currentRun()?.id ?? '')
    await next.whenEnded()
    expect(next.platform.names()).toEqual([])
    expect(next.platform.deletes()).toHaveLength(13)
  })

  it('is ended by the listing alone if no file is left to delete', async () => {
    // All twelve responses, and the closing listing in flight.
    const next = await restartedAfter(15)
    expect(next.deletions.currentRun()?.phase).toBe('interrupted')
    expect(new Set(Object.values(await connectAndSettle(next)))).toEqual(new Set(['deleted-and-verified']))
    expect(next.deletions.currentRun()?.phase).toBe('done')
    expect(next.ended).toHaveLength(1)
    expect((await next.restart()).deletions.currentRun()).toBeNull()
  })

  it('leaves a file alone that changed since the confirmation', async () => {
    const next = await restartedAfter(3)
    next.platform.put(storedFile('f07', { size: 7 }))
    await connectAndSettle(next)
    await next.deletions.continueDeletion(next.deletions.currentRun()?.id ?? '')
    await next.whenEnded()
    expect(next.platform.names()).toEqual(['f07'])
  })

  it('ends on Stop, even without a sign-in: unsent files stay, and unknown ones are not reported as deleted', async () => {
    const next = await restartedAfter(6)
    const { id = '' } = next.deletions.currentRun() ?? {}
    await next.deletions.stopRun(id)
    const outcomes = Object.values(outcomesByName(currentRunOf(next)))
    expect(outcomes).toContain('not-deleted: stopped-by-user')
    expect(outcomes).toContain('not-checked')
    expect(outcomes).not.toContain('waiting')
    const restarted = await next.restart()
    expect(restarted.deletions.currentRun()).toBeNull()
  })

  it.each<[string, (harness: DeletionHarness, runId: string) => Promise<Result<unknown>>]>([
    ['stopped', ({ deletions }, runId) => deletions.stopRun(runId)],
    ['continued', ({ deletions }, runId) => deletions.continueDeletion(runId)],
  ])('stays interrupted and reports it if a full disk prevents it from being %s', async (_, endRun) => {
    const next = await restartedAfter(3)
    await connectAndSettle(next)
    const { id } = currentRunOf(next)
    const deletesBefore = next.platform.deletes()
    next.disk.fault = () => 'ENOSPC'
    expect(await endRun(next, id)).toEqual({ ok: false, failure: { kind: 'storage-failed', retry: 'now' } })
    expect(next.deletions.currentRun()).toMatchObject({ id, phase: 'interrupted' })
    expect(next.platform.deletes()).toEqual(deletesBefore)
    next.disk.fault = () => null
    expect(await endRun(next, id)).toMatchObject({ ok: true })
    await flushEventLoop()
    expect(next.deletions.currentRun()).toMatchObject({ id, phase: 'done' })
  })

  it('is not continued once the app quits, even if Continue was still listing then', async () => {
    const next = await restartedAfter(4)
    const runId = currentRunOf(next).id
    const deletes = next.platform.deletes()
    const quitting = new Promise<void>((resolve) => {
      next.platform.afterWork = () => {
        next.platform.afterWork = () => undefined
        resolve(next.deletions.finish())
      }
    })
    next.connectSilently()
    expect(await next.deletions.continueDeletion(runId)).toMatchObject({ failure: { kind: 'stopped' } })
    await quitting
    expect(next.platform.deletes()).toEqual(deletes)
    const afterQuit = await next.restart()
    expect(currentRunOf(afterQuit)).toMatchObject({ id: runId, phase: 'interrupted' })
  })

  it.each(['stopRun', 'finish'] as const)(
    'sends nothing more if %s is called in the moment in which Continue takes it over',
    async (method) => {
      const next = await restartedAfter(4)
      const runId = currentRunOf(next).id
      await connectAndSettle(next)
      const deletes = next.platform.deletes()
      const called = new Promise<unknown>((resolve) => {
        next.disk.fault = (operation) => {
          if (operation !== 'append') return null
          next.disk.fault = () => null
          resolve(next.deletions[method](runId))
          return null
        }
      })
      const ended = next.whenEnded()
      const started = await next.deletions.continueDeletion(runId)
      await called
      if (started.ok) await ended
      expect(next.platform.deletes()).toEqual(deletes)
      expect(started.ok ? currentRunOf(next).stop : 'not started').toEqual(
        method === 'stopRun' ? { reason: 'by-user' } : 'not started',
      )
    },
  )

  it('is not continued on another server or account', async () => {
    const next = await restartedAfter(3)
    next.connect('https://other.example')
    expect(next.deletions.currentRun()).toMatchObject({ phase: 'interrupted', needsSignIn: true })
    const { id = '' } = next.deletions.currentRun() ?? {}
    expect(await next.deletions.continueDeletion(id)).toMatchObject({
      ok: false,
      failure: { kind: 'not-connected' },
    })
  })

  it('blocks other deletions until the user decides', async () => {
    const next = await restartedAfter(3)
    const assets = await next.listAssets([1])
    await expect(next.planDeletion(assets)).rejects.toThrow('deletion-interrupted')
  })

  it('survives truncation of its journal at every byte: no DELETE is sent, no existing file is reported as deleted', async () => {
    const { disk } = await restartedAfter(9)
    const [path = '', bytes = new Uint8Array()] = [...disk.files][0] ?? []
    const remaining = new Set((await restartedAfter(9)).platform.names())
    for (let length = 0; length <= bytes.length; length += 1) {
      const platform = new MemoryPlatform(twelve.filter(({ name }) => remaining.has(name)))
      const harness = new DeletionHarness(
        platform,
        new MemoryDisk(new Map([[path, bytes.subarray(0, length)]])),
      )
      await harness.deletions.load()
      const run = harness.deletions.currentRun()
      if (run === null) continue
      for (const [name, outcome] of Object.entries(await connectAndSettle(harness))) {
        if (outcome === 'deleted-and-verified') expect(platform.names()).not.toContain(name)
      }
      expect(platform.deletes()).toEqual([])
    }
  }, 60_000)

  it('does not write to a journal of a newer version', async () => {
    const { disk } = await restartedAfter(3)
    const [path = '', bytes = new Uint8Array()] = [...disk.files][0] ?? []
    const newer = new TextEncoder().encode(new TextDecoder().decode(bytes).replace('"v":1', '"v":9'))
    const newerDisk = new MemoryDisk(new Map([[path, newer]]))
    const harness = new DeletionHarness(new MemoryPlatform(twelve), newerDisk)
    await harness.deletions.load()
    expect(newerDisk.files.get(path)).toEqual(newer)
  })

  it('is found even if another journal cannot be read', async () => {
    const { disk } = await restartedAfter(3)
    const [, bytes = new Uint8Array()] = [...disk.files][0] ?? []
    const faultyDisk = new MemoryDisk(new Map([...disk.files, ['jobs/job-other.log', bytes]]))
    faultyDisk.fault = (operation, path) =>
      operation === 'read' && path.endsWith('job-other.log') ? 'EACCES' : null
    const harness = new DeletionHarness(new MemoryPlatform(twelve), faultyDisk)
    await harness.deletions.load()
    expect(harness.deletions.currentRun()?.phase).toBe('interrupted')
  })

  it('does not start if the journal cannot be written, and stops when writing fails later', async () => {
    const full = DeletionHarness.overFiles(twelve)
    const question = await full.planDeletion(await full.listAssets([1]))
    full.disk.capacity = 0
    expect(await full.deletions.confirmPlan(question.planId)).toMatchObject({
      ok: false,
      failure: { kind: 'storage-failed' },
    })
    expect(full.platform.deletes()).toEqual([])

    const fillingUp = DeletionHarness.overFiles(twelve)
    const secondPlan = await fillingUp.planDeletion(await fillingUp.listAssets([1]))
    fillingUp.platform.afterWork = () => {
      if (fillingUp.platform.deletes().length === 3) fillingUp.disk.capacity = 0
    }
    const run = await fillingUp.runDeletion(secondPlan)
    expect(run.stop?.reason).toBe('journal-failed')
    expect(fillingUp.platform.deletes().length).toBeLessThan(8)
    expect(
      Object.values(outcomesByName(run)).filter((outcome) => outcome === 'deleted-and-verified'),
    ).toHaveLength(fillingUp.platform.deletes().length)
  })

  it('is not started if the app quits while its journal is being written', async () => {
    const harness = DeletionHarness.overFiles(twelve)
    const assets = await harness.listAssets([1])
    const { planId } = await harness.planDeletion(assets)
    const later = await harness.planDeletion(assets)
    const quitting = new Promise<void>((resolve) => {
      harness.disk.fault = () => {
        harness.disk.fault = () => null
        resolve(harness.deletions.finish())
        return null
      }
    })
    await harness.deletions.confirmPlan(planId)
    await quitting
    expect(harness.platform.deletes()).toEqual([])
    expect(harness.deletions.isRunning()).toBe(false)
    expect(await harness.deletions.confirmPlan(later.planId)).toMatchObject({ failure: { kind: 'stopped' } })
  })

  it('pauses while the computer sleeps, and lists before the next DELETE', async () => {
    const harness = DeletionHarness.overFiles(twelve)
    const question = await harness.planDeletion(await harness.listAssets([1]))
    let resumedAt = 0
    let pausedAt = 0
    harness.platform.afterWork = (request) => {
      if (!isDelete(request) || pausedAt > 0 || harness.platform.deletes().length < 3) return
      pausedAt = harness.platform.requests.length
      harness.deletions.suspend()
      void flushEventLoop().then(() => {
        resumedAt = harness.platform.requests.length
        harness.deletions.resume()
      })
    }
    const run = await harness.runDeletion(question)
    expect(new Set(Object.values(outcomesByName(run)))).toEqual(new Set(['deleted-and-verified']))
    expect(resumedAt).toBeGreaterThanOrEqual(pausedAt)
    // Only those in flight were finished.
    expect(resumedAt - pausedAt).toBeLessThan(4)
    expect(harness.platform.requests[resumedAt]?.path).toMatch(/\/list$/)
  })
})

describe('a run that ended just before a crash', () => {
  it('is recorded completely at the next start, and its journal is removed only then', async () => {
    const harness = DeletionHarness.overFiles(twelve)
    const run = await harness.deleteFiles(['f01', 'f02'])
    const next = await harness.restart()
    await next.deletions.whenRecorded()
    expect(next.recorded).toEqual([{ ...run, needsSignIn: false, revision: 0 }])
    expect(next.recorded[0]?.files.map(({ answer }) => answer)).toEqual(['200', '200'])
    expect(next.deletions.currentRun()).toBeNull()
    const third = await next.restart()
    await third.deletions.whenRecorded()
    expect(third.recorded).toEqual([])
  })

  it('keeps its journal while it cannot be recorded', async () => {
    const harness = DeletionHarness.overFiles(twelve)
    await harness.deleteFiles(['f01'])
    const unableToRecord = await harness.restart(undefined, { canRecord: false })
    await unableToRecord.deletions.whenRecorded()
    const next = await unableToRecord.restart()
    await next.deletions.whenRecorded()
    expect(next.recorded).toHaveLength(1)
  })
})
