import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance, beginTime, confirmedAfterMs, maxGapMs, type Reading, type TimeState } from './advance'

const hourMs = 60 * 60 * 1_000
const dayMs = 24 * hourMs
const start = Date.UTC(2026, 2, 4)

interface Step {
  /** Milliseconds of real time that pass. */
  readonly passes: number
  /** Milliseconds of it during which the app runs and the computer is awake. */
  readonly runs: number
  /** Milliseconds by which the user sets the clock before the reading. */
  readonly setBy: number
}

/** Reads the clock after each step. The wall clock is right at the start. */
function readAll(steps: readonly Step[]): { readonly state: TimeState; readonly real: number } {
  let state = beginTime('a', start)
  let [wall, real] = [start, 0]
  for (const { passes, runs, setBy } of steps) {
    real += passes
    wall += passes + setBy
    state = advance(state, { wall, elapsedMs: runs })
  }
  return { state, real }
}

const passing = fc
  .record({
    passes: fc.integer({ min: 0, max: 40 * dayMs }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ passes, share }): Step => ({ passes, runs: Math.floor(passes * share), setBy: 0 }))

const times = (count: number, step: Step): Step[] => Array.from({ length: count }, () => step)
const closedDay: Step = { passes: dayMs, runs: 0, setBy: 0 }
const openHour: Step = { passes: hourMs, runs: hourMs, setBy: 0 }

describe('trusted time', () => {
  it('never runs ahead of real time if the clock is not set, and counts at least the running time of the app', () => {
    fc.assert(
      fc.property(fc.array(passing, { maxLength: 60 }), (steps) => {
        const { state, real } = readAll(steps)
        expect(state.counted).toBeLessThanOrEqual(real + steps.length)
        expect(state.counted).toBeGreaterThanOrEqual(steps.reduce((sum, { runs }) => sum + runs, 0))
      }),
    )
  })

  it('never goes back, and never counts one wrong reading', () => {
    const offset = fc.integer({ min: -800 * dayMs, max: 800 * dayMs })
    fc.assert(
      fc.property(fc.array(passing, { maxLength: 30 }), fc.array(passing), offset, (before, after, setBy) => {
        const initial = readAll(before)
        const wrong: Step = { passes: hourMs, runs: hourMs, setBy }
        const corrected: Step = { passes: hourMs, runs: hourMs, setBy: -setBy }
        const { state, real } = readAll([...before, wrong, corrected, ...after])
        expect(state.counted).toBeGreaterThanOrEqual(initial.state.counted)
        expect(state.counted).toBeLessThanOrEqual(real + before.length + after.length + 2)
      }),
    )
  })

  it('never counts a jump, even after many of them', () => {
    const offset = fc.integer({ min: maxGapMs + 1, max: 800 * dayMs })
    const jumpList = fc.array(fc.tuple(offset, fc.boolean()), { maxLength: 40 })
    fc.assert(
      fc.property(jumpList, (jumps) => {
        const steps = jumps.map(([size, isBack]) => ({ ...openHour, setBy: isBack ? -size : size }))
        const { state, real } = readAll(steps)
        expect(state.counted).toBe(real)
      }),
    )
  })

  it('counts every day of an app that is started once a day, at most two days late', () => {
    const { state } = readAll(times(100, closedDay))
    expect(state.counted).toBeGreaterThanOrEqual(98 * dayMs)
    expect(state.counted).toBeLessThanOrEqual(100 * dayMs)
  })

  it('counts a gap once the clock has advanced for a day after it', () => {
    const closed: Step = { passes: 5 * dayMs, runs: 0, setBy: 0 }
    const hours = confirmedAfterMs / hourMs
    const before = readAll([closed, ...times(hours - 1, openHour)])
    expect(before.state.counted).toBe((hours - 1) * hourMs)
    expect(readAll([closed, ...times(hours, openHour)]).state.counted).toBe(5 * dayMs + hours * hourMs)
  })

  it('counts nothing of a gap that is longer than a week, and every hour after it', () => {
    const holiday: Step = { passes: 21 * dayMs, runs: 0, setBy: 0 }
    expect(readAll([holiday, ...times(48, openHour)]).state.counted).toBe(48 * hourMs)
  })

  it('stops counting after the clock was set forward and back, until real time catches up', () => {
    const forward: Step = { passes: 0, runs: 0, setBy: 6 * dayMs }
    const back: Step = { passes: 0, runs: 0, setBy: -6 * dayMs }
    const counted = readAll([forward, ...times(24, openHour)]).state.counted
    expect(counted).toBe(7 * dayMs)
    const later = readAll([forward, ...times(24, openHour), back, ...times(5, closedDay)])
    expect(later.state.counted).toBe(counted)
  })

  it('ignores an absurdly high clock reading', () => {
    const reading: Reading = { wall: Number.MAX_SAFE_INTEGER, elapsedMs: 0 }
    expect(advance(beginTime('a', start), reading)).toMatchObject({ counted: 0, pending: 0 })
  })
})
