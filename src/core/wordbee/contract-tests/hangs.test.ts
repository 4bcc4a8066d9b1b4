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
  const points = ['before-work', 'before-headers', 'after-headers', 'mid-body'] as const

  it.each(points)('%s, once, is retried', async (where) => {
    const harness = await start({ timeouts: shortTimeouts })
    harness.server.faults.add({ match: { ...listCalls, nth: 1 }, fault: { kind: 'hang', where } })
    expect(describeFiles(await harness.listAssets(projectContext, segments))).toEqual(
      describeFiles(harness.storedFiles(segments)),
    )
  })

  it.each(points)('%s, always, times out within the limit, and its connections are closed', async (where) => {
    const harness = await start({ timeouts: shortTimeouts })
    harness.server.faults.add({ match: listCalls, fault: { kind: 'hang', where } })
    const startedAt = performance.now()
    expect(await outcomeOf(harness.listAssets(projectContext, segments))).toBe('timed-out')
    // Four attempts, each within the timeout plus one second.
    expect(performance.now() - startedAt).toBeLessThan(4 * (shortTimeouts.firstByteMs + 1_000))
    expect(harness.server.calls.count(listCalls)).toBe(4)
    const areClosed = (): boolean =>
      harness.server.calls.filter(listCalls).every((call) => call.durationMs !== undefined)
    await expect.poll(areClosed).toBe(true)
  })

  it.each(points)('%s at sign-in times out', async (where) => {
    const harness = await start({ timeouts: shortTimeouts })
    harness.server.faults.add({ match: signInCalls, fault: { kind: 'hang', where } })
    expect(await outcomeOf(harness.client.signIn())).toBe('timed-out')
  })

  it.each(points)('%s at a DELETE gets no second DELETE; the listing decides', async (where) => {
    const harness = await start({ timeouts: shortTimeouts })
    harness.server.faults.add({ match: { method: 'DELETE' }, fault: { kind: 'hang', where } })
    const run = await harness.deleteFiles(projectContext, [secondSegment], ({ name }) => name === 'a.txt')
    const isGone = where !== 'before-work'
    expect(run.files.map(({ outcome }) => outcome.state)).toEqual([
      isGone ? 'deleted-and-verified' : 'still-on-server',
    ])
    expect(harness.listDeletes()).toHaveLength(1)
    expect(harness.storedFiles([secondSegment])).toHaveLength(isGone ? 1 : 2)
  })

  it('or responds too slowly causes a timeout', async () => {
    const harness = await start({ timeouts: shortTimeouts })
    harness.server.faults.add({ match: listCalls, fault: { kind: 'latency', ms: 60_000 } })
    expect(await outcomeOf(harness.listAssets(projectContext, segments))).toBe('timed-out')
    harness.server.faults.clear()
    harness.server.faults.add({ match: listCalls, fault: { kind: 'trickle', bytes: 50, ms: 60_000 } })
    expect(await outcomeOf(harness.listAssets(projectContext, segments))).toBe('timed-out')
  })
})
