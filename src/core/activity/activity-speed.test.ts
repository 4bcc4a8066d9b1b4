import { describe, expect, it } from 'vitest'
import { ActivityHarness, sampleFact } from '../../testing/activity-harness'

const total = 100_000
const everything = { search: '', act: null, result: null, account: null }

/** Milliseconds of processor time: what a busy machine does beside it does not count. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}

describe(`a log of ${total} entries`, () => {
  it('opens, pages, searches and is checked quickly', async () => {
    const made = new ActivityHarness()
    for (let n = 0; n < total; n += 10_000) {
      await made.activity.recordFacts(
        Array.from({ length: 10_000 }, (_, at) =>
          sampleFact(`screenshot ${String(n + at)}.png`, { jobId: `job-${n}` }),
        ),
      )
    }
    const { activity } = made.restart()
    const page = { ...everything, skip: 0, take: 100 }
    const ms = {
      open: await timed(() => activity.getPage(page)),
      page: await timed(() => activity.getPage({ ...page, skip: 50_000 })),
      firstSearch: await timed(() => activity.getPage({ ...page, search: '99999' })),
      search: await timed(() => activity.getPage({ ...page, search: 'shot 4711' })),
      filter: await timed(() => activity.getPage({ ...page, result: 'not-deleted' })),
      record: await timed(() => activity.recordFacts([sampleFact('one more.png')])),
      check: await timed(async () => expect((await activity.verifyChain()).whole).toBe(true)),
    }
    process.stdout.write(
      `activity of ${String(total)} entries, processor ms: ${Object.entries(ms)
        .map(([what, took]) => `${what} ${took.toFixed(1)}`)
        .join(', ')}\n`,
    )
    // Limits that a slow machine keeps: they catch what grows with the square, not a busy hour.
    expect(ms.open).toBeLessThan(15_000)
    expect(ms.check).toBeLessThan(30_000)
    expect(Math.max(ms.page, ms.search, ms.filter)).toBeLessThan(1_000)
  }, 120_000)
})
