import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecycleBinHarness } from '../../testing/recycle-bin-harness'

const dayMs = 24 * 60 * 60 * 1_000

describe('the time of a copy', () => {
  let harness: RecycleBinHarness

  beforeEach(async () => {
    harness = await RecycleBinHarness.start()
  })

  afterEach(async () => {
    await harness.close()
  })

  it('is never made shorter by the setting: the date that was shown holds', async () => {
    const id = await harness.backUp('a.txt')
    const promised = harness.clock.now() + 30 * dayMs
    harness.limits = { ...harness.limits, binDays: 1 }
    expect((await harness.bin.listCopies())[0]?.expiresAt).toBe(promised)
    harness.clock.advance(29 * dayMs)
    expect(await harness.bin.removeExpired()).toBe(0)
    harness.clock.advance(dayMs)
    expect(await harness.bin.removeExpired()).toBe(1)
    expect(await harness.bin.findCopy(id)).toBeNull()
  })

  it('is made longer by the setting, for copies that are there already too', async () => {
    await harness.backUp('a.txt')
    harness.limits = { ...harness.limits, binDays: 90 }
    expect((await harness.bin.listCopies())[0]?.expiresAt).toBe(harness.clock.now() + 90 * dayMs)
    harness.clock.advance(89 * dayMs)
    expect(await harness.bin.removeExpired()).toBe(0)
    harness.clock.advance(dayMs)
    expect(await harness.bin.removeExpired()).toBe(1)
  })
})
