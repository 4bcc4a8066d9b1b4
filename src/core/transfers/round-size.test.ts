import { describe, expect, it } from 'vitest'
import { countRounds, roundSize } from './round-size'

const mega = 1024 * 1024

describe('countRounds', () => {
  it.each([
    ['no file', [], 0],
    ['twenty small ones', Array(20).fill(1), 1],
    ['one more', Array(21).fill(1), 2],
    ['a large one between small ones', [1, 65 * mega, 1], 3],
    ['two that fill it', [32 * mega, 32 * mega], 1],
    ['one of unknown size', [1, null, 1], 3],
  ] as const)('takes for %s as many as the runner', (_, sizes, rounds) => {
    expect(countRounds(sizes)).toBe(rounds)
  })

  it('holds what the design says', () => {
    expect(roundSize).toEqual({ files: 20, bytes: 64 * mega, ms: 15_000 })
  })
})
