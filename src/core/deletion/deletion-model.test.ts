import { describe, expect, it } from 'vitest'
import { runHistories } from '../../testing/deletion-histories'

/** Set REFSHELF_MODEL_RUNS and REFSHELF_MODEL_SEED to run more, or the same again. */
const numRuns = Number(process.env['REFSHELF_MODEL_RUNS'] ?? 10_000)
const seed = Number(process.env['REFSHELF_MODEL_SEED'] ?? Date.now() % 2 ** 31)

describe('deleting, as a model', () => {
  it(`keeps its promises through ${String(numRuns)} histories of faults, deaths and other people (seed ${String(seed)})`, async () => {
    const lengths = [...(await runHistories({ numRuns, seed }))].sort((one, other) => one - other)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeGreaterThanOrEqual(12)
  }, 600_000)
})
