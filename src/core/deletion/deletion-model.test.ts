import { describe, expect, it } from 'vitest'
import { partOfHistories, runHistories } from '../../testing/deletion-histories'
import { describeRuns } from '../../testing/random-runs'

const part = partOfHistories(0)

describe('the deletion model', () => {
  it(`keeps its invariants in ${describeRuns(part, 'histories of faults, crashes and changes by other people')}`, async () => {
    const lengths = await runHistories(part)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeGreaterThanOrEqual(12)
  }, 600_000)
})
