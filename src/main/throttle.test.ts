import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { throttle, heartbeat } from './throttle'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('throttle', () => {
  it('emits the first change immediately', () => {
    const emit = vi.fn()
    throttle(emit, 80)()
    expect(emit).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1_000)
    expect(emit).toHaveBeenCalledTimes(1)
  })

  it('emits at most once per interval, and always the last change', () => {
    let state = 0
    const emitted: number[] = []
    const changed = throttle(() => emitted.push(state), 80)
    for (state = 1; state < 100; state += 1) {
      changed()
      vi.advanceTimersByTime(10)
    }
    state = 100
    changed()
    vi.advanceTimersByTime(80)
    expect(emitted.length).toBeLessThan(16)
    expect(emitted[0]).toBe(1)
    expect(emitted.at(-1)).toBe(100)
    vi.advanceTimersByTime(1_000)
    expect(emitted.at(-1)).toBe(100)
  })
})

describe('heartbeat', () => {
  it('repeats while it is needed, and then stops', () => {
    let isNeeded = true
    const emit = vi.fn(() => beat(isNeeded))
    const beat = heartbeat(emit, 1_000)
    emit()
    vi.advanceTimersByTime(3_000)
    expect(emit).toHaveBeenCalledTimes(4)
    isNeeded = false
    vi.advanceTimersByTime(10_000)
    expect(emit).toHaveBeenCalledTimes(5)
  })

  it('does not emit while other events keep coming', () => {
    const emit = vi.fn()
    const beat = heartbeat(emit, 1_000)
    for (let event = 0; event < 20; event += 1) {
      beat(true)
      vi.advanceTimersByTime(500)
    }
    expect(emit).not.toHaveBeenCalled()
  })
})
