import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { throttle, heartbeat } from './throttle'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a paced telling', () => {
  it('tells the first change at once, so that nothing short is missed', () => {
    const tell = vi.fn()
    throttle(tell, 80)()
    expect(tell).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1_000)
    expect(tell).toHaveBeenCalledTimes(1)
  })

  it('tells many changes once an interval, and the last of them always', () => {
    let state = 0
    const told: number[] = []
    const changed = throttle(() => told.push(state), 80)
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

describe('a telling of what may stand still', () => {
  it('comes again while it is needed, and no longer', () => {
    let isNeeded = true
    const tell = vi.fn(() => again(isNeeded))
    const again = heartbeat(tell, 1_000)
    tell()
    vi.advanceTimersByTime(3_000)
    expect(tell).toHaveBeenCalledTimes(4)
    isNeeded = false
    vi.advanceTimersByTime(10_000)
    expect(tell).toHaveBeenCalledTimes(5)
  })

  it('does not come beside what is told anyway', () => {
    const tell = vi.fn()
    const again = heartbeat(tell, 1_000)
    for (let told = 0; told < 20; told += 1) {
      again(true)
      vi.advanceTimersByTime(500)
    }
    expect(tell).not.toHaveBeenCalled()
  })
})
