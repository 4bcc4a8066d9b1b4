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

async function serverWith(throttleWindow: 'sliding' | 'fixed', clock: FakeClock): Promise<DemoServer> {
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
    ...{ http, random: new FakeRandom(), serverUrl: server.url, ...ports },
    credentials: { accountId: server.accountId, apiKey: server.apiKey },
  })
}

describe('the hour of a server that counts', () => {
  it.each(['sliding', 'fixed'] as const)(
    'is never overdrawn: 100 calls over three runs meet no 429 (%s)',
    async (throttleWindow) => {
      const clock = new FakeClock()
      const server = await serverWith(throttleWindow, clock)
      const disk = new MemoryDisk()
      for (let run = 0; run < 3; run += 1) {
        const files = new MemoryLogFiles(disk, 'budget')
        const client = clientOf(server, {
          clock,
          budget: await persistedBudget({ clock, files, allowance: 30 }),
        })
        const asked = Array.from({ length: 34 }, () => client.listSegments(context, [5]))
        await Promise.all(asked)
        await client.signOut()
      }
      expect(server.calls.count({ path: /assets/, status: 200 })).toBe(102)
      expect(server.calls.count({ status: 429 })).toBe(0)
      expect(clock.elapsed()).toBeGreaterThanOrEqual(3 * 3_600_000)
    },
  )
})

describe('a job that does not fit the hour', () => {
  it('pauses at the edge, lists before it goes on, and ends verified by itself', async () => {
    const names = Array.from({ length: 40 }, (_, nth) => `file-${String(nth)}.png`)
    const bench = DeletionHarness.overFiles(names.map((name) => storedFile(name)))
    bench.hourlyAllowance = 30
    const at: number[] = []
    bench.platform.afterWork = () => at.push(bench.clock.elapsed())
    const job = await bench.deleteFiles(names, [1])
    expect(job.stop).toBeNull()
    expect(new Set(job.files.map(({ outcome }) => outcome.state))).toEqual(new Set(['deleted-and-verified']))
    expect(bench.platform.deletes()).toHaveLength(40)
    expect(bench.clock.elapsed()).toBeGreaterThanOrEqual(3_600_000)
    expect(bench.clock.elapsed()).toBeLessThan(2.1 * 3_600_000)
    for (const [nth, time] of at.entries())
      expect((at[nth + 30] ?? Number.POSITIVE_INFINITY) - time).toBeGreaterThanOrEqual(3_600_000)
    // Nothing of what the job was promised is left behind.
    expect(bench.client.estimateWaitMs(30 - bench.client.budget().used)).toBe(0)
  })

  it('ends at once when it is stopped while it waits, and verifies what was asked', async () => {
    const names = Array.from({ length: 40 }, (_, nth) => `file-${String(nth)}.png`)
    const bench = DeletionHarness.overFiles(names.map((name) => storedFile(name)))
    bench.hourlyAllowance = 30
    const question = await bench.planDeletion(await bench.listAssets([1]))
    bench.clock.isFrozen = true
    const running = bench.runDeletion(question)
    while (bench.client.waitingUntil() === null) await new Promise((resume) => setImmediate(resume))
    expect(bench.deletions.currentRun()?.waitingUntil).toBe(bench.clock.now() + 3_660_000)
    await bench.deletions.stopRun(bench.deletions.currentRun()?.id ?? '')
    const job = await running
    expect(bench.clock.elapsed()).toBe(0)
    expect(job.stop).toEqual({ reason: 'by-user' })
    const count = (state: string): number => job.files.filter(({ outcome }) => outcome.state === state).length
    expect(count('deleted-and-verified')).toBe(bench.platform.deletes().length)
    expect(count('not-deleted')).toBe(40 - bench.platform.deletes().length)
    expect(bench.platform.deletes().length).toBeGreaterThan(15)
  })
})
