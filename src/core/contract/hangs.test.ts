import { describe, expect, it } from 'vitest'
import { contractBenches, endOf, facts, hasty, listings, signIns } from '../../testing/contract-bench'
import { crowded, project, second } from '../../testing/contract-workspace'

const start = contractBenches()
const segments = [crowded, second]

describe('a server that hangs', () => {
  const places = ['before-work', 'before-headers', 'after-headers', 'mid-body'] as const

  it.each(places)('%s, once, is asked again', async (where) => {
    const bench = await start({ timeouts: hasty })
    bench.server.faults.add({ match: { ...listings, nth: 1 }, fault: { kind: 'hang', where } })
    expect(facts(await bench.list(project, segments))).toEqual(facts(bench.stored(segments)))
  })

  it.each(places)('%s, always, ends as timed out within the limit, and is let go', async (where) => {
    const bench = await start({ timeouts: hasty })
    bench.server.faults.add({ match: listings, fault: { kind: 'hang', where } })
    const startedAt = performance.now()
    expect(await endOf(bench.list(project, segments))).toBe('timed-out')
    // Four tries, each within its limit and one second.
    expect(performance.now() - startedAt).toBeLessThan(4 * (hasty.firstByteMs + 1_000))
    expect(bench.server.calls.count(listings)).toBe(4)
    const areClosed = (): boolean =>
      bench.server.calls.filter(listings).every((call) => call.durationMs !== undefined)
    await expect.poll(areClosed).toBe(true)
  })

  it.each(places)('%s at sign-in ends as timed out', async (where) => {
    const bench = await start({ timeouts: hasty })
    bench.server.faults.add({ match: signIns, fault: { kind: 'hang', where } })
    expect(await endOf(bench.client.signIn())).toBe('timed-out')
  })

  it.each(places)('%s at a DELETE is not asked twice; the listing tells', async (where) => {
    const bench = await start({ timeouts: hasty })
    bench.server.faults.add({ match: { method: 'DELETE' }, fault: { kind: 'hang', where } })
    const job = await bench.delete(project, [second], ({ name }) => name === 'a.txt')
    const isGone = where !== 'before-work'
    expect(job.files.map(({ outcome }) => outcome.state)).toEqual([
      isGone ? 'deleted-and-verified' : 'still-on-server',
    ])
    expect(bench.deletes()).toHaveLength(1)
    expect(bench.stored([second])).toHaveLength(isGone ? 1 : 2)
  })

  it('or is slower than the limit, ends as timed out', async () => {
    const bench = await start({ timeouts: hasty })
    bench.server.faults.add({ match: listings, fault: { kind: 'latency', ms: 60_000 } })
    expect(await endOf(bench.list(project, segments))).toBe('timed-out')
    bench.server.faults.clear()
    bench.server.faults.add({ match: listings, fault: { kind: 'trickle', bytes: 50, ms: 60_000 } })
    expect(await endOf(bench.list(project, segments))).toBe('timed-out')
  })
})
