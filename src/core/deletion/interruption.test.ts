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

/** Runs a deletion of all twelve and lets the process die after so many requests of it; then starts it anew. */
async function killedAfter(requests: number): Promise<DeletionHarness> {
  const bench = DeletionHarness.overFiles(twelve)
  const question = await bench.planDeletion(await bench.listAssets([1]))
  const died = new Promise<DeletionHarness>((resolve) => {
    const last = bench.platform.requests.length + requests
    bench.platform.afterWork = ({ nth }) => {
      if (nth !== last) return
      bench.platform.afterWork = () => undefined
      resolve(bench.restart())
    }
  })
  void bench.runDeletion(question)
  return died
}

function jobOf(bench: DeletionHarness): DeletionRun {
  const job = bench.deletions.currentRun()
  if (job === null) throw new Error('no job')
  return job
}

/** Connects again and waits until nothing is unknown any more. */
async function settled(bench: DeletionHarness): Promise<Record<string, string>> {
  bench.connect()
  await bench.client.listSegments({ family: 'classic', scope: 'pr7214' }, [1])
  await flushEventLoop()
  const job = bench.deletions.currentRun()
  return job === null ? {} : outcomesByName(job)
}

describe('an interrupted deletion', () => {
  // 1: the listing on confirmation; 2: the first file; 3: its listing; then the rest.
  it.each(Array.from({ length: 13 }, (_, index) => index + 1))(
    'stands as interrupted when the app dies after request %i, sends nothing by itself, and ends well on Continue',
    async (requests) => {
      const next = await killedAfter(requests)
      const job = next.deletions.currentRun()
      expect(job).toMatchObject({ phase: 'interrupted', needsSignIn: true })
      const asked = next.platform.deletes()
      const told = await settled(next)
      expect(next.platform.deletes()).toEqual(asked)
      const left = new Set(next.platform.names())
      for (const name of names) {
        expect(told[name], name).toBe(left.has(name) ? 'waiting' : 'deleted-and-verified')
      }
      const started = await next.deletions.continueDeletion(job?.id ?? '')
      expect(started.ok).toBe(true)
      await next.whenEnded()
      expect(next.platform.names()).toEqual([])
      const [last] = next.ended
      expect(new Set(last?.files.map(({ outcome }) => outcome.state))).toEqual(
        new Set(['deleted-and-verified']),
      )
    },
  )

  it('asks again for what may have been asked for only after Continue, and only where a listing shows it unchanged', async () => {
    const bench = DeletionHarness.overFiles(twelve)
    const question = await bench.planDeletion(await bench.listAssets([1]))
    const died = new Promise<DeletionHarness>((resolve) => {
      bench.platform.fault = (request) => {
        if (!isDelete(request)) return null
        bench.platform.fault = () => null
        resolve(bench.restart())
        return 'drop-before-work'
      }
    })
    void bench.runDeletion(question)
    const next = await died
    expect(Object.values(await settled(next))).toEqual(names.map(() => 'waiting'))
    expect(next.platform.deletes()).toHaveLength(1)
    await next.deletions.continueDeletion(next.deletions.currentRun()?.id ?? '')
    await next.whenEnded()
    expect(next.platform.names()).toEqual([])
    expect(next.platform.deletes()).toHaveLength(13)
  })

  it('is ended by the listing alone where nothing was left to ask', async () => {
    // All twelve answers, and the closing listing under way.
    const next = await killedAfter(15)
    expect(next.deletions.currentRun()?.phase).toBe('interrupted')
    expect(new Set(Object.values(await settled(next)))).toEqual(new Set(['deleted-and-verified']))
    expect(next.deletions.currentRun()?.phase).toBe('done')
    expect(next.ended).toHaveLength(1)
    expect((await next.restart()).deletions.currentRun()).toBeNull()
  })

  it('leaves a file alone that changed since the question was confirmed', async () => {
    const next = await killedAfter(3)
    next.platform.put(storedFile('f07', { size: 7 }))
    await settled(next)
    await next.deletions.continueDeletion(next.deletions.currentRun()?.id ?? '')
    await next.whenEnded()
    expect(next.platform.names()).toEqual(['f07'])
  })

  it('ends on Stop, signed in or not: what was not sent stays, what is unknown is not called gone', async () => {
    const next = await killedAfter(6)
    const { id = '' } = next.deletions.currentRun() ?? {}
    await next.deletions.stopRun(id)
    const told = Object.values(outcomesByName(jobOf(next)))
    expect(told).toContain('not-deleted: stopped-by-user')
    expect(told).toContain('not-checked')
    expect(told).not.toContain('waiting')
    const again = await next.restart()
    expect(again.deletions.currentRun()).toBeNull()
  })

  it.each<[string, (bench: DeletionHarness, runId: string) => Promise<Result<unknown>>]>([
    ['stopped', ({ deletions }, runId) => deletions.stopRun(runId)],
    ['gone on with', ({ deletions }, runId) => deletions.continueDeletion(runId)],
  ])('stays as it is, and says so, where a full disk keeps it from being %s', async (_, wish) => {
    const next = await killedAfter(3)
    await settled(next)
    const { id } = jobOf(next)
    const asked = next.platform.deletes()
    next.disk.fault = () => 'ENOSPC'
    expect(await wish(next, id)).toEqual({ ok: false, failure: { kind: 'storage-failed', retry: 'now' } })
    expect(next.deletions.currentRun()).toMatchObject({ id, phase: 'interrupted' })
    expect(next.platform.deletes()).toEqual(asked)
    next.disk.fault = () => null
    expect(await wish(next, id)).toMatchObject({ ok: true })
    await flushEventLoop()
    expect(next.deletions.currentRun()).toMatchObject({ id, phase: 'done' })
  })

  it('is not continued on another server or account', async () => {
    const next = await killedAfter(3)
    next.connect('https://other.example')
    expect(next.deletions.currentRun()).toMatchObject({ phase: 'interrupted', needsSignIn: true })
    const { id = '' } = next.deletions.currentRun() ?? {}
    expect(await next.deletions.continueDeletion(id)).toMatchObject({
      ok: false,
      failure: { kind: 'not-connected' },
    })
  })

  it('keeps other deletions waiting for its answer', async () => {
    const next = await killedAfter(3)
    const assets = await next.listAssets([1])
    await expect(next.planDeletion(assets)).rejects.toThrow('deletion-interrupted')
  })

  it('survives its journal cut at every byte: nothing is asked for twice, nothing is called gone that is there', async () => {
    const whole = (await killedAfter(9)).disk
    const [path = '', bytes = new Uint8Array()] = [...whole.files][0] ?? []
    const gone = new Set((await killedAfter(9)).platform.names())
    for (let length = 0; length <= bytes.length; length += 1) {
      const platform = new MemoryPlatform(twelve.filter(({ name }) => gone.has(name)))
      const bench = new DeletionHarness(
        platform,
        new MemoryDisk(new Map([[path, bytes.subarray(0, length)]])),
      )
      await bench.deletions.loadInterrupted()
      const job = bench.deletions.currentRun()
      if (job === null) continue
      for (const [name, outcome] of Object.entries(await settled(bench))) {
        if (outcome === 'deleted-and-verified') expect(platform.names()).not.toContain(name)
      }
      expect(platform.deletes()).toEqual([])
    }
  }, 60_000)

  it('is shown and never written where its journal is from a newer version', async () => {
    const { disk } = await killedAfter(3)
    const [path = '', bytes = new Uint8Array()] = [...disk.files][0] ?? []
    const newer = new TextEncoder().encode(new TextDecoder().decode(bytes).replace('"v":1', '"v":9'))
    const next = new MemoryDisk(new Map([[path, newer]]))
    const bench = new DeletionHarness(new MemoryPlatform(twelve), next)
    await bench.deletions.loadInterrupted()
    expect(next.files.get(path)).toEqual(newer)
  })

  it('does not keep the app from starting where a journal cannot be read, and the others are found', async () => {
    const { disk } = await killedAfter(3)
    const [, bytes = new Uint8Array()] = [...disk.files][0] ?? []
    const next = new MemoryDisk(new Map([...disk.files, ['jobs/job-other.log', bytes]]))
    next.fault = (operation, path) =>
      operation === 'read' && path.endsWith('job-other.log') ? 'EACCES' : null
    const bench = new DeletionHarness(new MemoryPlatform(twelve), next)
    await bench.deletions.loadInterrupted()
    expect(bench.deletions.currentRun()?.phase).toBe('interrupted')
  })

  it('does not begin where the journal cannot be written, and stops where it no longer can', async () => {
    const full = DeletionHarness.overFiles(twelve)
    const question = await full.planDeletion(await full.listAssets([1]))
    full.disk.capacity = 0
    expect(await full.deletions.confirmPlan(question.planId)).toMatchObject({
      ok: false,
      failure: { kind: 'storage-failed' },
    })
    expect(full.platform.deletes()).toEqual([])

    const filling = DeletionHarness.overFiles(twelve)
    const second = await filling.planDeletion(await filling.listAssets([1]))
    filling.platform.afterWork = () => {
      if (filling.platform.deletes().length === 3) filling.disk.capacity = 0
    }
    const job = await filling.runDeletion(second)
    expect(job.stop?.reason).toBe('journal-failed')
    expect(filling.platform.deletes().length).toBeLessThan(8)
    expect(
      Object.values(outcomesByName(job)).filter((outcome) => outcome === 'deleted-and-verified'),
    ).toHaveLength(filling.platform.deletes().length)
  })

  it('pauses with the computer, and lists before the next DELETE', async () => {
    const bench = DeletionHarness.overFiles(twelve)
    const question = await bench.planDeletion(await bench.listAssets([1]))
    let resumedAt = 0
    let pausedAt = 0
    bench.platform.afterWork = (request) => {
      if (!isDelete(request) || pausedAt > 0 || bench.platform.deletes().length < 3) return
      pausedAt = bench.platform.requests.length
      bench.deletions.pause()
      void flushEventLoop().then(() => {
        resumedAt = bench.platform.requests.length
        bench.deletions.resume()
      })
    }
    const job = await bench.runDeletion(question)
    expect(new Set(Object.values(outcomesByName(job)))).toEqual(new Set(['deleted-and-verified']))
    expect(resumedAt).toBeGreaterThanOrEqual(pausedAt)
    // Those in flight were finished; nobody began another.
    expect(resumedAt - pausedAt).toBeLessThan(4)
    expect(bench.platform.requests[resumedAt]?.path).toMatch(/\/list$/)
  })
})

describe('a job that ended just before the app died', () => {
  it('is told at the next start, whole, and its journal goes only once it is recorded', async () => {
    const bench = DeletionHarness.overFiles(twelve)
    const job = await bench.deleteFiles(['f01', 'f02'])
    const next = await bench.restart()
    await next.deletions.whenRecorded()
    expect(next.recorded).toEqual([{ ...job, needsSignIn: false }])
    expect(next.recorded[0]?.files.map(({ answer }) => answer)).toEqual(['200', '200'])
    expect(next.deletions.currentRun()).toBeNull()
    const third = await next.restart()
    await third.deletions.whenRecorded()
    expect(third.recorded).toEqual([])
  })

  it('keeps its journal while it cannot be recorded', async () => {
    const bench = DeletionHarness.overFiles(twelve)
    await bench.deleteFiles(['f01'])
    const deaf = await bench.restart(undefined, { canRecord: false })
    await deaf.deletions.whenRecorded()
    const next = await deaf.restart()
    await next.deletions.whenRecorded()
    expect(next.recorded).toHaveLength(1)
  })
})
