import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile, outcomesByName } from '../../testing/deletion-harness'
import { Gate, GatedDisk, flushEventLoop } from '../../testing/gate'
import { MemoryPlatform } from '../../testing/memory-platform'
import { MemoryDisk } from '../../testing/memory-storage'
import { throttledResponse } from '../../testing/scripted-http'
import type { BackupStore } from './ports'

/**
 * After the first file y and z go side by side. The DELETE of z is answered by 429, and its look shows what somebody did
 * meanwhile, while y is held up by its copies or by the disk.
 */
class SideBySide {
  readonly bench: DeletionHarness
  readonly platform = new MemoryPlatform(['x', 'y', 'z'].map((name) => storedFile(name)))
  /** Copies that were asked for, as name and language. */
  readonly copied: string[] = []
  readonly copiesOfY = new Gate()
  readonly intentOfY = new Gate()
  beforeLook: () => void = () => undefined
  afterLook: () => void = () => undefined
  private wasThrottled = false

  constructor(private readonly heldUpBy: 'its copies' | 'the disk') {
    const disk = new GatedDisk(1)
    disk.canWrite = this.intentOfY.isOpen
    this.bench = new DeletionHarness(this.platform, disk, () => this.keeper())
    const { platform } = this
    platform.fault = ({ method }) => {
      if (method !== 'DELETE' || this.wasThrottled || platform.deletes().at(-1) !== 'z') return null
      this.wasThrottled = true
      return throttledResponse
    }
  }

  async run(): Promise<Record<string, string>> {
    this.holdLook()
    return outcomesByName(await this.bench.deleteFiles(['x', 'y', 'z'], [1]))
  }

  /** The names of what was deleted, in order. */
  deleted(): string[] {
    return this.platform.deletes().filter((name, at, all) => all.indexOf(name) === at)
  }

  private keeper(): BackupStore {
    return {
      keepsCopies: true,
      spaceFor: () => Promise.resolve('fits'),
      backUp: async ({ name, locale }) => {
        this.copied.push(`${name} ${locale ?? '-'}`)
        if (name === 'y') await this.copiesOfY.isOpen
        return { ok: true, copyId: `copy-${name}` }
      },
    }
  }

  private holdLook(): void {
    const { bench, platform } = this
    let hasLooked = false
    bench.network = {
      send: async (request) => {
        if (hasLooked || !this.wasThrottled || !request.url.includes('/list')) return platform.send(request)
        hasLooked = true
        if (this.heldUpBy === 'the disk') this.copiesOfY.open()
        await flushEventLoop()
        this.beforeLook()
        const answer = await platform.send(request)
        void flushEventLoop().then(() => {
          this.afterLook()
          this.copiesOfY.open()
          this.intentOfY.open()
        })
        return answer
      },
    }
  }
}

describe('deletes side by side', () => {
  it('are not begun any more once one of them has a reason to stop', async () => {
    const many = Array.from({ length: 8 }, (_, n) => storedFile(`f${String(n)}`))
    const platform = new MemoryPlatform(many)
    const late = new Gate()
    const keeper: BackupStore = {
      keepsCopies: true,
      spaceFor: () => Promise.resolve('fits'),
      backUp: async ({ name }) => {
        if (name === 'f4') await late.isOpen
        return { ok: true, copyId: `copy-${name}` }
      },
    }
    const bench = new DeletionHarness(platform, new MemoryDisk(), () => keeper)
    platform.fault = ({ method, path }) => {
      if (method !== 'DELETE' || !path.includes('/assets/') || platform.deletes().length === 1) return null
      // The third failure in a row stops the job; the copy of f4 is ready long after that.
      if (platform.deletes().length === 4) void flushEventLoop().then(late.open)
      return { status: 500 }
    }
    const job = await bench.deleteFiles(
      many.map(({ name }) => name),
      [1],
    )
    expect(job.stop?.reason).toBe('failures-in-a-row')
    expect(platform.deletes()).not.toContain('f4')
    expect(outcomesByName(job)['f4']).toBe('not-deleted: job-stopped')
  })

  it.each(['its copies', 'the disk'] as const)(
    'are not asked for where another one saw meanwhile that they are no longer what was confirmed: held up by %s',
    async (what) => {
      const world = new SideBySide(what)
      world.beforeLook = () => world.platform.put(storedFile('y', { size: 9_999 }))
      expect(await world.run()).toEqual({
        ...{ x: 'deleted-and-verified', y: 'not-deleted: changed', z: 'deleted-and-verified' },
      })
      expect(world.deleted()).toEqual(['x', 'z'])
      expect(world.copied.filter((name) => name === 'y -')).toHaveLength(1)
    },
  )

  it.each(['its copies', 'the disk'] as const)(
    'are not asked for where that look showed many things at once: held up by %s',
    async (what) => {
      const world = new SideBySide(what)
      world.platform.put(storedFile('a', { locale: 'fr' }))
      world.beforeLook = () => {
        world.platform.removeWhere(({ name }) => name === 'y')
        world.platform.put(storedFile('z', { size: 9_999 }))
        world.platform.put(storedFile('y', { size: 9_999 }))
      }
      expect(await world.run()).toMatchObject({ y: 'not-deleted: changed', z: 'not-deleted: changed' })
      expect(world.deleted()).toEqual(['x', 'z'])
      expect(world.platform.names()).toEqual(expect.arrayContaining(['y', 'z']))
    },
  )

  it.each(['its copies', 'the disk'] as const)(
    'wait for copies of what another one saw at risk meanwhile: held up by %s',
    async (what) => {
      const world = new SideBySide(what)
      world.beforeLook = () => world.platform.add(storedFile('y', { locale: 'es' }))
      let copiedBefore: readonly string[] = []
      world.platform.beforeDelete = ([named]) => {
        if (named?.name === 'y') copiedBefore = [...world.copied]
      }
      expect(await world.run()).toMatchObject({ y: 'deleted-and-verified', z: 'deleted-and-verified' })
      expect(copiedBefore).toContain('y es')
    },
  )

  it.each<[string, (bench: DeletionHarness) => void, string]>([
    ['locked', (bench) => (bench.protects = ({ name }) => name === 'y'), 'not-deleted: protected'],
    ['made read-only', (bench) => (bench.isReadOnly = true), 'not-deleted: job-stopped'],
    [
      'stopped',
      (bench) => void bench.deletions.stopRun(bench.deletions.currentRun()?.id ?? ''),
      'not-deleted: stopped-by-user',
    ],
  ])('are not asked for once they are %s, whatever has been written by then', async (_, acquire, outcome) => {
    const world = new SideBySide('the disk')
    world.afterLook = () => acquire(world.bench)
    expect((await world.run())['y']).toBe(outcome)
    expect(world.deleted()).not.toContain('y')
  })
})
