import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { paced } from './pace'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a paced telling', () => {
  it('tells the first change at once, so that nothing short is missed', () => {
    const tell = vi.fn()
    paced(tell, 80)()
    expect(tell).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1_000)
    expect(tell).toHaveBeenCalledTimes(1)
  })

  it('tells many changes once an interval, and the last of them always', () => {
    let state = 0
    const told: number[] = []
    const changed = paced(() => told.push(state), 80)
    for (state = 1; state < 100; state += 1) {
      changed()
      vi.advanceTimersByTime(10)
    }
    state = 100
    changed()
    vi.advanceTimersByTime(80)
    expect(told.length).toBeLessThan(16)
    expect(told[0]).toBe(1)
    expect(told.at(-1)).toBe(100)
    vi.advanceTimersByTime(1_000)
    expect(told.at(-1)).toBe(100)
  })
})
