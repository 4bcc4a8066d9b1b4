import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertNothingTripped } from '../../demo-server'
import type { DeletionQuestion, DeletionRun } from '../../shared/deletion'
import type { RestoreState } from '../../shared/recycle-bin'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'
import { FakeRandom, nodeHash } from '../../testing/memory-ports'
import { MemoryDisk, MemoryLogFiles } from '../../testing/memory-storage'
import { Deletions } from './deletions'
import { RunJournals } from './journal'
import { defaultSettings } from '../settings/settings'
import { CopyReplacements } from '../recycle-bin/copy-replacements'
import { Restores } from '../recycle-bin/restores'
import { accessTo } from '../../testing/fixed-access'

const dayMs = 24 * 60 * 60 * 1_000
const deletes = { method: 'DELETE', path: /\/assets\// }
const media = { method: 'POST', path: /media\/upload/ }

/** The recycle bin, restores and deletions, connected as in the app. */
class ReplacementHarness {
  readonly restores: Restores
  readonly deletions: Deletions
  readonly replacements: CopyReplacements
  isConnected = true
  isReadOnly = false
  /** Called when the deletion has ended, before what waits for it proceeds. */
  onEnd: () => void = () => undefined
  private onRunEnded: (run: DeletionRun) => void = () => undefined

  constructor(readonly binHarness: RecycleBinHarness) {
    const { bin, clock, open } = binHarness
    const connections = accessTo(() => (this.isConnected ? open : null))
    const ignore = (): void => undefined
    this.restores = new Restores({
      bin,
      measure: nodeHash.measure,
      clock,
      connections,
      canWrite: () => true,
      onChange: ignore,
      onRefresh: ignore,
      onRestored: ignore,
    })
    this.deletions = new Deletions({
      clock,
      random: new FakeRandom(),
      connections,
      copies: (runConnection) => bin.backupStore(runConnection),
      journals: new RunJournals(new MemoryLogFiles(new MemoryDisk(), 'jobs')),
      guard: { isReadOnly: () => this.isReadOnly, protects: () => false },
      ensureRecorded: () => Promise.resolve(),
      limits: () => defaultSettings,
      onRunChange: ignore,
      onRefresh: ignore,
      onRunEnd: (run) => {
        this.onEnd()
        this.onRunEnded(run)
      },
    })
    this.replacements = new CopyReplacements({
      deletions: this.deletions,
      restores: this.restores,
      bin,
      connections,
    })
  }

  /** Backs up a file, and replaces it on the server by another one of the same name. Returns the id of the copy. */
  async backUpAndReplace(name: string, newBytes: string): Promise<string> {
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

  /** Confirms; settles when the deletion and the restore after it have ended. */
  async confirmReplacement(planId: string): Promise<DeletionRun> {
    const previous = this.restores.currentRestore()
    const run = await this.confirmDeletion(planId)
    await expect
      .poll(() => this.restores.currentRestore() !== previous && !this.restores.isRunning())
      .toBe(true)
    return run
  }

  async confirmDeletion(planId: string): Promise<DeletionRun> {
    const endedRun = new Promise<DeletionRun>((resolve) => (this.onRunEnded = resolve))
    const started = await this.deletions.confirmPlan(planId)
    if (!started.ok) throw new Error(started.failure.kind)
    return endedRun
  }

  outcomes(): (RestoreState | undefined)[] {
    return (this.restores.currentRestore()?.files ?? []).map(({ outcome }) => outcome)
  }

  async bytes(name: string, segmentId = 1): Promise<string> {
    return new TextDecoder().decode(await this.binHarness.server.store.readBytes({ segmentId, name }))
  }
}

describe('replacing existing files', () => {
  let harness: ReplacementHarness

  beforeEach(async () => {
    harness = new ReplacementHarness(await RecycleBinHarness.start())
  })

  afterEach(async () => {
    await harness.binHarness.close()
    assertNothingTripped()
  })

  it('deletes the file after the usual confirmation, with a copy, then restores the old copy', async () => {
    const id = await harness.backUpAndReplace('a.txt', 'newer')
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

  it('restores only copies whose blocking files are all gone, and reports the others', async () => {
    const ids = [
      await harness.backUpAndReplace('a.txt', 'newer'),
      await harness.backUpAndReplace('b.txt', 'newer'),
    ]
    // The server may treat this name as a.txt too, so both files must be deleted.
    await harness.binHarness.server.store.put({ segmentId: 1, name: 'A.TXT', bytes: 'other' })
    await harness.restore(ids)
    const question = await harness.planReplacement(ids)
    expect(question.files.map(({ asset }) => asset.name).sort()).toEqual(['A.TXT', 'a.txt', 'b.txt'])
    // The backup of this one fails, so it is not deleted.
    harness.binHarness.server.faults.add({
      match: { method: 'GET', path: /filename=A\.TXT/ },
      fault: { kind: 'status', status: 500 },
    })
    await harness.confirmReplacement(question.planId)
    expect(harness.outcomes()).toEqual([{ state: 'not-replaced' }, { state: 'restored', bytes: 'same' }])
    expect(harness.binHarness.server.calls.count(media)).toBe(1)
  })

  it('restores a copy if the blocking file was already gone', async () => {
    const id = await harness.backUpAndReplace('a.txt', 'newer')
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    await harness.binHarness.server.store.remove({ segmentId: 1, name: 'a.txt' })
    await harness.confirmReplacement(planId)
    expect(harness.outcomes()).toEqual([{ state: 'restored', bytes: 'same' }])
  })

  it('still restores the copy if backups are switched off in the question', async () => {
    const id = await harness.backUpAndReplace('a.txt', 'newer')
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    const chosen = harness.deletions.choosePlan(planId, { keepsCopies: false })
    if (!chosen.ok) throw new Error(chosen.failure.kind)
    const run = await harness.confirmReplacement(chosen.value.planId)
    expect(run.files[0]?.copyId).toBeNull()
    expect(harness.outcomes()).toEqual([{ state: 'restored', bytes: 'same' }])
  })

  it('refuses copies that the latest restore did not report as blocked', async () => {
    const id = await harness.backUpAndReplace('a.txt', 'newer')
    const refused = { ok: false, failure: { kind: 'request-invalid' } }
    expect(await harness.replacements.planReplacement([id])).toMatchObject(refused)
    await harness.restore([id])
    expect(await harness.replacements.planReplacement([id, 'another'])).toMatchObject(refused)
    expect(await harness.replacements.planReplacement([])).toMatchObject({ ok: false })
  })

  it('restores nothing after the question is discarded', async () => {
    const id = await harness.backUpAndReplace('a.txt', 'newer')
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    harness.deletions.discardPlan(planId)
    expect(await harness.deletions.confirmPlan(planId)).toMatchObject({ ok: false })
    expect(harness.binHarness.server.calls.count(deletes)).toBe(0)
    expect(harness.outcomes()).toMatchObject([{ state: 'name-taken' }])
  })

  it('does not evict the pending copy to make space for the new one', async () => {
    const id = await harness.backUpAndReplace('a.txt', 'newer'.repeat(900))
    harness.binHarness.clock.advance(2 * dayMs)
    harness.binHarness.limits = { ...harness.binHarness.limits, binBytes: 6_000 }
    await harness.restore([id])
    const { planId, copySpace } = await harness.planReplacement([id])
    expect(copySpace).toBe('limit')
    // Only evicting the copy to be restored would make enough space.
    expect(await harness.deletions.confirmPlan(planId)).toMatchObject({
      ok: false,
      failure: { kind: 'bin-limit' },
    })
    expect(await harness.binHarness.bin.findCopy(id)).not.toBeNull()
    expect(await harness.bytes('a.txt')).toBe('newer'.repeat(900))
  })

  it('restores the copy if the question is confirmed again after the limit was raised', async () => {
    const id = await harness.backUpAndReplace('a.txt', 'newer'.repeat(900))
    harness.binHarness.limits = { ...harness.binHarness.limits, binBytes: 6_000 }
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    expect(await harness.deletions.confirmPlan(planId)).toMatchObject({
      failure: { kind: 'bin-limit' },
    })
    harness.binHarness.limits = { ...harness.binHarness.limits, binBytes: 60_000 }
    await harness.confirmReplacement(planId)
    expect(await harness.bytes('a.txt')).toBe('a'.repeat(5_000))
  })

  it('counts the pending copy as evictable only after its question is closed', async () => {
    const id = await harness.backUpAndReplace('a.txt', 'newer'.repeat(900))
    harness.binHarness.clock.advance(2 * dayMs)
    harness.binHarness.limits = { ...harness.binHarness.limits, binBytes: 6_000 }
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    const asset = await harness.binHarness.findAsset('a.txt')
    expect(await harness.deletions.planDeletion([asset])).toMatchObject({ value: { copySpace: 'limit' } })
    harness.deletions.discardPlan(planId)
    expect(await harness.deletions.planDeletion([asset])).toMatchObject({ value: { copySpace: 'fits' } })
  })

  const answers: readonly (readonly [string, (planId: string) => unknown])[] = [
    ['is discarded', (planId) => harness.deletions.discardPlan(planId)],
    ['is forgotten', () => harness.deletions.pageLoaded()],
    ['is confirmed, and its deletion has ended', (planId) => harness.confirmReplacement(planId)],
  ]

  it.each(answers)('pins the pending copy until its question %s', async (_, answer) => {
    const id = await harness.backUpAndReplace('a.txt', 'newer')
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    const chosen = harness.deletions.choosePlan(planId, { keepsCopies: true })
    if (!chosen.ok) throw new Error(chosen.failure.kind)
    const { bin } = harness.binHarness
    expect(await bin.purgeCopies([id])).toEqual({ removed: 0, notRemoved: 1 })
    harness.binHarness.clock.advance(40 * dayMs)
    expect(await bin.removeExpired()).toBe(0)
    await answer(chosen.value.planId)
    await expect.poll(() => bin.purgeCopies([id])).toEqual({ removed: 1, notRemoved: 0 })
  })

  it('does not pin the copy if the question cannot be created', async () => {
    const id = await harness.backUpAndReplace('a.txt', 'newer')
    await harness.restore([id])
    harness.isReadOnly = true
    expect(await harness.replacements.planReplacement([id])).toMatchObject({
      failure: { kind: 'connection-read-only' },
    })
    expect(await harness.binHarness.bin.purgeCopies([id])).toEqual({ removed: 1, notRemoved: 0 })
  })

  it('creates no question for a copy that is being removed', async () => {
    const id = await harness.backUpAndReplace('a.txt', 'newer')
    await harness.restore([id])
    const plans: ReturnType<CopyReplacements['planReplacement']>[] = []
    harness.binHarness.disk.fault = (operation) => {
      if (operation === 'remove') plans.push(harness.replacements.planReplacement([id]))
      return null
    }
    await harness.binHarness.bin.purgeCopies([id])
    expect(await Promise.all(plans)).toMatchObject([{ ok: false, failure: { kind: 'plan-unknown' } }])
  })

  describe('for other pending files', () => {
    let events: string[]

    /** Creates a question about a.txt, for a source that exists as long as `isAvailable` returns true. */
    async function createQuestion(isAvailable: () => boolean): Promise<string> {
      events = []
      const question = await harness.deletions.planReplacement({
        files: [{ id: 'x', there: [await harness.binHarness.findAsset('a.txt')] }],
        acquire: () => () => void events.push('released'),
        isAvailable: async () => Promise.resolve(isAvailable()),
        proceed: () => Promise.resolve(void events.push('proceeded')),
        abandon: () => void events.push('abandoned'),
      })
      if (!question.ok) throw new Error(question.failure.kind)
      return question.value.planId
    }

    it('deletes nothing if the source is gone when the question is confirmed', async () => {
      let isAvailable = true
      const planId = await createQuestion(() => isAvailable)
      isAvailable = false
      for (let attempt = 0; attempt < 2; attempt += 1) {
        expect(await harness.deletions.confirmPlan(planId)).toMatchObject({
          failure: { kind: 'plan-unknown' },
        })
      }
      expect(events).toEqual(['released', 'abandoned'])
      expect(harness.deletions.currentRun()).toBeNull()
    })

    it('releases the source if checking it fails', async () => {
      let isAvailable: boolean | null = true
      const planId = await createQuestion(() => {
        if (isAvailable === null) throw new Error('the disk is gone')
        return isAvailable
      })
      isAvailable = null
      await expect(harness.deletions.confirmPlan(planId)).rejects.toThrow('the disk is gone')
      expect(events).toEqual(['released', 'abandoned'])
      expect(harness.binHarness.server.calls.count(deletes)).toBe(0)
    })

    it('deletes nothing if questions are forgotten while the source is checked', async () => {
      let checks = 0
      const planId = await createQuestion(() => {
        checks += 1
        if (checks === 2) harness.deletions.pageLoaded()
        return true
      })
      expect(await harness.deletions.confirmPlan(planId)).toMatchObject({
        failure: { kind: 'plan-unknown' },
      })
      expect(events).toEqual(['released', 'abandoned'])
    })
  })

  it('is confirmed only once, and cannot be changed while it is being confirmed', async () => {
    const id = await harness.backUpAndReplace('a.txt', 'newer')
    await harness.restore([id])
    const { planId } = await harness.planReplacement([id])
    const first = harness.confirmReplacement(planId)
    const refused = { ok: false, failure: { kind: 'plan-unknown' } }
    expect(harness.deletions.choosePlan(planId, { keepsCopies: false })).toMatchObject(refused)
    expect(await harness.deletions.confirmPlan(planId)).toMatchObject(refused)
    await first
    expect(harness.outcomes()).toEqual([{ state: 'restored', bytes: 'same' }])
    expect(await harness.bytes('a.txt')).toBe('a'.repeat(5_000))
  })

  it('restores on the connection of the deletion, even if the user left it in between', async () => {
    const id = await harness.backUpAndReplace('a.txt', 'newer')
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
