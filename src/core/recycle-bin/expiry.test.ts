import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BinBench } from '../../testing/bin-bench'

const dayMs = 24 * 60 * 60 * 1_000

describe('the time of a copy', () => {
  let bench: BinBench

  beforeEach(async () => {
    bench = await BinBench.start()
  })

  afterEach(async () => {
    await bench.close()
  })

  it('is never made shorter by the setting: the date that was shown holds', async () => {
    const id = await bench.keep('a.txt')
    const promised = bench.clock.now() + 30 * dayMs
    bench.limits = { ...bench.limits, binDays: 1 }
    expect((await bench.bin.list())[0]?.expiresAt).toBe(promised)
    bench.clock.advance(29 * dayMs)
    expect(await bench.bin.removeExpired()).toBe(0)
    bench.clock.advance(dayMs)
    expect(await bench.bin.removeExpired()).toBe(1)
    expect(await bench.bin.find(id)).toBeNull()
  })

  it('is made longer by the setting, for copies that are there already too', async () => {
    await bench.keep('a.txt')
    bench.limits = { ...bench.limits, binDays: 90 }
    expect((await bench.bin.list())[0]?.expiresAt).toBe(bench.clock.now() + 90 * dayMs)
    bench.clock.advance(89 * dayMs)
    expect(await bench.bin.removeExpired()).toBe(0)
    bench.clock.advance(dayMs)
    expect(await bench.bin.removeExpired()).toBe(1)
  })
})
