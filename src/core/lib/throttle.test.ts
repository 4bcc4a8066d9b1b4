import { describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../../testing/memory-ports'
import { heartbeat, rateLimit, throttle } from './throttle'

/** Lets time pass in steps of 10 ms, so that a timer that another one sets is due in its turn. */
function pass(clock: FakeClock, ms: number): void {
  for (let passed = 0; passed < ms; passed += 10) clock.advance(10)
}

describe('throttle', () => {
  it('emits the first change immediately, and only once', () => {
    const clock = new FakeClock()
    const emit = vi.fn()
    throttle(emit, { intervalMs: 80, clock })()
    expect(emit).toHaveBeenCalledTimes(1)
    pass(clock, 1_000)
    expect(emit).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['immediately', false, 1],
    ['after an interval', true, 8],
  ])(
    'that begins %s emits at most once per interval, and always the last change',
    (_, delaysFirst, first) => {
      const clock = new FakeClock()
      let state = 0
      const emitted: number[] = []
      const changed = throttle(() => emitted.push(state), { intervalMs: 80, clock, delaysFirst })
      for (state = 1; state < 100; state += 1) {
        changed()
        pass(clock, 10)
      }
      state = 100
      changed()
      pass(clock, 80)
      expect(emitted.length).toBeGreaterThan(10)
      expect(emitted.length).toBeLessThan(16)
      expect(emitted[0]).toBe(first)
      expect(emitted.at(-1)).toBe(100)
      const { length } = emitted
      pass(clock, 1_000)
      expect(emitted).toHaveLength(length)
    },
  )

  it('combines changes that come together into one call, if it delays the first', () => {
    const clock = new FakeClock()
    const emit = vi.fn()
    const changed = throttle(emit, { intervalMs: 80, clock, delaysFirst: true })
    changed()
    changed()
    expect(emit).not.toHaveBeenCalled()
    pass(clock, 1_000)
    expect(emit).toHaveBeenCalledTimes(1)
  })

  it('emits again for a change that its own call makes', () => {
    const clock = new FakeClock()
    let calls = 0
    const changed = throttle(
      () => {
        calls += 1
        if (calls === 1) changed()
      },
      { intervalMs: 80, clock },
    )
    changed()
    expect(calls).toBe(1)
    pass(clock, 80)
    expect(calls).toBe(2)
  })
})

describe('heartbeat', () => {
  it('repeats while it is needed, and then stops', () => {
    const clock = new FakeClock()
    let isNeeded = true
    const emit = vi.fn(() => beat(isNeeded))
    const beat = heartbeat(emit, { idleMs: 1_000, clock })
    emit()
    pass(clock, 3_000)
    expect(emit).toHaveBeenCalledTimes(4)
    isNeeded = false
    pass(clock, 10_000)
    expect(emit).toHaveBeenCalledTimes(5)
  })

  it('does not emit while other events keep coming', () => {
    const clock = new FakeClock()
    const emit = vi.fn()
    const beat = heartbeat(emit, { idleMs: 1_000, clock })
    for (let event = 0; event < 20; event += 1) {
      beat(true)
      pass(clock, 500)
    }
    expect(emit).not.toHaveBeenCalled()
  })
})

describe('rateLimit', () => {
  it('allows the first call, and one per interval after it', () => {
    const clock = new FakeClock()
    const isDue = rateLimit(100, clock)
    const allowed: number[] = []
    for (let at = 0; at < 350; at += 10) {
      if (isDue()) allowed.push(at)
      clock.advance(10)
    }
    expect(allowed).toEqual([0, 100, 200, 300])
  })
})
