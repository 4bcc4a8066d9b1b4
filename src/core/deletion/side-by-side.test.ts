import { describe, expect, it } from 'vitest'
import { DeletionBench, file, outcomes } from '../../testing/deletion-bench'
import { MemoryPlatform } from '../../testing/memory-platform'
import { MemoryDisk } from '../../testing/memory-storage'
import type { CopyKeeper } from './ports'

/** Long enough for everything in memory that waits for nothing else. */
async function inAWhile(): Promise<void> {
  for (let turns = 0; turns < 50; turns += 1) await new Promise((resume) => setImmediate(resume))
}

/** A disk that writes the intents of one file of the job only when it is let. */
class HesitantDisk extends MemoryDisk {
  mayWrite = Promise.resolve()

  constructor(private readonly nthFile: number) {
    super()
  }

  override async grow(path: string, bytes: Uint8Array): Promise<void> {
    const isIntent = Buffer.from(bytes).includes(`"t":"intent","n":${String(this.nthFile)},`)
    if (isIntent) await this.mayWrite
    return super.grow(path, bytes)
  }
}

/** Opened once. */
class Gate {
  open: () => void = () => undefined
  readonly isOpen = new Promise<void>((resolve) => (this.open = resolve))
}

/**
 * After the first file the computer falls asleep. Of the two that are left each looks anew when it wakes: y first, and z, whose
 * look shows what somebody did meanwhile, while y is held up by its copies or by the disk.
 */
class TwoAfterSleep {
  readonly bench: DeletionBench
  readonly platform = new MemoryPlatform(['x', 'y', 'z'].map((name) => file(name)))
  /** Copies that were asked for, as name and language. */
  readonly copied: string[] = []
  /** Settles when y may have the copies of its namesakes. */
  copiesOfNamesakes = Promise.resolve()
  beforeLookOfY: () => void = () => undefined
  beforeLookOfZ: () => void = () => undefined
  afterLookOfZ: () => void = () => undefined
  private isAsleep = false

  constructor(readonly disk = new MemoryDisk()) {
    this.bench = new DeletionBench(this.platform, disk, () => this.keeper())
  }

  async run(): Promise<Record<string, string>> {
    this.holdLooks()
    const job = await this.bench.delete(['x', 'y', 'z'], [1])
    return outcomes(job)
  }

  private keeper(): CopyKeeper {
    return {
      keepsCopies: true,
      roomFor: () => Promise.resolve('fits'),
      keep: async ({ name, locale }) => {
        this.copied.push(`${name} ${locale ?? '-'}`)
        if (locale !== null) await this.copiesOfNamesakes
        if (name !== 'x' && !this.isAsleep) this.sleep()
        return { ok: true, copyId: `copy-${name}` }
      },
    }
  }

  private sleep(): void {
    this.isAsleep = true
    this.bench.deletions.pause()
    void inAWhile().then(() => this.bench.deletions.resume())
  }

  private holdLooks(): void {
    const { bench, platform } = this
    let looks = 0
    bench.network = {
      send: async (request) => {
        if (!this.isAsleep || !request.url.includes('/list')) return platform.send(request)
        looks += 1
        if (looks === 1) this.beforeLookOfY()
        if (looks !== 2) return platform.send(request)
        await inAWhile()
        this.beforeLookOfZ()
        const answer = await platform.send(request)
        void inAWhile().then(() => this.afterLookOfZ())
        return answer
      },
    }
  }
}

describe('deletes side by side', () => {
  it('are not begun any more once one of them has a reason to stop', async () => {
    const many = Array.from({ length: 8 }, (_, n) => file(`f${String(n)}`))
    const platform = new MemoryPlatform(many)
    let release: () => void = () => undefined
    const late = new Promise<void>((resolve) => (release = resolve))
    const keeper: CopyKeeper = {
      keepsCopies: true,
      roomFor: () => Promise.resolve('fits'),
      keep: async ({ name }) => {
        if (name === 'f4') await late
        return { ok: true, copyId: `copy-${name}` }
      },
    }
    const bench = new DeletionBench(platform, new MemoryDisk(), () => keeper)
    platform.fault = ({ method, path }) => {
      if (method !== 'DELETE' || !path.includes('/assets/') || platform.deletes().length === 1) return null
      // The third failure in a row stops the job; the copy of f4 is ready long after that.
      if (platform.deletes().length === 4) void inAWhile().then(release)
      return { status: 500 }
    }
    const job = await bench.delete(
      many.map(({ name }) => name),
      [1],
    )
    expect(job.stop?.reason).toBe('failures-in-a-row')
    expect(platform.deletes()).not.toContain('f4')
    expect(outcomes(job)['f4']).toBe('not-deleted: job-stopped')
  })

  it.each(['its copies', 'the disk'] as const)(
    'are not asked for where another one saw meanwhile that they are no longer what was confirmed: held up by %s',
    async (what) => {
      const gate = new Gate()
      const disk = new HesitantDisk(1)
      const world = new TwoAfterSleep(disk)
      if (what === 'the disk') disk.mayWrite = gate.isOpen
      else {
        world.copiesOfNamesakes = gate.isOpen
        world.beforeLookOfY = () => world.platform.add(file('y', { locale: 'fr' }))
      }
      world.beforeLookOfZ = () => world.platform.put(file('y', { size: 9_999 }))
      world.afterLookOfZ = gate.open
      expect(await world.run()).toEqual({
        ...{ x: 'deleted-and-verified', y: 'not-deleted: changed', z: 'deleted-and-verified' },
      })
      expect(world.platform.deletes()).toEqual(['x', 'z'])
    },
  )

  it.each(['its copies', 'the disk'] as const)(
    'wait for copies of what another one saw at risk meanwhile: held up by %s',
    async (what) => {
      const gate = new Gate()
      const disk = new HesitantDisk(1)
      const world = new TwoAfterSleep(disk)
      if (what === 'the disk') disk.mayWrite = gate.isOpen
      else {
        world.copiesOfNamesakes = gate.isOpen
        world.beforeLookOfY = () => world.platform.add(file('y', { locale: 'fr' }))
      }
      world.beforeLookOfZ = () => world.platform.add(file('y', { locale: 'es' }))
      world.afterLookOfZ = gate.open
      let copiedBefore: readonly string[] = []
      world.platform.beforeDelete = ([named]) => {
        if (named?.name === 'y') copiedBefore = [...world.copied]
      }
      expect(await world.run()).toMatchObject({ y: 'deleted-and-verified', z: 'deleted-and-verified' })
      expect(copiedBefore).toContain('y es')
    },
  )

  it.each<[string, (bench: DeletionBench) => void, string]>([
    ['locked', (bench) => (bench.protects = ({ name }) => name === 'y'), 'not-deleted: protected'],
    ['made read-only', (bench) => (bench.isReadOnly = true), 'not-deleted: job-stopped'],
    [
      'stopped',
      (bench) => void bench.deletions.stop(bench.deletions.current()?.id ?? ''),
      'not-deleted: stopped-by-user',
    ],
  ])('are not asked for once they are %s, whatever has been written by then', async (_, hold, outcome) => {
    const gate = new Gate()
    const disk = new HesitantDisk(1)
    disk.mayWrite = gate.isOpen
    const world = new TwoAfterSleep(disk)
    world.beforeLookOfZ = () => {
      hold(world.bench)
      gate.open()
    }
    expect((await world.run())['y']).toBe(outcome)
    expect(world.platform.deletes()).not.toContain('y')
  })
})
