import { describe, expect, it } from 'vitest'
import {
  contractHarnesses,
  outcomeOf,
  describeFiles,
  listCalls,
  signInCalls,
} from '../../../testing/contract-harness'
import {
  crowdedSegment,
  switchPositions,
  projectContext,
  secondSegment,
} from '../../../testing/contract-workspace'
import { memoryBudget } from '../../../testing/memory-budget'
import { FakeClock, FakeRandom } from '../../../testing/memory-ports'
import { NodeHttpPort } from '../../../testing/node-http-port'
import { createClient } from '../client'

const start = contractHarnesses()
const segments = [crowdedSegment, secondSegment]

describe.each(switchPositions.tokenErrorStatus)(
  'a server that tells a dead token by %i',
  (tokenErrorStatus) => {
    it('is signed in to again after 30 idle minutes, once, and the list is whole', async () => {
      const bench = await start({ switches: { tokenErrorStatus } })
      await bench.listAssets(projectContext, segments)
      bench.clock.advance(30 * 60_000)
      expect(describeFiles(await bench.listAssets(projectContext, segments))).toEqual(
        describeFiles(bench.storedFiles(segments)),
      )
      expect(bench.server.calls.count(signInCalls)).toBe(2)
    })

    it('is signed in to once for 50 calls whose token ends together', async () => {
      const bench = await start({ switches: { tokenErrorStatus } })
      await bench.client.signIn()
      bench.server.expireTokens()
      const lists = await Promise.all(
        Array.from({ length: 50 }, () => bench.listAssets(projectContext, segments)),
      )
      for (const list of lists) expect(list).toHaveLength(bench.storedFiles(segments).length)
      expect(bench.server.calls.count(signInCalls)).toBe(2)
    })

    it('gets all work done although tokens die every second call', async () => {
      const bench = await start({ switches: { tokenErrorStatus } })
      bench.server.faults.add({
        match: { every: 2 },
        fault: { kind: 'token-dies', status: tokenErrorStatus },
      })
      const job = await bench.deleteFiles(projectContext, segments, () => true)
      expect(new Set(job.files.map(({ outcome }) => outcome.state))).toEqual(
        new Set(['deleted-and-verified']),
      )
      expect(bench.storedFiles(segments)).toEqual([])
    })

    it('is asked for three tokens at most where each is dead on arrival', async () => {
      const bench = await start()
      bench.server.faults.add({ match: {}, fault: { kind: 'token-dies', status: tokenErrorStatus } })
      expect(await outcomeOf(bench.listAssets(projectContext, segments))).toBe('session-rejected')
      expect(bench.server.calls.count(signInCalls)).toBe(3)
    })

    it('has a DELETE whose token died asked for again, and nothing else deleted', async () => {
      const bench = await start({ switches: { tokenErrorStatus } })
      const question = await bench.planDeletion(
        (await bench.listAssets(projectContext, [secondSegment])).slice(0, 1),
      )
      bench.server.faults.add({
        match: { method: 'DELETE', path: /assets/, nth: 1 },
        fault: { kind: 'token-dies', status: tokenErrorStatus },
      })
      const job = await bench.runDeletion(question)
      expect(job.files.map(({ outcome }) => outcome.state)).toEqual(['deleted-and-verified'])
      expect(bench.listDeletes().map(({ status }) => status)).toEqual([tokenErrorStatus, 200])
      expect(bench.storedFiles([secondSegment])).toHaveLength(1)
    })

    it.each(['length', 'chunked', 'close'] as const)(
      'is understood although its refusal breaks off (%s)',
      async (framing) => {
        const bench = await start({ switches: { tokenErrorStatus } })
        await bench.client.signIn()
        bench.server.expireTokens()
        bench.server.faults.add({
          match: { ...listCalls, nth: 1 },
          fault: { kind: 'cut-body', afterBytes: 40, framing },
        })
        expect(await bench.listAssets(projectContext, [secondSegment])).toHaveLength(
          bench.storedFiles([secondSegment]).length,
        )
      },
    )
  },
)

describe('signing in', () => {
  it.each(switchPositions.tokenResponse)('reads a token that comes as %s', async (tokenResponse) => {
    const bench = await start({ switches: { tokenResponse } })
    expect(await bench.listAssets(projectContext, segments)).toHaveLength(bench.storedFiles(segments).length)
    expect(bench.server.calls.count(signInCalls)).toBe(1)
  })

  it('says that the key is wrong, in the words of the server and without the key', async () => {
    const bench = await start()
    const http = new NodeHttpPort()
    const stranger = createClient({
      ...{ http, clock: new FakeClock(), random: new FakeRandom(), serverUrl: bench.server.url },
      budget: memoryBudget(new FakeClock()),
      credentials: { accountId: bench.server.accountId, apiKey: 'a key of nobody' },
    })
    await expect(stranger.signIn()).rejects.toMatchObject({
      failure: { kind: 'wrong-key', detail: 'Invalid private key.' },
    })
    http.close()
  })

  it('gives the token back on sign-out, and the server forgets it', async () => {
    const bench = await start()
    await bench.client.signIn()
    await bench.client.signOut()
    const [signOut] = bench.server.calls.filter({ method: 'DELETE', path: /\/auth\/token$/ })
    expect(signOut?.status).toBe(200)
    await bench.listAssets(projectContext, segments)
    expect(bench.server.calls.filter(listCalls).map(({ token }) => token)).not.toContain(signOut?.token)
  })

  it.each(['length', 'chunked', 'close'] as const)(
    'lists although the first token comes cut (%s)',
    async (framing) => {
      const bench = await start()
      bench.server.faults.add({
        match: { ...signInCalls, nth: 1 },
        fault: { kind: 'cut-body', afterBytes: 20, framing },
      })
      expect(await bench.listAssets(projectContext, segments)).toHaveLength(
        bench.storedFiles(segments).length,
      )
      // No half of a token went out.
      expect(new Set(bench.server.calls.filter(listCalls).map(({ status }) => status))).toEqual(
        new Set([200]),
      )
    },
  )

  it('tells an unreachable server as unreachable, also when it was signed in to before', async () => {
    const bench = await start()
    await bench.client.signIn()
    bench.server.expireTokens()
    bench.server.faults.add({ match: signInCalls, fault: { kind: 'drop', when: 'before-work' } })
    expect(await outcomeOf(bench.listAssets(projectContext, segments))).toBe('unreachable')
    bench.server.faults.clear()
    expect(await outcomeOf(bench.listAssets(projectContext, segments))).toBe('done')
  })

  it.each([undefined, 30])(
    'waits where signing in again is throttled (Retry-After: %s)',
    async (retryAfter) => {
      const bench = await start()
      await bench.client.signIn()
      bench.server.expireTokens()
      bench.server.faults.add({
        match: { ...signInCalls, nth: 1 },
        fault: { kind: 'throttle', ...(retryAfter === undefined ? {} : { retryAfter }) },
      })
      expect(await bench.listAssets(projectContext, segments)).toHaveLength(
        bench.storedFiles(segments).length,
      )
      expect(bench.clock.elapsed()).toBeGreaterThanOrEqual(retryAfter === undefined ? 10_000 : 30_000)
    },
  )
})

describe.each(switchPositions.throttleWindow)('an allowance that is used up (%s hour)', (throttleWindow) => {
  it.each(switchPositions.retryAfter)('is waited for, with Retry-After: %s', async (retryAfter) => {
    const bench = await start({ switches: { throttleWindow, retryAfter, hourlyAllowance: 3 } })
    for (let call = 0; call < 3; call += 1) await bench.listAssets(projectContext, segments)
    expect(bench.clock.elapsed()).toBe(0)
    expect(describeFiles(await bench.listAssets(projectContext, segments))).toEqual(
      describeFiles(bench.storedFiles(segments)),
    )
    expect(bench.clock.elapsed()).toBeGreaterThan(3_590_000)
    const refused = bench.server.calls.count({ status: 429 })
    if (retryAfter === 'none') expect(refused).toBeLessThanOrEqual(12)
    // A date has whole seconds only: it may be met a moment too early, once.
    else expect(refused).toBeLessThanOrEqual(2)
  })

  it('lets a deletion go on by itself, each file asked for once', async () => {
    const bench = await start({ switches: { throttleWindow, hourlyAllowance: 6 } })
    const before = bench.storedFiles([crowdedSegment])
    const job = await bench.deleteFiles(projectContext, [crowdedSegment], () => true)
    expect(job.files.map(({ outcome }) => outcome.state)).toEqual(before.map(() => 'deleted-and-verified'))
    expect(bench.storedFiles([crowdedSegment])).toEqual([])
    expect(bench.listDeletes().filter(({ status }) => status === 200)).toHaveLength(before.length)
  })
})
