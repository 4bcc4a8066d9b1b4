import { describe, expect, it } from 'vitest'
import { countRounds, roundSize } from './round-size'

const mebibyte = 1024 * 1024

describe('countRounds', () => {
  it.each([
    ['no file', [], 0],
    ['twenty small ones', Array(20).fill(1), 1],
    ['twenty-one small ones', Array(21).fill(1), 2],
    ['a large one between small ones', [1, 65 * mebibyte, 1], 3],
    ['two that fill a round exactly', [32 * mebibyte, 32 * mebibyte], 1],
    ['one of unknown size', [1, null, 1], 3],
  ] as const)('counts the rounds of %s as the runner makes them', (_, sizes, rounds) => {
    expect(countRounds(sizes)).toBe(rounds)
  })

  it('limits a round to 20 files, 64 MiB and 15 s', () => {
    expect(roundSize).toEqual({ files: 20, bytes: 64 * mebibyte, ms: 15_000 })
  })
})
