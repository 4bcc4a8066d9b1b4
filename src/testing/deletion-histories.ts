import fc from 'fast-check'
import { emptyModel, steps } from './model-steps'
import { ModelWorld } from './model-world'

export interface HistoriesRun {
  readonly numRuns: number
  readonly seed: number
}

/** Histories of one test run: 10,000 in two files, which run beside each other. */
const totalRuns = 10_000
const parts = 2

/** One part of the histories. REFSHELF_MODEL_RUNS and REFSHELF_MODEL_SEED run more of them in all, or the same again. */
export function partOfHistories(part: number): HistoriesRun {
  const { REFSHELF_MODEL_RUNS: runs, REFSHELF_MODEL_SEED: seed } = process.env
  return {
    numRuns: Math.ceil(Number(runs ?? totalRuns) / parts),
    // Far apart by parts and by runs of the tests, so that no two run the same.
    seed: seed === undefined ? (Date.now() + part * 2 ** 30) % 2 ** 31 : Number(seed),
  }
}

/** Runs so many histories, each in a world of its own; throws the first that breaks a promise, and gives how long each was. */
export async function runHistories({ numRuns, seed }: HistoriesRun): Promise<readonly number[]> {
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
