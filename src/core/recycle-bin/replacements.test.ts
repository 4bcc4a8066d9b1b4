import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertNothingTripped } from '../../demo-server'
import type { DeletionQuestion, JobView } from '../../shared/deletion'
import type { RestoreState } from '../../shared/recycle-bin'
import { BinBench } from '../../testing/bin-bench'
import { FakeRandom, nodeHash } from '../../testing/memory-ports'
import { MemoryDisk, MemoryLogFiles } from '../../testing/memory-storage'
import { Deletions } from '../deletion/deletions'
import { JobJournals } from '../deletion/journal'
import { defaultSettings } from '../settings/settings'
import { Replacements } from './replacements'
import { Restores } from './restores'

const dayMs = 24 * 60 * 60 * 1_000
const deletes = { method: 'DELETE', path: /\/assets\// }
const media = { method: 'POST', path: /media\/upload/ }

/** Bin, restores and deletions as the app wires them. */
class ReplaceBench {
  readonly restores: Restores
  readonly deletions: Deletions
  readonly replacements: Replacements
  isConnected = true
  isReadOnly = false
  /** Called when the deletion has ended, before anybody is told. */
  onEnd: () => void = () => undefined
  private ended: (job: JobView) => void = () => undefined

  constructor(readonly bench: BinBench) {
    const { bin, clock, origin } = bench
    const connection = (): typeof origin | null => (this.isConnected ? origin : null)
    const hold = () => () => undefined
    const ignore = (): void => undefined
    this.restores = new Restores({
      ...{ bin, measure: nodeHash.measure, clock, connection, hold, mayWrite: () => true },
      ...{ onChange: ignore, onRefresh: ignore, onRestored: ignore },
    })
    this.deletions = new Deletions({
      ...{ clock, random: new FakeRandom(), connection, hold, copies: (open) => bin.keeper(open) },
      journals: new JobJournals(new MemoryLogFiles(new MemoryDisk(), 'jobs')),
      guard: { isReadOnly: () => this.isReadOnly, protects: () => false },
      ensureRecorded: () => Promise.resolve(),
      limits: () => defaultSettings,
      ...{ onJobChange: ignore, onRefresh: ignore },
      onJobEnd: (job) => {
        this.onEnd()
        this.replacements.jobEnded(job)
        this.ended(job)
      },
    })
    this.replacements = new Replacements({
      ...{ deletions: this.deletions, restores: this.restores, bin, connection, hold },
    })
  }

  /** Keeps a copy, takes the file away, and puts another of that name there. */
  async lose(name: string, newBytes: string): Promise<string> {
    const { segmentId, locale, relativePath } = await this.bench.find(name)
    const place = { segmentId, locale, relativePath, name }
    const id = await this.bench.keep(name)
    await this.bench.server.store.remove(place)
    await this.bench.server.store.put({ ...place, bytes: newBytes })
    return id
  }

  async restore(ids: readonly string[]): Promise<void> {
    const started = await this.restores.start(ids)
    if (!started.ok) throw new Error(started.failure.kind)
    await this.restores.finished()
  }

  async plan(ids: readonly string[]): Promise<DeletionQuestion> {
    const question = await this.replacements.plan(ids)
    if (!question.ok) throw new Error(question.failure.kind)
    return question.value
  }

  /** Confirms; settles when the deletion and what follows it are told. */
  async confirm(planId: string): Promise<JobView> {
    const before = this.restores.current()
    const job = await this.delete(planId)
    await expect.poll(() => this.restores.current() !== before && !this.restores.isRunning()).toBe(true)
    return job
  }

  async delete(planId: string): Promise<JobView> {
    const ended = new Promise<JobView>((resolve) => (this.ended = resolve))
    const started = await this.replacements.confirm(planId)
    if (!started.ok) throw new Error(started.failure.kind)
    return ended
  }

  outcomes(): (RestoreState | undefined)[] {
    return (this.restores.current()?.files ?? []).map(({ outcome }) => outcome)
  }

  async bytes(name: string, segmentId = 1): Promise<string> {
    return new TextDecoder().decode(await this.bench.server.store.readBytes({ segmentId, name }))
  }
}

describe('replacing what is there now', () => {
  let on: ReplaceBench

  beforeEach(async () => {
    on = new ReplaceBench(await BinBench.start())
  })

  afterEach(async () => {
    await on.bench.close()
    assertNothingTripped()
  })

  it('deletes it by the ordinary question, with a copy, then puts the copy back', async () => {
    const id = await on.lose('a.txt', 'newer')
    await on.restore([id])
    const question = await on.plan([id])
    expect(question).toMatchObject({
      keepsCopies: true,
      files: [{ asset: { name: 'a.txt', size: 5 }, planned: { state: 'will-be-deleted' } }],
    })
    expect(on.bench.server.calls.count(deletes)).toBe(0)
    const job = await on.confirm(question.planId)
    expect(job.files.map(({ outcome }) => outcome.state)).toEqual(['deleted-and-verified'])
    expect(on.outcomes()).toEqual([{ state: 'restored', bytes: 'same' }])
    expect(await on.bytes('a.txt')).toBe('a'.repeat(5_000))
    const kept = await on.bench.bin.find(job.files[0]?.copyId ?? '')
    expect(kept).toMatchObject({ size: 5, why: 'to-delete' })
    expect(await on.bench.bin.list()).toHaveLength(2)
  })

  it('puts back only where every file in the way is gone, and tells the rest', async () => {
    const ids = [await on.lose('a.txt', 'newer'), await on.lose('b.txt', 'newer')]
    // A server may take this name for a.txt too: both must go.
    await on.bench.server.store.put({ segmentId: 1, name: 'A.TXT', bytes: 'other' })
    await on.restore(ids)
    const question = await on.plan(ids)
    expect(question.files.map(({ asset }) => asset.name).sort()).toEqual(['A.TXT', 'a.txt', 'b.txt'])
    // The copy of one of the two fails, so it stays.
    on.bench.server.faults.add({
      match: { method: 'GET', path: /filename=A\.TXT/ },
      fault: { kind: 'status', status: 500 },
    })
    await on.confirm(question.planId)
    expect(on.outcomes()).toEqual([{ state: 'not-replaced' }, { state: 'restored', bytes: 'same' }])
    expect(on.bench.server.calls.count(media)).toBe(1)
  })

  it('takes a file that went by itself for gone', async () => {
    const id = await on.lose('a.txt', 'newer')
    await on.restore([id])
    const { planId } = await on.plan([id])
    await on.bench.server.store.remove({ segmentId: 1, name: 'a.txt' })
    await on.confirm(planId)
    expect(on.outcomes()).toEqual([{ state: 'restored', bytes: 'same' }])
  })

  it('follows the question when copies are switched off', async () => {
    const id = await on.lose('a.txt', 'newer')
    await on.restore([id])
    const { planId } = await on.plan([id])
    const chosen = on.replacements.chooseCopies(planId, false)
    if (!chosen.ok) throw new Error(chosen.failure.kind)
    const job = await on.confirm(chosen.value.planId)
    expect(job.files[0]?.copyId).toBeNull()
    expect(on.outcomes()).toEqual([{ state: 'restored', bytes: 'same' }])
  })

  it('asks about nothing that no restore found taken, and is told nothing by the window but ids', async () => {
    const id = await on.lose('a.txt', 'newer')
    const refused = { ok: false, failure: { kind: 'request-invalid' } }
    expect(await on.replacements.plan([id])).toMatchObject(refused)
    await on.restore([id])
    expect(await on.replacements.plan([id, 'another'])).toMatchObject(refused)
    expect(await on.replacements.plan([])).toMatchObject({ ok: false })
  })

  it('puts nothing back after a question that was dropped', async () => {
    const id = await on.lose('a.txt', 'newer')
    await on.restore([id])
    const { planId } = await on.plan([id])
    on.replacements.discard(planId)
    expect(await on.replacements.confirm(planId)).toMatchObject({ ok: false })
    expect(on.bench.server.calls.count(deletes)).toBe(0)
    expect(on.outcomes()).toMatchObject([{ state: 'name-taken' }])
  })

  it('keeps the copy that waits, however little room there is for the one that is made', async () => {
    const id = await on.lose('a.txt', 'newer'.repeat(900))
    on.bench.clock.advance(2 * dayMs)
    on.bench.limits = { ...on.bench.limits, binBytes: 6_000 }
    await on.restore([id])
    const { planId, copyRoom } = await on.plan([id])
    expect(copyRoom).toBe('limit')
    // The one way to make room would be the very copy that is to be put back.
    expect(await on.replacements.confirm(planId)).toMatchObject({ ok: false, failure: { kind: 'bin-limit' } })
    expect(await on.bench.bin.find(id)).not.toBeNull()
    expect(await on.bytes('a.txt')).toBe('newer'.repeat(900))
  })

  it('still puts the copy back when the question is confirmed again after room was made', async () => {
    const id = await on.lose('a.txt', 'newer'.repeat(900))
    on.bench.limits = { ...on.bench.limits, binBytes: 6_000 }
    await on.restore([id])
    const { planId } = await on.plan([id])
    expect(await on.replacements.confirm(planId)).toMatchObject({ failure: { kind: 'bin-limit' } })
    on.bench.limits = { ...on.bench.limits, binBytes: 60_000 }
    await on.confirm(planId)
    expect(await on.bytes('a.txt')).toBe('a'.repeat(5_000))
  })

  it('counts the copy that waits as room only once its question is answered', async () => {
    const id = await on.lose('a.txt', 'newer'.repeat(900))
    on.bench.clock.advance(2 * dayMs)
    on.bench.limits = { ...on.bench.limits, binBytes: 6_000 }
    await on.restore([id])
    const { planId } = await on.plan([id])
    const asset = await on.bench.find('a.txt')
    expect(await on.deletions.plan([asset])).toMatchObject({ value: { copyRoom: 'limit' } })
    on.replacements.discard(planId)
    expect(await on.deletions.plan([asset])).toMatchObject({ value: { copyRoom: 'fits' } })
  })

  const answers: readonly (readonly [string, (planId: string) => unknown])[] = [
    ['is dropped', (planId) => on.replacements.discard(planId)],
    ['is forgotten', () => on.replacements.forgetQuestions()],
    ['is confirmed, and its deletion has ended', (planId) => on.confirm(planId)],
  ]

  it.each(answers)('keeps the copy that waits until its question %s', async (_, answer) => {
    const id = await on.lose('a.txt', 'newer')
    await on.restore([id])
    const { planId } = await on.plan([id])
    const chosen = on.replacements.chooseCopies(planId, true)
    if (!chosen.ok) throw new Error(chosen.failure.kind)
    const { bin } = on.bench
    expect(await bin.purge([id])).toEqual({ removed: 0, held: 1 })
    on.bench.clock.advance(40 * dayMs)
    expect(await bin.removeExpired()).toBe(0)
    await answer(chosen.value.planId)
    await expect.poll(() => bin.purge([id])).toEqual({ removed: 1, held: 0 })
  })

  it('keeps the copy no longer where there is no question', async () => {
    const id = await on.lose('a.txt', 'newer')
    await on.restore([id])
    on.isReadOnly = true
    expect(await on.replacements.plan([id])).toMatchObject({ failure: { kind: 'connection-read-only' } })
    expect(await on.bench.bin.purge([id])).toEqual({ removed: 1, held: 0 })
  })

  it('asks nothing for a copy that is being removed', async () => {
    const id = await on.lose('a.txt', 'newer')
    await on.restore([id])
    const asked: ReturnType<Replacements['plan']>[] = []
    on.bench.disk.fault = (operation) => {
      if (operation === 'remove') asked.push(on.replacements.plan([id]))
      return null
    }
    await on.bench.bin.purge([id])
    expect(await Promise.all(asked)).toMatchObject([{ ok: false, failure: { kind: 'plan-unknown' } }])
  })

  describe('for something else that waits', () => {
    let told: string[]

    /** Asks about a.txt, for something that is there as long as `isThere` says so. */
    async function ask(isThere: () => boolean): Promise<string> {
      told = []
      const question = await on.replacements.ask({
        files: [{ id: 'x', there: [await on.bench.find('a.txt')] }],
        hold: () => () => void told.push('released'),
        isThere: async () => Promise.resolve(isThere()),
        proceed: () => Promise.resolve(void told.push('proceeds')),
        abandon: () => void told.push('abandoned'),
      })
      if (!question.ok) throw new Error(question.failure.kind)
      return question.value.planId
    }

    it('deletes nothing where that is gone when the question is confirmed', async () => {
      let isThere = true
      const planId = await ask(() => isThere)
      isThere = false
      for (let times = 0; times < 2; times += 1) {
        expect(await on.replacements.confirm(planId)).toMatchObject({ failure: { kind: 'plan-unknown' } })
      }
      expect(told).toEqual(['released', 'abandoned'])
      expect(on.deletions.current()).toBeNull()
    })

    it('lets go of that where it cannot be looked for', async () => {
      let isThere: boolean | null = true
      const planId = await ask(() => {
        if (isThere === null) throw new Error('the disk is gone')
        return isThere
      })
      isThere = null
      await expect(on.replacements.confirm(planId)).rejects.toThrow('the disk is gone')
      expect(told).toEqual(['released', 'abandoned'])
      expect(on.bench.server.calls.count(deletes)).toBe(0)
    })

    it('deletes nothing where questions are forgotten while that is looked for', async () => {
      let looks = 0
      const planId = await ask(() => {
        looks += 1
        if (looks === 2) on.replacements.forgetQuestions()
        return true
      })
      expect(await on.replacements.confirm(planId)).toMatchObject({ failure: { kind: 'plan-unknown' } })
      expect(told).toEqual(['released', 'abandoned'])
    })
  })

  it('is confirmed once, whatever else is answered meanwhile', async () => {
    const id = await on.lose('a.txt', 'newer')
    await on.restore([id])
    const { planId } = await on.plan([id])
    const first = on.confirm(planId)
    const refused = { ok: false, failure: { kind: 'plan-unknown' } }
    expect(on.replacements.chooseCopies(planId, false)).toMatchObject(refused)
    expect(await on.replacements.confirm(planId)).toMatchObject(refused)
    await first
    expect(on.outcomes()).toEqual([{ state: 'restored', bytes: 'same' }])
    expect(await on.bytes('a.txt')).toBe('a'.repeat(5_000))
  })

  it('puts the copies back where the deletion was, also when the connection is left meanwhile', async () => {
    const id = await on.lose('a.txt', 'newer')
    await on.restore([id])
    const { planId } = await on.plan([id])
    on.onEnd = () => {
      on.isConnected = false
    }
    await on.confirm(planId)
    expect(on.outcomes()).toEqual([{ state: 'restored', bytes: 'same' }])
    expect(await on.bytes('a.txt')).toBe('a'.repeat(5_000))
  })
})
