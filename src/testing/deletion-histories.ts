import fc from 'fast-check'
import { emptyModel, steps } from './model-steps'
import { ModelWorld } from './model-world'
import { randomRuns, type RandomRuns } from './random-runs'

/** Histories of one long run, split between two test files that run in parallel. */
const totalRuns = 10_000
const parts = 2

/** One part of the histories. REFSHELF_MODEL_RUNS sets their total number, REFSHELF_MODEL_SEED repeats earlier ones. */
export function partOfHistories(part: number): RandomRuns {
  const { REFSHELF_MODEL_RUNS: runs, REFSHELF_MODEL_SEED: seed } = process.env
  return {
    numRuns: Math.ceil(Number(runs ?? randomRuns(totalRuns).numRuns) / parts),
    // Seeds differ by part and by time, so that no two parts or test runs repeat the same histories.
    seed: seed === undefined ? (Date.now() + part * 2 ** 30) % 2 ** 31 : Number(seed),
  }
}

/** Runs the histories, each in a new world. Throws the first one that violates an invariant; returns their lengths, sorted. */
export async function runHistories({ numRuns, seed }: RandomRuns): Promise<readonly number[]> {
  const lengths: number[] = []
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { size: 'medium' }), async (history) => {
      lengths.push([...history].length)
      await fc.asyncModelRun(() => ({ model: emptyModel, real: new ModelWorld() }), history)
    }),
    { numRuns, seed },
  )
  return lengths.sort((one, other) => one - other)
}
