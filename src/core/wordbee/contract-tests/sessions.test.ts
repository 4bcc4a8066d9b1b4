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
  'a server that reports an expired token by %i',
  (tokenErrorStatus) => {
    it.each(switchPositions.errorLanguage)(
      'needs one new sign-in after 30 idle minutes, and the list is complete (in %s)',
      async (errorLanguage) => {
        const harness = await start({ switches: { tokenErrorStatus, errorLanguage } })
        await harness.listAssets(projectContext, segments)
        harness.clock.advance(30 * 60_000)
        expect(describeFiles(await harness.listAssets(projectContext, segments))).toEqual(
          describeFiles(harness.storedFiles(segments)),
        )
        expect(harness.server.calls.count(signInCalls)).toBe(2)
      },
    )

    it.each(switchPositions.errorLanguage)(
      'needs one new sign-in for 50 parallel calls (in %s)',
      async (errorLanguage) => {
        const harness = await start({ switches: { tokenErrorStatus, errorLanguage } })
        await harness.client.signIn()
        harness.server.expireTokens()
        const lists = await Promise.all(
          Array.from({ length: 50 }, () => harness.listAssets(projectContext, segments)),
        )
        for (const list of lists) expect(list).toHaveLength(harness.storedFiles(segments).length)
        expect(harness.server.calls.count(signInCalls)).toBe(2)
      },
    )

    it('completes a deletion although tokens expire every second call', async () => {
      const harness = await start({ switches: { tokenErrorStatus } })
      harness.server.faults.add({
        match: { every: 2 },
        fault: { kind: 'token-dies', status: tokenErrorStatus },
      })
      const run = await harness.deleteFiles(projectContext, segments, () => true)
      expect(new Set(run.files.map(({ outcome }) => outcome.state))).toEqual(
        new Set(['deleted-and-verified']),
      )
      expect(harness.storedFiles(segments)).toEqual([])
    })

    it('gets at most three sign-ins if every new token is rejected', async () => {
      const harness = await start()
      harness.server.faults.add({ match: {}, fault: { kind: 'token-dies', status: tokenErrorStatus } })
      expect(await outcomeOf(harness.listAssets(projectContext, segments))).toBe('session-rejected')
      expect(harness.server.calls.count(signInCalls)).toBe(3)
    })

    it('gets a DELETE again after its token expired, and nothing else is deleted', async () => {
      const harness = await start({ switches: { tokenErrorStatus } })
      const plan = await harness.planDeletion(
        (await harness.listAssets(projectContext, [secondSegment])).slice(0, 1),
      )
      harness.server.faults.add({
        match: { method: 'DELETE', path: /assets/, nth: 1 },
        fault: { kind: 'token-dies', status: tokenErrorStatus },
      })
      const run = await harness.runDeletion(plan)
      expect(run.files.map(({ outcome }) => outcome.state)).toEqual(['deleted-and-verified'])
      expect(harness.listDeletes().map(({ status }) => status)).toEqual([tokenErrorStatus, 200])
      expect(harness.storedFiles([secondSegment])).toHaveLength(1)
    })

    it.each(['length', 'chunked', 'close'] as const)(
      'is understood although its error response is truncated (%s)',
      async (framing) => {
        const harness = await start({ switches: { tokenErrorStatus } })
        await harness.client.signIn()
        harness.server.expireTokens()
        harness.server.faults.add({
          match: { ...listCalls, nth: 1 },
          fault: { kind: 'cut-body', afterBytes: 40, framing },
        })
        expect(await harness.listAssets(projectContext, [secondSegment])).toHaveLength(
          harness.storedFiles([secondSegment]).length,
        )
      },
    )
  },
)

describe('signing in', () => {
  it.each(switchPositions.tokenResponse)('reads a token in the form %s', async (tokenResponse) => {
    const harness = await start({ switches: { tokenResponse } })
    expect(await harness.listAssets(projectContext, segments)).toHaveLength(
      harness.storedFiles(segments).length,
    )
    expect(harness.server.calls.count(signInCalls)).toBe(1)
  })

  it('reports a wrong key with the server’s message and without the key', async () => {
    const harness = await start()
    const http = new NodeHttpPort()
    const otherClient = createClient({
      http,
      clock: new FakeClock(),
      random: new FakeRandom(),
      serverUrl: harness.server.url,
      budget: memoryBudget(new FakeClock()),
      credentials: { accountId: harness.server.accountId, apiKey: 'an unknown key' },
    })
    await expect(otherClient.signIn()).rejects.toMatchObject({
      failure: { kind: 'wrong-key', detail: 'Invalid private key.' },
    })
    http.close()
  })

  it('invalidates the token on sign-out, and does not use it again', async () => {
    const harness = await start()
    await harness.client.signIn()
    await harness.client.signOut()
    const [signOut] = harness.server.calls.filter({ method: 'DELETE', path: /\/auth\/token$/ })
    expect(signOut?.status).toBe(200)
    await harness.listAssets(projectContext, segments)
    expect(harness.server.calls.filter(listCalls).map(({ token }) => token)).not.toContain(signOut?.token)
  })

  it.each(['length', 'chunked', 'close'] as const)(
    'lists although the first token is truncated (%s)',
    async (framing) => {
      const harness = await start()
      harness.server.faults.add({
        match: { ...signInCalls, nth: 1 },
        fault: { kind: 'cut-body', afterBytes: 20, framing },
      })
      expect(await harness.listAssets(projectContext, segments)).toHaveLength(
        harness.storedFiles(segments).length,
      )
      // No partial token was sent.
      expect(new Set(harness.server.calls.filter(listCalls).map(({ status }) => status))).toEqual(
        new Set([200]),
      )
    },
  )

  it('reports an unreachable server, also after an earlier sign-in', async () => {
    const harness = await start()
    await harness.client.signIn()
    harness.server.expireTokens()
    harness.server.faults.add({ match: signInCalls, fault: { kind: 'drop', when: 'before-work' } })
    expect(await outcomeOf(harness.listAssets(projectContext, segments))).toBe('unreachable')
    harness.server.faults.clear()
    expect(await outcomeOf(harness.listAssets(projectContext, segments))).toBe('done')
  })

  it.each([undefined, 30])('waits if a new sign-in is throttled (Retry-After: %s)', async (retryAfter) => {
    const harness = await start()
    await harness.client.signIn()
    harness.server.expireTokens()
    harness.server.faults.add({
      match: { ...signInCalls, nth: 1 },
      fault: { kind: 'throttle', ...(retryAfter === undefined ? {} : { retryAfter }) },
    })
    expect(await harness.listAssets(projectContext, segments)).toHaveLength(
      harness.storedFiles(segments).length,
    )
    expect(harness.clock.elapsed()).toBeGreaterThanOrEqual(retryAfter === undefined ? 10_000 : 30_000)
  })
})

describe.each(switchPositions.throttleWindow)('an exhausted allowance (%s hour)', (throttleWindow) => {
  it.each(switchPositions.retryAfter)('delays calls, with Retry-After: %s', async (retryAfter) => {
    const harness = await start({ switches: { throttleWindow, retryAfter, hourlyAllowance: 3 } })
    for (let call = 0; call < 3; call += 1) await harness.listAssets(projectContext, segments)
    expect(harness.clock.elapsed()).toBe(0)
    expect(describeFiles(await harness.listAssets(projectContext, segments))).toEqual(
      describeFiles(harness.storedFiles(segments)),
    )
    expect(harness.clock.elapsed()).toBeGreaterThan(3_590_000)
    const throttled = harness.server.calls.count({ status: 429 })
    if (retryAfter === 'none') expect(throttled).toBeLessThanOrEqual(12)
    // A date has whole seconds, so one retry may come a moment too early.
    else expect(throttled).toBeLessThanOrEqual(2)
  })

  it('pauses a deletion, which then resumes and deletes each file once', async () => {
    const harness = await start({ switches: { throttleWindow, hourlyAllowance: 6 } })
    const before = harness.storedFiles([crowdedSegment])
    const run = await harness.deleteFiles(projectContext, [crowdedSegment], () => true)
    expect(run.files.map(({ outcome }) => outcome.state)).toEqual(before.map(() => 'deleted-and-verified'))
    expect(harness.storedFiles([crowdedSegment])).toEqual([])
    expect(harness.listDeletes().filter(({ status }) => status === 200)).toHaveLength(before.length)
  })
})
