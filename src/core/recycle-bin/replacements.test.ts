import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertNothingTripped } from '../../demo-server'
import type { DeletionQuestion, DeletionRun } from '../../shared/deletion'
import type { RestoreState } from '../../shared/recycle-bin'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import { FakeRandom, nodeHash } from '../../testing/memory-ports'
import { MemoryDisk, MemoryLogFiles } from '../../testing/memory-storage'
import { Deletions } from '../deletion/deletions'
import { RunJournals } from '../deletion/journal'
import { defaultSettings } from '../settings/settings'
import { Replacements } from './replacements'
import { Restores } from './restores'

const dayMs = 24 * 60 * 60 * 1_000
const deletes = { method: 'DELETE', path: /\/assets\// }
const media = { method: 'POST', path: /media\/upload/ }

/** Bin, restores and deletions as the app wires them. */
class ReplacementHarness {
  readonly restores: Restores
  readonly deletions: Deletions
  readonly replacements: Replacements
  isConnected = true
  isReadOnly = false
  /** Called when the deletion has ended, before anybody is told. */
  onEnd: () => void = () => undefined
  private onRunEnded: (run: DeletionRun) => void = () => undefined

  constructor(readonly binHarness: RecycleBinHarness) {
    const { bin, clock, open: origin } = binHarness
    const connection = (): typeof origin | null => (this.isConnected ? origin : null)
    const acquire = () => () => undefined
    const ignore = (): void => undefined
    this.restores = new Restores({
      ...{ bin, measure: nodeHash.measure, clock, connection, acquire, canWrite: () => true },
      ...{ onChange: ignore, onRefresh: ignore, onRestored: ignore },
    })
    this.deletions = new Deletions({
      ...{ clock, random: new FakeRandom(), connection, acquire, copies: (open) => bin.backupStore(open) },
      journals: new RunJournals(new MemoryLogFiles(new MemoryDisk(), 'jobs')),
      guard: { isReadOnly: () => this.isReadOnly, protects: () => false },
      ensureRecorded: () => Promise.resolve(),
      limits: () => defaultSettings,
      ...{ onRunChange: ignore, onRefresh: ignore },
      onRunEnd: (run) => {
        this.onEnd()
        this.replacements.runEnded(run)
        this.onRunEnded(run)
      },
    })
    this.replacements = new Replacements({
      ...{ deletions: this.deletions, restores: this.restores, bin, connection, acquire },
    })
  }

  /** Keeps a copy, takes the file away, and puts another of that name there. */
  async lose(name: string, newBytes: string): Promise<string> {
    const { segmentId, locale, relativePath } = await this.binHarness.findAsset(name)
    const identity = { segmentId, locale, relativePath, name }
    const id = await this.binHarness.backUp(name)
    await this.binHarness.server.store.remove(identity)
    await this.binHarness.server.store.put({ ...identity, bytes: newBytes })
    return id
  }

  async restore(ids: readonly string[]): Promise<void> {
    const started = await this.restores.startRestore(ids)
    if (!started.ok) throw new Error(started.failure.kind)
    await this.restores.whenFinished()
  }

  async planReplacement(ids: readonly string[]): Promise<DeletionQuestion> {
    const question = await this.replacements.planReplacement(ids)
    if (!question.ok) throw new Error(question.failure.kind)
    return question.value
  }

  /** Confirms; settles when the deletion and what follows it are told. */
  async confirmReplacement(planId: string): Promise<DeletionRun> {
    const before = this.restores.currentRestore()
    const run = await this.confirmDeletion(planId)
    await expect
      .poll(() => this.restores.currentRestore() !== before && !this.restores.isRunning())
      .toBe(true)
    return run
  }

  async confirmDeletion(planId: string): Promise<DeletionRun> {
    const onRunEnded = new Promise<DeletionRun>((resolve) => (this.onRunEnded = resolve))
    const started = await this.replacements.confirmQuestion(planId)
    if (!started.ok) throw new Error(started.failure.kind)
    return onRunEnded
  }

  outcomes(): (RestoreState | undefined)[] {
    return (this.restores.currentRestore()?.files ?? []).map(({ outcome }) => outcome)
  }

  async bytes(name: string, segmentId = 1): Promise<string> {
    return new TextDecoder().decode(await this.binHarness.server.store.readBytes({ segmentId, name }))
  }
}

describe('replacing what is there now', () => {
  let harness: ReplacementHarness

  beforeEach(async () => {
    harness = new ReplacementHarness(await RecycleBinHarness.start())
  })

  afterEach(async () => {
    await harness.binHarness.close()
    assertNothingTripped()
  })

  it('deletes it by the ordinary question, with a copy, then puts the copy back', async () => {
    const id = await harness.lose('a.txt', 'newer')
    await harness.restore([id])
    const question = await harness.planReplacement([id])
    expect(question).toMatchObject({
      keepsCopies: true,
      files: [{ asset: { name: 'a.txt', size: 5 }, planned: { state: 'will-be-deleted' } }],
    })
    expect(harness.binHarness.server.calls.count(deletes)).toBe(0)
    const run = await harness.confirmReplacement(question.planId)
    expect(run.files.map(({ outcome }) => outcome.state)).toEqual(['deleted-and-verified'])
    expect(harness.outcomes()).toEqual([{ state: 'restored', bytes: 'same' }])
    expect(await harness.bytes('a.txt')).toBe('a'.repeat(5_000))
    const copy = await harness.binHarness.bin.findCopy(run.files[0]?.copyId ?? '')
    expect(copy).toMatchObject({ size: 5, why: 'to-delete' })
    expect(await harness.binHarness.bin.listCopies()).toHaveLength(2)
  })

  it('puts back only where every file in the way is gone, and tells the rest', async () => {
    const ids = [await harness.lose('a.txt', 'newer'), await harness.lose('b.txt', 'newer')]
    // A server may take this name for a.txt too: both must go.
    await harness.binHarness.server.store.put({ segmentId: 1, name: 'A.TXT', bytes: 'other' })
    await harness.restore(ids)
    const question = await harness.planReplacement(ids)
    expect(question.files.map(({ asset }) => asset.name).sort()).toEqual(['A.TXT', 'a.txt', 'b.txt'])
    // The copy of one of the two fails, so it stays.
    harness.binHarness.server.faults.add({
      match: { method: 'GET', path: /filename=A\.TXT/ },
      fault: { kind: 'status', status: 500 },
    })
    await harness.confirmReplacement(question.planId)
    expect(harness.outcomes()).toEqual([{ state: 'not-replaced' }, { state: 'restored', bytes: 'same' }])
    expect(harness.binHarness.server.calls.count(media)).toBe(1)
  })

  it('takes a file that went by itself for gone', async () => {
    const id = await harness.lose('a.txt', 'newer')
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    await harness.binHarness.server.store.remove({ segmentId: 1, name: 'a.txt' })
    await harness.confirmReplacement(planId)
    expect(harness.outcomes()).toEqual([{ state: 'restored', bytes: 'same' }])
  })

  it('follows the question when copies are switched off', async () => {
    const id = await harness.lose('a.txt', 'newer')
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    const chosen = harness.replacements.chooseCopies(planId, false)
    if (!chosen.ok) throw new Error(chosen.failure.kind)
    const run = await harness.confirmReplacement(chosen.value.planId)
    expect(run.files[0]?.copyId).toBeNull()
    expect(harness.outcomes()).toEqual([{ state: 'restored', bytes: 'same' }])
  })

  it('asks about nothing that no restore found taken, and is told nothing by the window but ids', async () => {
    const id = await harness.lose('a.txt', 'newer')
    const refused = { ok: false, failure: { kind: 'request-invalid' } }
    expect(await harness.replacements.planReplacement([id])).toMatchObject(refused)
    await harness.restore([id])
    expect(await harness.replacements.planReplacement([id, 'another'])).toMatchObject(refused)
    expect(await harness.replacements.planReplacement([])).toMatchObject({ ok: false })
  })

  it('puts nothing back after a question that was dropped', async () => {
    const id = await harness.lose('a.txt', 'newer')
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    harness.replacements.discardQuestion(planId)
    expect(await harness.replacements.confirmQuestion(planId)).toMatchObject({ ok: false })
    expect(harness.binHarness.server.calls.count(deletes)).toBe(0)
    expect(harness.outcomes()).toMatchObject([{ state: 'name-taken' }])
  })

  it('keeps the copy that waits, however little room there is for the one that is made', async () => {
    const id = await harness.lose('a.txt', 'newer'.repeat(900))
    harness.binHarness.clock.advance(2 * dayMs)
    harness.binHarness.limits = { ...harness.binHarness.limits, binBytes: 6_000 }
    await harness.restore([id])
    const { planId, copySpace } = await harness.planReplacement([id])
    expect(copySpace).toBe('limit')
    // The one way to make room would be the very copy that is to be put back.
    expect(await harness.replacements.confirmQuestion(planId)).toMatchObject({
      ok: false,
      failure: { kind: 'bin-limit' },
    })
    expect(await harness.binHarness.bin.findCopy(id)).not.toBeNull()
    expect(await harness.bytes('a.txt')).toBe('newer'.repeat(900))
  })

  it('still puts the copy back when the question is confirmed again after room was made', async () => {
    const id = await harness.lose('a.txt', 'newer'.repeat(900))
    harness.binHarness.limits = { ...harness.binHarness.limits, binBytes: 6_000 }
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    expect(await harness.replacements.confirmQuestion(planId)).toMatchObject({
      failure: { kind: 'bin-limit' },
    })
    harness.binHarness.limits = { ...harness.binHarness.limits, binBytes: 60_000 }
    await harness.confirmReplacement(planId)
    expect(await harness.bytes('a.txt')).toBe('a'.repeat(5_000))
  })

  it('counts the copy that waits as room only once its question is answered', async () => {
    const id = await harness.lose('a.txt', 'newer'.repeat(900))
    harness.binHarness.clock.advance(2 * dayMs)
    harness.binHarness.limits = { ...harness.binHarness.limits, binBytes: 6_000 }
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    const asset = await harness.binHarness.findAsset('a.txt')
    expect(await harness.deletions.planDeletion([asset])).toMatchObject({ value: { copySpace: 'limit' } })
    harness.replacements.discardQuestion(planId)
    expect(await harness.deletions.planDeletion([asset])).toMatchObject({ value: { copySpace: 'fits' } })
  })

  const answers: readonly (readonly [string, (planId: string) => unknown])[] = [
    ['is dropped', (planId) => harness.replacements.discardQuestion(planId)],
    ['is forgotten', () => harness.replacements.forgetQuestions()],
    ['is confirmed, and its deletion has ended', (planId) => harness.confirmReplacement(planId)],
  ]

  it.each(answers)('keeps the copy that waits until its question %s', async (_, answer) => {
    const id = await harness.lose('a.txt', 'newer')
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    const chosen = harness.replacements.chooseCopies(planId, true)
    if (!chosen.ok) throw new Error(chosen.failure.kind)
    const { bin } = harness.binHarness
    expect(await bin.purgeCopies([id])).toEqual({ removed: 0, held: 1 })
    harness.binHarness.clock.advance(40 * dayMs)
    expect(await bin.removeExpired()).toBe(0)
    await answer(chosen.value.planId)
    await expect.poll(() => bin.purgeCopies([id])).toEqual({ removed: 1, held: 0 })
  })

  it('keeps the copy no longer where there is no question', async () => {
    const id = await harness.lose('a.txt', 'newer')
    await harness.restore([id])
    harness.isReadOnly = true
    expect(await harness.replacements.planReplacement([id])).toMatchObject({
      failure: { kind: 'connection-read-only' },
    })
    expect(await harness.binHarness.bin.purgeCopies([id])).toEqual({ removed: 1, held: 0 })
  })

  it('asks nothing for a copy that is being removed', async () => {
    const id = await harness.lose('a.txt', 'newer')
    await harness.restore([id])
    const plans: ReturnType<Replacements['planReplacement']>[] = []
    harness.binHarness.disk.fault = (operation) => {
      if (operation === 'remove') plans.push(harness.replacements.planReplacement([id]))
      return null
    }
    await harness.binHarness.bin.purgeCopies([id])
    expect(await Promise.all(plans)).toMatchObject([{ ok: false, failure: { kind: 'plan-unknown' } }])
  })

  describe('for something else that waits', () => {
    let events: string[]

    /** Asks about a.txt, for something that is there as long as `isThere` says so. */
    async function createQuestion(isAvailable: () => boolean): Promise<string> {
      events = []
      const question = await harness.replacements.createQuestion({
        files: [{ id: 'x', there: [await harness.binHarness.findAsset('a.txt')] }],
        acquire: () => () => void events.push('released'),
        isAvailable: async () => Promise.resolve(isAvailable()),
        proceed: () => Promise.resolve(void events.push('proceeds')),
        abandon: () => void events.push('abandoned'),
      })
      if (!question.ok) throw new Error(question.failure.kind)
      return question.value.planId
    }

    it('deletes nothing where that is gone when the question is confirmed', async () => {
      let isAvailable = true
      const planId = await createQuestion(() => isAvailable)
      isAvailable = false
      for (let times = 0; times < 2; times += 1) {
        expect(await harness.replacements.confirmQuestion(planId)).toMatchObject({
          failure: { kind: 'plan-unknown' },
        })
      }
      expect(events).toEqual(['released', 'abandoned'])
      expect(harness.deletions.currentRun()).toBeNull()
    })

    it('lets go of that where it cannot be looked for', async () => {
      let isAvailable: boolean | null = true
      const planId = await createQuestion(() => {
        if (isAvailable === null) throw new Error('the disk is gone')
        return isAvailable
      })
      isAvailable = null
      await expect(harness.replacements.confirmQuestion(planId)).rejects.toThrow('the disk is gone')
      expect(events).toEqual(['released', 'abandoned'])
      expect(harness.binHarness.server.calls.count(deletes)).toBe(0)
    })

    it('deletes nothing where questions are forgotten while that is looked for', async () => {
      let checks = 0
      const planId = await createQuestion(() => {
        checks += 1
        if (checks === 2) harness.replacements.forgetQuestions()
        return true
      })
      expect(await harness.replacements.confirmQuestion(planId)).toMatchObject({
        failure: { kind: 'plan-unknown' },
      })
      expect(events).toEqual(['released', 'abandoned'])
    })
  })

  it('is confirmed once, whatever else is answered meanwhile', async () => {
    const id = await harness.lose('a.txt', 'newer')
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    const first = harness.confirmReplacement(planId)
    const refused = { ok: false, failure: { kind: 'plan-unknown' } }
    expect(harness.replacements.chooseCopies(planId, false)).toMatchObject(refused)
    expect(await harness.replacements.confirmQuestion(planId)).toMatchObject(refused)
    await first
    expect(harness.outcomes()).toEqual([{ state: 'restored', bytes: 'same' }])
    expect(await harness.bytes('a.txt')).toBe('a'.repeat(5_000))
  })

  it('puts the copies back where the deletion was, also when the connection is left meanwhile', async () => {
    const id = await harness.lose('a.txt', 'newer')
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    harness.onEnd = () => {
      harness.isConnected = false
    }
    await harness.confirmReplacement(planId)
    expect(harness.outcomes()).toEqual([{ state: 'restored', bytes: 'same' }])
    expect(await harness.bytes('a.txt')).toBe('a'.repeat(5_000))
  })
})
