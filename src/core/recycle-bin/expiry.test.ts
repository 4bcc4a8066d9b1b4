import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'

const dayMs = 24 * 60 * 60 * 1_000

describe('the expiry date of a copy', () => {
  let harness: RecycleBinHarness

  beforeEach(async () => {
    harness = await RecycleBinHarness.start()
  })

  afterEach(async () => {
    await harness.close()
  })

  /** Announces the expiry, and removes the copies a week later. */
  async function removeAnnounced(): Promise<number> {
    expect(await harness.bin.removeExpired()).toBe(0)
    harness.clock.advance(7 * dayMs)
    return harness.bin.removeExpired()
  }

  it('does not become earlier when the setting is shortened', async () => {
    const id = await harness.backUp('a.txt')
    const promised = harness.clock.now() + 30 * dayMs
    harness.limits = { ...harness.limits, binDays: 1 }
    expect((await harness.bin.listCopies())[0]?.expiresAt).toBe(promised)
    harness.clock.advance(29 * dayMs)
    expect(await harness.bin.removeExpired()).toBe(0)
    harness.clock.advance(dayMs)
    expect(await removeAnnounced()).toBe(1)
    expect(await harness.bin.findCopy(id)).toBeNull()
  })

  it('becomes later when the setting is extended, for existing copies too', async () => {
    await harness.backUp('a.txt')
    harness.limits = { ...harness.limits, binDays: 90 }
    expect((await harness.bin.listCopies())[0]?.expiresAt).toBe(harness.clock.now() + 90 * dayMs)
    harness.clock.advance(89 * dayMs)
    expect(await harness.bin.removeExpired()).toBe(0)
    harness.clock.advance(dayMs)
    expect(await removeAnnounced()).toBe(1)
  })

  it('is announced a week before the copy is removed, across restarts', async () => {
    const id = await harness.backUp('a.txt')
    harness.clock.advance(30 * dayMs)
    expect((await harness.bin.measureSpace()).expired).toBe(0)
    expect(await harness.bin.removeExpired()).toBe(0)
    harness.restart()
    expect((await harness.bin.measureSpace()).expired).toBe(1)
    expect((await harness.bin.listCopies())[0]?.expiresAt).toBe(harness.clock.now() + 7 * dayMs)
    harness.clock.advance(7 * dayMs - 1)
    expect(await harness.bin.removeExpired()).toBe(0)
    expect(await harness.bin.findCopy(id)).not.toBeNull()
    harness.clock.advance(1)
    expect(await harness.bin.removeExpired()).toBe(1)
    expect(harness.blobPaths()).toEqual([])
  })

  it('is announced again if the copy was kept for longer in between', async () => {
    const id = await harness.backUp('a.txt')
    harness.clock.advance(30 * dayMs)
    await harness.bin.removeExpired()
    harness.limits = { ...harness.limits, binDays: 60 }
    expect(await harness.bin.removeExpired()).toBe(0)
    expect((await harness.bin.measureSpace()).expired).toBe(0)
    harness.clock.advance(30 * dayMs)
    expect(await harness.bin.removeExpired()).toBe(0)
    expect(await harness.backUp('a.txt')).toBe(id)
    expect((await harness.bin.measureSpace()).expired).toBe(0)
    harness.clock.advance(59 * dayMs)
    expect(await harness.bin.removeExpired()).toBe(0)
  })

  it('does not undo what a deletion records while it is announced', async () => {
    const id = await harness.backUp('a.txt', 'job-1')
    harness.clock.advance(30 * dayMs)
    const [reused] = await Promise.all([harness.backUp('a.txt', 'job-2'), harness.bin.removeExpired()])
    expect(reused).toBe(id)
    expect(await harness.bin.findCopy(id)).toMatchObject({ jobId: 'job-2', keptAt: harness.clock.now() })
    harness.restart()
    expect(await harness.bin.findCopy(id)).toMatchObject({ jobId: 'job-2', keptAt: harness.clock.now() })
  })
})
