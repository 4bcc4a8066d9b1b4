import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile, outcomesByName } from '../../testing/deletion-harness'
import { Gate, GatedDisk, flushEventLoop } from '../../testing/gate'
import { MemoryPlatform } from '../../testing/memory-platform'
import { MemoryDisk } from '../../testing/memory-storage'
import { throttledResponse } from '../../testing/scripted-http'
import type { BackupStore } from './ports'

/**
 * Deletes y and z in parallel after the canary x. The DELETE of z is throttled, and the listing after it shows a change by
 * someone else, while y is delayed by its copies or by the disk.
 */
class ParallelDeletes {
  readonly harness: DeletionHarness
  readonly platform = new MemoryPlatform(['x', 'y', 'z'].map((name) => storedFile(name)))
  /** Requested copies, as name and language. */
  readonly copied: string[] = []
  readonly copiesOfY = new Gate()
  readonly intentOfY = new Gate()
  beforeListing: () => void = () => undefined
  afterListing: () => void = () => undefined
  private wasThrottled = false

  constructor(private readonly delayedBy: 'its copies' | 'the disk') {
    const disk = new GatedDisk(1)
    disk.canWrite = this.intentOfY.isOpen
    this.harness = new DeletionHarness(this.platform, disk, () => this.createBackupStore())
    const { platform } = this
    platform.fault = ({ method }) => {
      if (method !== 'DELETE' || this.wasThrottled || platform.deletes().at(-1) !== 'z') return null
      this.wasThrottled = true
      return throttledResponse
    }
  }

  async run(): Promise<Record<string, string>> {
    this.delayListing()
    return outcomesByName(await this.harness.deleteFiles(['x', 'y', 'z'], [1]))
  }

  /** The names of deleted files, in order and without repetitions. */
  deleted(): string[] {
    return this.platform.deletes().filter((name, index, all) => all.indexOf(name) === index)
  }

  private createBackupStore(): BackupStore {
    return {
      keepsCopies: true,
      expiresAt: () => 0,
      spaceFor: () => Promise.resolve('fits'),
      backUp: async ({ name, locale }) => {
        this.copied.push(`${name} ${locale ?? '-'}`)
        if (name === 'y') await this.copiesOfY.isOpen
        return { ok: true, copyId: `copy-${name}` }
      },
    }
  }

  private delayListing(): void {
    const { harness, platform } = this
    let hasListed = false
    harness.network = {
      send: async (request) => {
        if (hasListed || !this.wasThrottled || !request.url.includes('/list')) return platform.send(request)
        hasListed = true
        if (this.delayedBy === 'the disk') this.copiesOfY.open()
        await flushEventLoop()
        this.beforeListing()
        const response = await platform.send(request)
        void flushEventLoop().then(() => {
          this.afterListing()
          this.copiesOfY.open()
          this.intentOfY.open()
        })
        return response
      },
    }
  }
}

describe('parallel deletes', () => {
  it('are not started once one of them has a reason to stop', async () => {
    const many = Array.from({ length: 8 }, (_, n) => storedFile(`f${String(n)}`))
    const platform = new MemoryPlatform(many)
    const lateCopy = new Gate()
    const store: BackupStore = {
      keepsCopies: true,
      expiresAt: () => 0,
      spaceFor: () => Promise.resolve('fits'),
      backUp: async ({ name }) => {
        if (name === 'f4') await lateCopy.isOpen
        return { ok: true, copyId: `copy-${name}` }
      },
    }
    const harness = new DeletionHarness(platform, new MemoryDisk(), () => store)
    platform.fault = ({ method, path }) => {
      if (method !== 'DELETE' || !path.includes('/assets/') || platform.deletes().length === 1) return null
      // The third consecutive failure stops the run; the copy of f4 is ready long after that.
      if (platform.deletes().length === 4) void flushEventLoop().then(lateCopy.open)
      return { status: 500 }
    }
    const run = await harness.deleteFiles(
      many.map(({ name }) => name),
      [1],
    )
    expect(run.stop?.reason).toBe('failures-in-a-row')
    expect(platform.deletes()).not.toContain('f4')
    expect(outcomesByName(run)['f4']).toBe('not-deleted: job-stopped')
  })

  it.each(['its copies', 'the disk'] as const)(
    'are not sent if the listing for another file shows their file as changed: delayed by %s',
    async (delayedBy) => {
      const deletes = new ParallelDeletes(delayedBy)
      deletes.beforeListing = () => deletes.platform.put(storedFile('y', { size: 9_999 }))
      expect(await deletes.run()).toEqual({
        x: 'deleted-and-verified',
        y: 'not-deleted: changed',
        z: 'deleted-and-verified',
      })
      expect(deletes.deleted()).toEqual(['x', 'z'])
      expect(deletes.copied.filter((name) => name === 'y -')).toHaveLength(1)
    },
  )

  it.each(['its copies', 'the disk'] as const)(
    'are not sent if that listing shows several changes at once: delayed by %s',
    async (delayedBy) => {
      const deletes = new ParallelDeletes(delayedBy)
      deletes.platform.put(storedFile('a', { locale: 'fr' }))
      deletes.beforeListing = () => {
        deletes.platform.removeWhere(({ name }) => name === 'y')
        deletes.platform.put(storedFile('z', { size: 9_999 }))
        deletes.platform.put(storedFile('y', { size: 9_999 }))
      }
      expect(await deletes.run()).toMatchObject({ y: 'not-deleted: changed', z: 'not-deleted: changed' })
      expect(deletes.deleted()).toEqual(['x', 'z'])
      expect(deletes.platform.names()).toEqual(expect.arrayContaining(['y', 'z']))
    },
  )

  it.each(['its copies', 'the disk'] as const)(
    'wait for copies of files at risk that the listing for another file shows: delayed by %s',
    async (delayedBy) => {
      const deletes = new ParallelDeletes(delayedBy)
      deletes.beforeListing = () => deletes.platform.add(storedFile('y', { locale: 'es' }))
      let copiedBefore: readonly string[] = []
      deletes.platform.beforeDelete = ([named]) => {
        if (named?.name === 'y') copiedBefore = [...deletes.copied]
      }
      expect(await deletes.run()).toMatchObject({ y: 'deleted-and-verified', z: 'deleted-and-verified' })
      expect(copiedBefore).toContain('y es')
    },
  )

  it.each<[string, (harness: DeletionHarness) => void, string]>([
    ['locked', (harness) => (harness.protects = ({ name }) => name === 'y'), 'not-deleted: protected'],
    ['made read-only', (harness) => (harness.isReadOnly = true), 'not-deleted: job-stopped'],
    [
      'stopped',
      (harness) => void harness.deletions.stopRun(harness.deletions.currentRun()?.id ?? ''),
      'not-deleted: stopped-by-user',
    ],
  ])('are not sent once they are %s, even after the intent was written', async (_, change, outcome) => {
    const deletes = new ParallelDeletes('the disk')
    deletes.afterListing = () => change(deletes.harness)
    expect((await deletes.run())['y']).toBe(outcome)
    expect(deletes.deleted()).not.toContain('y')
  })
})
