import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance, beginTime, confirmedAfterMs, longestGapMs, type Reading, type TimeState } from './advance'

const hourMs = 60 * 60 * 1_000
const dayMs = 24 * hourMs
const start = Date.UTC(2026, 2, 4)

interface Step {
  /** Milliseconds that pass in the world. */
  readonly passes: number
  /** How much of it the app runs and the computer is awake. */
  readonly runs: number
  /** How the clock is set before the reading. */
  readonly setBy: number
}

/** Reads the clock after each step; the wall clock starts right. */
function readAll(steps: readonly Step[]): { readonly state: TimeState; readonly real: number } {
  let state = beginTime('a', start)
  let [wall, real] = [start, 0]
  for (const { passes, runs, setBy } of steps) {
    real += passes
    wall += passes + setBy
    state = advance(state, { wall, ran: runs })
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
const ranHour: Step = { passes: hourMs, runs: hourMs, setBy: 0 }

describe('trusted time', () => {
  it('never runs ahead of the real time while nobody sets the clock, and counts at least what the app ran', () => {
    fc.assert(
      fc.property(fc.array(passing, { maxLength: 60 }), (steps) => {
        const { state, real } = readAll(steps)
        expect(state.counted).toBeLessThanOrEqual(real + steps.length)
        expect(state.counted).toBeGreaterThanOrEqual(steps.reduce((sum, { runs }) => sum + runs, 0))
      }),
    )
  })

  it('never goes back, and never counts one wrong reading', () => {
    const setting = fc.integer({ min: -800 * dayMs, max: 800 * dayMs })
    fc.assert(
      fc.property(fc.array(passing, { maxLength: 30 }), fc.array(passing), setting, (before, after, by) => {
        const right = readAll(before)
        const wrong: Step = { passes: hourMs, runs: hourMs, setBy: by }
        const back: Step = { passes: hourMs, runs: hourMs, setBy: -by }
        const { state, real } = readAll([...before, wrong, back, ...after])
        expect(state.counted).toBeGreaterThanOrEqual(right.state.counted)
        expect(state.counted).toBeLessThanOrEqual(real + before.length + after.length + 2)
      }),
    )
  })

  it('counts nothing of jumps, however many there are', () => {
    const setting = fc.integer({ min: longestGapMs + 1, max: 800 * dayMs })
    const jumps = fc.array(fc.tuple(setting, fc.boolean()), { maxLength: 40 })
    fc.assert(
      fc.property(jumps, (wrong) => {
        const steps = wrong.map(([by, isBack]) => ({ ...ranHour, setBy: isBack ? -by : by }))
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

  it('counts a gap once the clock has gone on for a day after it', () => {
    const closed: Step = { passes: 5 * dayMs, runs: 0, setBy: 0 }
    const hours = confirmedAfterMs / hourMs
    const before = readAll([closed, ...times(hours - 1, ranHour)])
    expect(before.state.counted).toBe((hours - 1) * hourMs)
    expect(readAll([closed, ...times(hours, ranHour)]).state.counted).toBe(5 * dayMs + hours * hourMs)
  })

  it('counts nothing of a gap that is longer than a week, and every hour after it', () => {
    const holiday: Step = { passes: 21 * dayMs, runs: 0, setBy: 0 }
    expect(readAll([holiday, ...times(48, ranHour)]).state.counted).toBe(48 * hourMs)
  })

  it('takes back what a clock that was set forward had counted, before it counts more', () => {
    const forward: Step = { passes: 0, runs: 0, setBy: 6 * dayMs }
    const back: Step = { passes: 0, runs: 0, setBy: -6 * dayMs }
    const counted = readAll([forward, ...times(24, ranHour)]).state.counted
    expect(counted).toBe(7 * dayMs)
    const later = readAll([forward, ...times(24, ranHour), back, ...times(5, closedDay)])
    expect(later.state.counted).toBe(counted)
  })

  it('is not moved by a clock that says nothing a number can hold', () => {
    const reading: Reading = { wall: Number.MAX_SAFE_INTEGER, ran: 0 }
    expect(advance(beginTime('a', start), reading)).toMatchObject({ counted: 0, pending: 0 })
  })
})
