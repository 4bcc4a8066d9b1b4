import { describe, expect, it } from 'vitest'
import { countKills } from './kill-totals.mjs'

const empty = { seed: 1, done: 0, kinds: {}, broken: [] }
const spec = (number, kind, ok) => ({ title: `kill ${number} ${kind} (call 2): lists before`, ok })

describe('the totals of kills', () => {
  it('are counted by kind of moment across batches', () => {
    const report = {
      suites: [{ specs: [spec(1, 'at x', true)], suites: [{ specs: [spec(2, 'at y', false)] }] }],
    }
    const once = countKills(empty, report, 2)
    const twice = countKills(once, report, 2)
    expect(twice).toMatchObject({
      done: 4,
      kinds: { 'at x': { passed: 2, failed: 0 }, 'at y': { passed: 0, failed: 2 } },
    })
    expect(twice.broken).toHaveLength(2)
  })

  it('do not count kills that did not happen', () => {
    expect(() => countKills(empty, { suites: [{ specs: [spec(1, 'at x', true)] }] }, 2)).toThrow('not 2')
  })
})
