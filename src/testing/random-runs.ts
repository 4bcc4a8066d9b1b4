/** Parameters of fast-check. */
export interface RandomRuns {
  readonly numRuns: number
  readonly seed: number
}

/** `npm test` takes one run of ten. */
const share = 0.1

/**
 * How often a long property runs: `all` times in `npm run test:long`, which sets REFSHELF_LONG_RUNS, and a share of that in
 * `npm test`. Every run draws a new seed, which the test prints in its title; REFSHELF_RANDOM_SEED repeats one.
 */
export function randomRuns(all: number): RandomRuns {
  const { REFSHELF_LONG_RUNS: long, REFSHELF_RANDOM_SEED: seed } = process.env
  return {
    numRuns: long === undefined ? Math.ceil(all * share) : all,
    seed: seed === undefined ? Date.now() % 2 ** 31 : Number(seed),
  }
}

/** For the title of a test. */
export function describeRuns({ numRuns, seed }: RandomRuns, what: string): string {
  return `${numRuns.toLocaleString('en')} ${what} (seed ${String(seed)})`
}
