/** One kill: the kind of moment, and the number of the call of that kind. */
export interface Kill {
  readonly kind: number
  readonly nth: number
}

/**
 * The calls of each kind at which a run without a seed kills the app: the canary, and one of the parallel deletes.
 * `npm run kills` tries all.
 */
const defaultCalls = [1, 7]

/**
 * The kills of this run. `npm run kills` sets a seed, a start index and a count in the environment. The draw depends only on
 * seed and index, so a run can be resumed or repeated.
 */
export function randomKills(kinds: number, calls: number): readonly Kill[] {
  const { REFSHELF_KILLS_SEED: seed, REFSHELF_KILLS_FROM: from, REFSHELF_KILLS: count } = process.env
  if (seed === undefined) {
    return Array.from({ length: kinds }, (_, kind) => defaultCalls.map((nth) => ({ kind, nth }))).flat()
  }
  return Array.from({ length: Number(count ?? 0) }, (_, index) => {
    const n = Number(from ?? 0) + index
    return { kind: n % kinds, nth: 1 + Math.floor(fraction(Number(seed), n) * calls) }
  })
}

/** A number in [0, 1) for the n-th draw of a seed (mulberry32). */
function fraction(seed: number, n: number): number {
  let state = (seed + Math.imul(n + 1, 0x6d2b79f5)) | 0
  state = Math.imul(state ^ (state >>> 15), state | 1)
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61)
  return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32
}
