import { describe, expect, it } from 'vitest'
import {
  contractHarnesses,
  outcomeOf,
  describeFiles,
  shortTimeouts,
  listCalls,
  signInCalls,
} from '../../../testing/contract-harness'
import { crowdedSegment, projectContext, secondSegment } from '../../../testing/contract-workspace'

const start = contractHarnesses()
const segments = [crowdedSegment, secondSegment]

describe('a server that hangs', () => {
  const places = ['before-work', 'before-headers', 'after-headers', 'mid-body'] as const

  it.each(places)('%s, once, is asked again', async (where) => {
    const bench = await start({ timeouts: shortTimeouts })
    bench.server.faults.add({ match: { ...listCalls, nth: 1 }, fault: { kind: 'hang', where } })
    expect(describeFiles(await bench.listAssets(projectContext, segments))).toEqual(
      describeFiles(bench.storedFiles(segments)),
    )
  })

  it.each(places)('%s, always, ends as timed out within the limit, and is let go', async (where) => {
    const bench = await start({ timeouts: shortTimeouts })
    bench.server.faults.add({ match: listCalls, fault: { kind: 'hang', where } })
    const startedAt = performance.now()
    expect(await outcomeOf(bench.listAssets(projectContext, segments))).toBe('timed-out')
    // Four tries, each within its limit and one second.
    expect(performance.now() - startedAt).toBeLessThan(4 * (shortTimeouts.firstByteMs + 1_000))
    expect(bench.server.calls.count(listCalls)).toBe(4)
    const areClosed = (): boolean =>
      bench.server.calls.filter(listCalls).every((call) => call.durationMs !== undefined)
    await expect.poll(areClosed).toBe(true)
  })

  it.each(places)('%s at sign-in ends as timed out', async (where) => {
    const bench = await start({ timeouts: shortTimeouts })
    bench.server.faults.add({ match: signInCalls, fault: { kind: 'hang', where } })
    expect(await outcomeOf(bench.client.signIn())).toBe('timed-out')
  })

  it.each(places)('%s at a DELETE is not asked twice; the listing tells', async (where) => {
    const bench = await start({ timeouts: shortTimeouts })
    bench.server.faults.add({ match: { method: 'DELETE' }, fault: { kind: 'hang', where } })
    const job = await bench.deleteFiles(projectContext, [secondSegment], ({ name }) => name === 'a.txt')
    const isGone = where !== 'before-work'
    expect(job.files.map(({ outcome }) => outcome.state)).toEqual([
      isGone ? 'deleted-and-verified' : 'still-on-server',
    ])
    expect(bench.listDeletes()).toHaveLength(1)
    expect(bench.storedFiles([secondSegment])).toHaveLength(isGone ? 1 : 2)
  })

  it('or is slower than the limit, ends as timed out', async () => {
    const bench = await start({ timeouts: shortTimeouts })
    bench.server.faults.add({ match: listCalls, fault: { kind: 'latency', ms: 60_000 } })
    expect(await outcomeOf(bench.listAssets(projectContext, segments))).toBe('timed-out')
    bench.server.faults.clear()
    bench.server.faults.add({ match: listCalls, fault: { kind: 'trickle', bytes: 50, ms: 60_000 } })
    expect(await outcomeOf(bench.listAssets(projectContext, segments))).toBe('timed-out')
  })
})
