import fc from 'fast-check'
import { nothing, steps } from './model-steps'
import { ModelWorld } from './model-world'

export interface HistoriesRun {
  readonly numRuns: number
  readonly seed: number
}

/** Runs so many histories, each in a world of its own; throws the first that breaks a promise, and gives how long each was. */
export async function runHistories({ numRuns, seed }: HistoriesRun): Promise<readonly number[]> {
  const lengths: number[] = []
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { size: 'medium' }), async (history) => {
      lengths.push([...history].length)
      await fc.asyncModelRun(() => ({ model: nothing, real: new ModelWorld() }), history)
    }),
    { numRuns, seed },
  )
  return lengths
}
