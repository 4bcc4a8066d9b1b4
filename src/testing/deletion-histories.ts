import fc from 'fast-check'
import { emptyModel, steps } from './model-steps'
import { ModelWorld } from './model-world'
import { randomRuns, type RandomRuns } from './random-runs'

/** Histories of one long run, in two files, which run beside each other. */
const totalRuns = 10_000
const parts = 2

/** One part of the histories. REFSHELF_MODEL_RUNS sets their number in all, REFSHELF_MODEL_SEED runs the same again. */
export function partOfHistories(part: number): RandomRuns {
  const { REFSHELF_MODEL_RUNS: runs, REFSHELF_MODEL_SEED: seed } = process.env
  return {
    numRuns: Math.ceil(Number(runs ?? randomRuns(totalRuns).numRuns) / parts),
    // Far apart by parts and by runs of the tests, so that no two run the same.
    seed: seed === undefined ? (Date.now() + part * 2 ** 30) % 2 ** 31 : Number(seed),
  }
}

/** Runs so many histories, each in a world of its own; throws the first that breaks a promise, and gives how long each was. */
export async function runHistories({ numRuns, seed }: RandomRuns): Promise<readonly number[]> {
  const lengths: number[] = []
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { size: 'medium' }), async (history) => {
      lengths.push([...history].length)
      await fc.asyncModelRun(() => ({ model: emptyModel, real: new ModelWorld() }), history)
    }),
    { numRuns, seed },
  )
  return lengths.sort((a, b) => a - b)
}
