import { describe, expect, it } from 'vitest'
import { ActivityHarness, sampleFact } from '../../testing/activity-harness'

const total = 100_000
const everything = { search: '', act: null, result: null, account: null }

/** Milliseconds of processor time, which other processes on a busy machine do not affect. */
async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}

describe(`a log of ${total} entries`, () => {
  it('opens, pages, searches and verifies quickly', async () => {
    const harness = new ActivityHarness()
    for (let n = 0; n < total; n += 10_000) {
      await harness.activity.recordFacts(
        Array.from({ length: 10_000 }, (_, index) =>
          sampleFact(`screenshot ${String(n + index)}.png`, { jobId: `job-${n}` }),
        ),
      )
    }
    const { activity } = harness.restart()
    const page = { ...everything, skip: 0, take: 100 }
    const ms = {
      open: await cpuMs(() => activity.getPage(page)),
      page: await cpuMs(() => activity.getPage({ ...page, skip: 50_000 })),
      firstSearch: await cpuMs(() => activity.getPage({ ...page, search: '99999' })),
      search: await cpuMs(() => activity.getPage({ ...page, search: 'shot 4711' })),
      filter: await cpuMs(() => activity.getPage({ ...page, result: 'not-deleted' })),
      record: await cpuMs(() => activity.recordFacts([sampleFact('one more.png')])),
      check: await cpuMs(async () => expect((await activity.verifyChain()).whole).toBe(true)),
    }
    process.stdout.write(
      `activity of ${String(total)} entries, processor ms: ${Object.entries(ms)
        .map(([step, duration]) => `${step} ${duration.toFixed(1)}`)
        .join(', ')}\n`,
    )
    // Generous limits that a slow machine meets: they detect quadratic growth, not a busy machine.
    expect(ms.open).toBeLessThan(15_000)
    expect(ms.check).toBeLessThan(30_000)
    expect(Math.max(ms.page, ms.search, ms.filter)).toBeLessThan(1_000)
  }, 120_000)
})
