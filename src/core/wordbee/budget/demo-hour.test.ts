import { afterEach, describe, expect, it } from 'vitest'
import { startDemoServer, type DemoServer } from '../../../demo-server'
import { DeletionHarness, storedFile } from '../../../testing/deletion-harness'
import { persistedBudget } from '../../../testing/memory-budget'
import { FakeClock, FakeRandom } from '../../../testing/memory-ports'
import { MemoryDisk, MemoryLogFiles } from '../../../testing/memory-storage'
import { NodeHttpPort } from '../../../testing/node-http-port'
import type { AssetContext } from '../../../shared/asset'
import { createClient, type WordbeeClient } from '../client'

const context: AssetContext = { family: 'classic', scope: 'pr7214' }
const servers: DemoServer[] = []
const http = new NodeHttpPort()

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function startServer(throttleWindow: 'sliding' | 'fixed', clock: FakeClock): Promise<DemoServer> {
  const server = await startDemoServer({
    accountId: 'acme',
    apiKey: 'key-of-the-test',
    now: () => clock.now(),
    switches: { hourlyAllowance: 30, throttleWindow },
    seed: {
      projects: [{ id: 7214, reference: 'Game' }],
      documents: [{ did: 1, pid: 7214, name: 'menu.docx' }],
      segments: [{ sid: 5, did: 1, texts: { en: 'Tap' } }],
    },
  })
  servers.push(server)
  return server
}

function clientOf(
  server: DemoServer,
  ports: { readonly clock: FakeClock; readonly budget: Awaited<ReturnType<typeof persistedBudget>> },
): WordbeeClient {
  return createClient({
    http,
    random: new FakeRandom(),
    serverUrl: server.url,
    ...ports,
    credentials: { accountId: server.accountId, apiKey: server.apiKey },
  })
}

describe('the allowance of the demo server', () => {
  it.each(['sliding', 'fixed'] as const)(
    'is never exceeded: 102 calls over three starts meet no 429 (%s window)',
    async (throttleWindow) => {
      const clock = new FakeClock()
      const server = await startServer(throttleWindow, clock)
      const disk = new MemoryDisk()
      for (let run = 0; run < 3; run += 1) {
        const files = new MemoryLogFiles(disk, 'budget')
        const client = clientOf(server, {
          clock,
          budget: await persistedBudget({ clock, files, allowance: 30 }),
        })
        await Promise.all(Array.from({ length: 34 }, () => client.listSegments(context, [5])))
        await client.signOut()
      }
      expect(server.calls.count({ path: /assets/, status: 200 })).toBe(102)
      expect(server.calls.count({ status: 429 })).toBe(0)
      expect(clock.elapsed()).toBeGreaterThanOrEqual(3 * 3_600_000)
    },
  )
})

describe('a deletion run that exceeds the allowance', () => {
  it('pauses when the hour is full, lists before it resumes, and finishes verified', async () => {
    const names = Array.from({ length: 40 }, (_, nth) => `file-${String(nth)}.png`)
    const harness = DeletionHarness.overFiles(names.map((name) => storedFile(name)))
    harness.hourlyAllowance = 30
    const callTimes: number[] = []
    harness.platform.afterWork = () => callTimes.push(harness.clock.elapsed())
    const run = await harness.deleteFiles(names, [1])
    expect(run.stop).toBeNull()
    expect(new Set(run.files.map(({ outcome }) => outcome.state))).toEqual(new Set(['deleted-and-verified']))
    expect(harness.platform.deletes()).toHaveLength(40)
    expect(harness.clock.elapsed()).toBeGreaterThanOrEqual(3_600_000)
    expect(harness.clock.elapsed()).toBeLessThan(2.1 * 3_600_000)
    for (const [index, time] of callTimes.entries())
      expect((callTimes[index + 30] ?? Number.POSITIVE_INFINITY) - time).toBeGreaterThanOrEqual(3_600_000)
    // No reserved quota is left.
    expect(harness.client.estimateWaitMs(30 - harness.client.budget().used)).toBe(0)
  })

  it('ends at once when it is stopped while it waits, and verifies what it sent', async () => {
    const names = Array.from({ length: 40 }, (_, nth) => `file-${String(nth)}.png`)
    const harness = DeletionHarness.overFiles(names.map((name) => storedFile(name)))
    harness.hourlyAllowance = 30
    const plan = await harness.planDeletion(await harness.listAssets([1]))
    harness.clock.isFrozen = true
    const running = harness.runDeletion(plan)
    while (harness.client.waitingUntil() === null) await new Promise((resume) => setImmediate(resume))
    expect(harness.deletions.currentRun()?.waitingUntil).toBe(harness.clock.now() + 3_660_000)
    await harness.deletions.stopRun(harness.deletions.currentRun()?.id ?? '')
    const run = await running
    expect(harness.clock.elapsed()).toBe(0)
    expect(run.stop).toEqual({ reason: 'by-user' })
    const count = (state: string): number => run.files.filter(({ outcome }) => outcome.state === state).length
    expect(count('deleted-and-verified')).toBe(harness.platform.deletes().length)
    expect(count('not-deleted')).toBe(40 - harness.platform.deletes().length)
    expect(harness.platform.deletes().length).toBeGreaterThan(15)
  })
})
