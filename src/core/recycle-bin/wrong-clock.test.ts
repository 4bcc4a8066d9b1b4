import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'

const hourMs = 60 * 60 * 1_000
const dayMs = 24 * hourMs

describe('a clock that jumped', () => {
  let harness: RecycleBinHarness

  beforeEach(async () => {
    harness = await RecycleBinHarness.start()
  })
  afterEach(() => harness.close())

  async function restartAfter(ms: number): Promise<number> {
    harness.restart()
    harness.clock.setWallBy(ms)
    return harness.bin.removeExpired()
  }

  /** Runs the app for this long. Like the app, it removes expired copies every hour. */
  async function runFor(ms: number): Promise<number> {
    let removed = 0
    for (let passed = 0; passed < ms; passed += hourMs) {
      harness.clock.advance(hourMs)
      removed += await harness.bin.removeExpired()
    }
    return removed
  }

  it.each([8, 31, 40, 400, 40_000])('loses no copy when it is %i days ahead at one start', async (days) => {
    const id = await harness.backUp('a.txt')
    expect(await restartAfter(days * dayMs)).toBe(0)
    expect(await runFor(2 * dayMs)).toBe(0)
    expect(await restartAfter(-days * dayMs)).toBe(0)
    expect((await harness.bin.listCopies()).map((entry) => entry.id)).toEqual([id])
    expect(harness.blobPaths()).toHaveLength(1)
  })

  it('loses no copy over several starts with the wrong time', async () => {
    await harness.backUp('a.txt')
    expect(await restartAfter(40 * dayMs)).toBe(0)
    for (let start = 0; start < 5; start += 1) expect(await restartAfter(dayMs)).toBe(0)
    expect(await restartAfter(-45 * dayMs)).toBe(0)
    expect(harness.blobPaths()).toHaveLength(1)
  })

  it('loses no copy when it jumps while the app runs', async () => {
    await harness.backUp('a.txt')
    expect(await harness.bin.removeExpired()).toBe(0)
    harness.clock.setWallBy(40 * dayMs)
    expect(await runFor(3 * dayMs)).toBe(0)
    expect(harness.blobPaths()).toHaveLength(1)
  })

  it('loses no copy when it jumps back and forth many times', async () => {
    await harness.backUp('a.txt')
    for (let jump = 0; jump < 40; jump += 1) {
      expect(await restartAfter(6 * dayMs)).toBe(0)
      expect(await restartAfter(-6 * dayMs)).toBe(0)
    }
    expect(await restartAfter(40 * dayMs)).toBe(0)
  })

  it('loses no copy with a day left when it is a few days ahead at one start', async () => {
    await harness.backUp('a.txt')
    expect(await runFor(29 * dayMs)).toBe(0)
    expect(await restartAfter(6 * dayMs)).toBe(0)
    expect(await runFor(12 * hourMs)).toBe(0)
    expect(await restartAfter(-6 * dayMs)).toBe(0)
    expect(harness.blobPaths()).toHaveLength(1)
  })

  it('gives copies made while it was a year behind their full retention from the next start', async () => {
    harness.clock.setWallBy(-365 * dayMs)
    await harness.backUp('a.txt')
    expect(await restartAfter(365 * dayMs)).toBe(0)
    expect(await runFor(29 * dayMs)).toBe(0)
    expect(await runFor(9 * dayMs)).toBe(1)
  })

  it('loses no older copy when it is a year behind for a while', async () => {
    await harness.backUp('a.txt')
    expect(await restartAfter(-365 * dayMs)).toBe(0)
    expect(await runFor(2 * dayMs)).toBe(0)
    expect(await restartAfter(365 * dayMs)).toBe(0)
    expect(harness.blobPaths()).toHaveLength(1)
  })

  it('evicts no copy of the last day', async () => {
    harness.limits = { ...harness.limits, binBytes: 201_000 }
    await harness.backUp('a.txt')
    expect(await restartAfter(40 * dayMs)).toBe(0)
    expect(await harness.bin.checkSpace(200_000)).toMatchObject({ fits: false, why: 'limit' })
    expect(await harness.backUp('b.txt')).toBe('failed: bin-full')
    harness.clock.advance(dayMs)
    expect(await harness.backUp('b.txt')).not.toMatch(/^failed/)
  })

  it('is reported until the next start', async () => {
    await harness.backUp('a.txt')
    expect(await harness.bin.measureSpace()).toMatchObject({ clockJumped: false })
    await restartAfter(40 * dayMs)
    expect(await harness.bin.measureSpace()).toMatchObject({ clockJumped: true })
    await restartAfter(dayMs)
    expect(await harness.bin.measureSpace()).toMatchObject({ clockJumped: false })
  })

  it('does not keep copies forever: they expire on time if the app is started once a day', async () => {
    await harness.backUp('a.txt')
    let removed = 0
    let days = 0
    for (; removed === 0 && days < 60; days += 1) removed = await restartAfter(dayMs)
    expect(days).toBeGreaterThanOrEqual(37)
    expect(days).toBeLessThanOrEqual(40)
  })

  it('keeps copies longer, never shorter, if the file of trusted time is lost or damaged', async () => {
    const damages = [null, '', '\0\0\0\0', '{"v":1', '{"v":9}'] as const
    for (const text of damages) {
      await harness.backUp('a.txt')
      await runFor(20 * dayMs)
      if (text === null) harness.timeFiles.files.clear()
      else harness.timeFiles.files.set('trusted-time.json', new TextEncoder().encode(text))
      expect(await restartAfter(0), String(text)).toBe(0)
      expect(await runFor(15 * dayMs)).toBe(0)
      expect(await runFor(23 * dayMs)).toBe(1)
    }
  })

  it('counts the age of copies of a version without trusted time from the first start of this version', async () => {
    await harness.backUp('a.txt')
    const log = new TextDecoder().decode(harness.disk.files.get('bin/bin.log'))
    expect(log).toContain('"seen"')
    harness.timeFiles.files.clear()
    expect(await restartAfter(40 * dayMs)).toBe(0)
    expect(await runFor(29 * dayMs)).toBe(0)
    expect(await runFor(9 * dayMs)).toBe(1)
  })
})
