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

  it('does not become earlier when the setting is shortened', async () => {
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

  it('becomes later when the setting is extended, for existing copies too', async () => {
    await harness.backUp('a.txt')
    harness.limits = { ...harness.limits, binDays: 90 }
    expect((await harness.bin.listCopies())[0]?.expiresAt).toBe(harness.clock.now() + 90 * dayMs)
    harness.clock.advance(89 * dayMs)
    expect(await harness.bin.removeExpired()).toBe(0)
    harness.clock.advance(dayMs)
    expect(await harness.bin.removeExpired()).toBe(1)
  })
})
