import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'

const dayMs = 24 * 60 * 60 * 1_000
const index = 'bin/bin.log'

describe('a damaged index', () => {
  let harness: RecycleBinHarness

  beforeEach(async () => {
    harness = await RecycleBinHarness.start()
  })
  afterEach(() => harness.close())

  /** Restarts, and runs everything that removes copies automatically. */
  async function restartAndCleanUp(): Promise<void> {
    harness.restart()
    await harness.bin.listCopies().catch(() => undefined)
    await harness.bin.removeExpired().catch(() => undefined)
  }

  const damages: readonly (readonly [string, (log: Uint8Array) => Uint8Array | null])[] = [
    ['missing', () => null],
    ['empty', () => new Uint8Array()],
    ['filled with zeros', (log) => new Uint8Array(log.length)],
    ['filled with line feeds', (log) => new Uint8Array(log.length).fill(0x0a)],
    ['zeroed at its start', (log) => log.slice().fill(0, 0, 60)],
    ['zeroed at its end', (log) => log.slice().fill(0, log.length - 60)],
    ['changed in its last line', (log) => log.map((byte, i) => (i === log.length - 9 ? byte ^ 1 : byte))],
    ['of another kind', () => new TextEncoder().encode('not a log\n')],
  ]

  it.each(damages)('loses no copy when it is %s', async (_, damage) => {
    await harness.backUp('#1 100%.png')
    await harness.backUp('a.txt')
    const before = harness.blobPaths()
    const damaged = damage(harness.disk.files.get(index) ?? new Uint8Array())
    if (damaged === null) harness.disk.files.delete(index)
    else harness.disk.files.set(index, damaged)
    await restartAndCleanUp()
    await restartAndCleanUp()
    expect(harness.blobPaths()).toEqual(before)
    const { copies, unknownCopies } = await harness.bin.measureSpace()
    expect(copies + unknownCopies).toBe(2)
  })

  it('loses no copy when it is cut at any byte, and lists only copies that have their bytes', async () => {
    await harness.backUp('#1 100%.png')
    await harness.backUp('a.txt')
    const before = harness.blobPaths()
    const log = harness.disk.files.get(index) ?? new Uint8Array()
    const counts = new Set<number>()
    for (let cut = 0; cut <= log.length; cut += 1) {
      harness.disk.files.set(index, log.slice(0, cut))
      await restartAndCleanUp()
      const listed = await harness.bin.listCopies()
      counts.add(listed.length)
      for (const { id } of listed) expect(before).toContain(`copies/${id}`)
      expect(harness.blobPaths(), String(cut)).toEqual(before)
    }
    expect([...counts].sort()).toEqual([0, 1, 2])
  })

  it('loses no copy when it cannot be read, and the next start lists all of them', async () => {
    const id = await harness.backUp('a.txt')
    harness.restart()
    harness.disk.fault = (operation, path) => (operation === 'read' && path === index ? 'EACCES' : null)
    await expect(harness.bin.listCopies()).rejects.toThrow('EACCES')
    await expect(harness.bin.removeExpired()).rejects.toThrow('EACCES')
    expect(await harness.backUp('b.txt')).toBe('failed: no-permission')
    harness.restart()
    expect((await harness.bin.listCopies()).map((entry) => entry.id)).toEqual([id])
  })

  it('prevents expiry and purging while it is read-only', async () => {
    const ids = [await harness.backUp('a.txt'), await harness.backUp('b.txt')]
    const log = harness.disk.files.get(index) ?? new Uint8Array()
    const damagedAt = log.length - 100
    harness.disk.files.set(
      index,
      Buffer.concat([log.map((byte, i) => (i === damagedAt ? byte ^ 1 : byte)), log.subarray(-60)]),
    )
    harness.restart()
    expect(await harness.bin.measureSpace()).toMatchObject({ isReadOnly: true, copies: 1, unknownCopies: 1 })
    harness.clock.advance(60 * dayMs)
    expect(await harness.bin.removeExpired()).toBe(0)
    await expect(harness.bin.purgeCopies(ids)).rejects.toThrow()
    expect(harness.blobPaths()).toHaveLength(2)
  })

  it('is started over if missing, and copies that it does not list neither count for the limit nor are evicted', async () => {
    await harness.backUp('b.txt')
    harness.disk.files.delete(index)
    harness.restart()
    harness.limits = { ...harness.limits, binBytes: 201_000 }
    harness.clock.advance(60 * dayMs)
    expect(await harness.backUp('b.txt')).not.toMatch(/^failed/)
    expect(await harness.bin.measureSpace()).toMatchObject({
      copies: 1,
      usedBytes: 200_000,
      unknownCopies: 1,
    })
    harness.clock.advance(dayMs)
    expect(await harness.backUp('a.txt')).not.toMatch(/^failed/)
    expect(harness.blobPaths()).toHaveLength(2)
  })

  it('does not forget a copy whose bytes are missing at one start', async () => {
    const id = await harness.backUp('a.txt')
    const bytes = harness.disk.files.get(`copies/${id}`) ?? new Uint8Array()
    harness.disk.files.delete(`copies/${id}`)
    await restartAndCleanUp()
    expect(await harness.bin.listCopies()).toEqual([])
    harness.disk.files.set(`copies/${id}`, bytes)
    await restartAndCleanUp()
    expect((await harness.bin.listCopies()).map((entry) => entry.id)).toEqual([id])
  })

  describe('that lost its last lines', () => {
    /** A copy of day 0 that a deletion on day 20 used again, so that it stays until day 50. */
    async function keepForLonger(): Promise<string> {
      const id = await harness.backUp('a.txt')
      await passDays(20)
      expect(await harness.backUp('a.txt')).toBe(id)
      return id
    }

    /** Days with the app open, so that they count. */
    async function passDays(days: number): Promise<void> {
      for (let day = 0; day < days; day += 1) {
        harness.clock.advance(dayMs)
        await harness.bin.removeExpired()
      }
    }

    function dropLastLine(): void {
      const log = Buffer.from(harness.disk.files.get(index) ?? new Uint8Array())
      harness.disk.files.set(index, log.subarray(0, log.lastIndexOf('\n', -2) + 1))
    }

    it('deletes no copy earlier than it was kept for, and says so', async () => {
      const id = await keepForLonger()
      dropLastLine()
      harness.restart()
      expect(await harness.bin.measureSpace()).toMatchObject({ isCut: true, isReadOnly: false, copies: 1 })
      await passDays(29)
      expect((await harness.bin.listCopies()).map((entry) => entry.id)).toEqual([id])
    })

    it('lets copies expire again after their time', async () => {
      await keepForLonger()
      dropLastLine()
      harness.restart()
      await passDays(15)
      harness.restart()
      expect(await harness.bin.measureSpace()).toMatchObject({ isCut: false, copies: 1 })
      await passDays(24)
      expect(await harness.bin.listCopies()).toEqual([])
    })

    it.each<[string, Uint8Array]>([
      ['empty', new Uint8Array()],
      ['zeroed', new Uint8Array(20)],
      ['of another form', new TextEncoder().encode('{"v":2}')],
    ])('counts as cut while the record of its length is %s', async (_, record) => {
      await keepForLonger()
      harness.disk.files.set('bin/bin-extended.json', record)
      dropLastLine()
      harness.restart()
      expect(await harness.bin.measureSpace()).toMatchObject({ isCut: true })
    })

    it('is not suspected if nothing is missing, or if an older version wrote it', async () => {
      await keepForLonger()
      harness.restart()
      expect(await harness.bin.measureSpace()).toMatchObject({ isCut: false })
      harness.disk.files.delete('bin/bin-extended.json')
      harness.restart()
      expect(await harness.bin.measureSpace()).toMatchObject({ isCut: false })
    })
  })
})
