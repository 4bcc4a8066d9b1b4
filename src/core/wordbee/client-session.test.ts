import { describe, expect, it } from 'vitest'
import type { AssetContext } from '../../shared/asset'
import { memoryBudget } from '../../testing/memory-budget'
import { FakeClock, FakeRandom } from '../../testing/memory-ports'
import {
  expiredTokenResponse,
  ScriptedHttp,
  throttledResponse,
  type ScriptedResponse,
} from '../../testing/scripted-http'
import { checkDeleteTarget } from '../assets/delete-target'
import type { HttpRequest } from '../ports'
import { createClient, type WordbeeClient } from './client'
import { WordbeeError } from './wordbee-error'

const context: AssetContext = { family: 'classic', scope: 'pr7214' }

function clientOver(respond: (request: HttpRequest, nth: number) => ScriptedResponse): {
  client: WordbeeClient
  http: ScriptedHttp
  clock: FakeClock
} {
  const http = new ScriptedHttp(respond)
  const clock = new FakeClock()
  const credentials = { accountId: 'acme', apiKey: 'key-canary-1' }
  const serverUrl = 'https://platform.example'
  return {
    client: createClient({
      http,
      clock,
      random: new FakeRandom(),
      budget: memoryBudget(clock),
      serverUrl,
      credentials,
    }),
    http,
    clock,
  }
}

/** A platform that issues numbered tokens and answers all other calls with `respond`. */
function withTokens(
  respond: (token: string, request: HttpRequest) => ScriptedResponse,
): (r: HttpRequest) => ScriptedResponse {
  let tokens = 0
  return (request) => {
    if (request.url.endsWith('/auth/token')) {
      tokens += 1
      return { body: JSON.stringify(`TOKEN-${String(tokens)}`) }
    }
    return respond(request.headers['X-Auth-Token'] ?? '', request)
  }
}

async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'no failure'
  } catch (error) {
    return error instanceof WordbeeError ? error.failure.kind : String(error)
  }
}

function deleteSample(client: WordbeeClient): Promise<number> {
  const target = checkDeleteTarget({ context, segmentId: 1, locale: 'en', relativePath: '', name: 'a.png' })
  const request = target === null ? null : client.buildDelete(target)
  if (request?.ok !== true) throw new Error('the sample must be deletable')
  return client.deleteAsset(request.permit)
}

describe('signing in', () => {
  it.each([
    ['a JSON string', '"61094C3A-F44F-4D5C-AD34-1D5185EFFE94"'],
    ['plain text', '61094C3A-F44F-4D5C-AD34-1D5185EFFE94\r\n'],
    ['an object with a token', '{"token":"61094C3A-F44F-4D5C-AD34-1D5185EFFE94"}'],
  ])('reads the token from %s', async (_, body) => {
    const { client, http } = clientOver((request) =>
      request.url.endsWith('/auth/token') ? { body } : { body: '[]' },
    )
    await client.listSegment(context, 1)
    expect(http.requests.at(-1)?.headers['X-Auth-Token']).toBe('61094C3A-F44F-4D5C-AD34-1D5185EFFE94')
    expect(http.requests.at(-1)?.headers['X-Auth-AccountId']).toBe('acme')
  })

  it.each<[string, ScriptedResponse, string]>([
    ['a rejected key', { status: 400, body: '{"error":{"title":"Invalid private key."}}' }, 'wrong-key'],
    ['a 401 without a body', { status: 401 }, 'wrong-key'],
    ['a page of HTML', { body: '<html><body>Welcome</body></html>' }, 'answer-unexpected'],
    ['a page of HTML that says 404', { status: 404, body: '<html>' }, 'answer-unexpected'],
    ['an empty response', { body: '' }, 'answer-unexpected'],
    ['an empty token', { body: '""' }, 'answer-unexpected'],
    ['a server error', { status: 503, body: 'busy' }, 'server-error'],
    ['no server', { problem: 'unreachable' }, 'unreachable'],
    ['a certificate that is not trusted', { problem: 'certificate' }, 'certificate'],
    ['a redirect', { problem: 'redirected' }, 'redirected'],
    ['a proxy that asks for a password', { status: 407, body: '<html>' }, 'proxy-password'],
    ['such a proxy whose page is hidden', { status: 407, bodyProblem: 'unreachable' }, 'proxy-password'],
    [
      'such a proxy before a tunnel',
      { problem: 'unreachable', detail: 'ERR_PROXY_AUTH_UNSUPPORTED' },
      'proxy-password',
    ],
  ])('maps %s to its failure kind', async (_, response, kind) => {
    expect(await failureOf(clientOver(() => response).client.signIn())).toBe(kind)
  })

  it('asks for errors in English, as every call does', async () => {
    const { client, http } = clientOver(withTokens(() => ({ body: '[]' })))
    await client.listSegment(context, 1)
    await deleteSample(client)
    await client.signOut()
    expect(http.requests.map(({ headers }) => headers['Accept-Language'])).toEqual(['en', 'en', 'en', 'en'])
  })

  it('redacts the key in a failure, even when the server repeats it', async () => {
    const { client } = clientOver(() => ({
      status: 400,
      body: '{"error":{"title":"Bad key key-canary-1 for acme"}}',
    }))
    const error: unknown = await client.signIn().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(WordbeeError)
    expect(JSON.stringify(error)).toContain('Bad key … for acme')
    expect(JSON.stringify(error)).not.toContain('key-canary-1')
  })

  it('invalidates the token on sign-out', async () => {
    const { client, http } = clientOver(withTokens(() => ({ body: '[]' })))
    await client.signIn()
    await client.signOut()
    const last = http.requests.at(-1)
    expect([last?.method, last?.url, last?.headers['X-Auth-Token']]).toEqual([
      'DELETE',
      'https://platform.example/api/auth/token',
      'TOKEN-1',
    ])
  })
})

describe('an expired session', () => {
  it.each<[string, ScriptedResponse]>([
    ['the documented 400', expiredTokenResponse],
    ['a 401', { status: 401, body: '' }],
    ['a 400 that only its reason identifies', { status: 400, body: '{"reason":" not authenticated - x"}' }],
  ])('is renewed on %s, and the call is sent again', async (_, expired) => {
    const { client, http } = clientOver(
      withTokens((token) => (token === 'TOKEN-1' ? expired : { body: '[]' })),
    )
    expect(await client.listSegment(context, 1)).toEqual([])
    expect(http.countRequests('/auth/token')).toBe(2)
  })

  it('is not renewed for any other 400', async () => {
    const { client, http } = clientOver(
      withTokens(() => ({ status: 400, body: '{"error":{"title":"The requested file does not exist."}}' })),
    )
    expect(await failureOf(client.listSegment(context, 1))).toBe('server-refused')
    expect(http.countRequests('/auth/token')).toBe(1)
  })

  const unknownWords: ScriptedResponse = { status: 400, body: '{"error":{"title":"Ошибка 17"}}' }

  it.each<[string, (clock: FakeClock) => void]>([
    ['25 idle minutes', (clock) => clock.advance(25 * 60_000)],
    ['a suspend in which only the wall clock went on', (clock) => clock.setWallBy(25 * 60_000)],
  ])('is suspected once behind a 400 in unknown words after %s', async (_, wait) => {
    let isExpired = false
    const { client, http, clock } = clientOver(
      withTokens((token) => (isExpired && token === 'TOKEN-1' ? unknownWords : { body: '[]' })),
    )
    await client.listSegment(context, 1)
    wait(clock)
    isExpired = true
    expect(await client.listSegment(context, 1)).toEqual([])
    expect(http.countRequests('/auth/token')).toBe(2)
  })

  it('is not suspected behind a 400 before 25 idle minutes, nor twice', async () => {
    let isBroken = false
    const { client, http, clock } = clientOver(withTokens(() => (isBroken ? unknownWords : { body: '[]' })))
    await client.listSegment(context, 1)
    isBroken = true
    clock.advance(24 * 60_000)
    expect(await failureOf(client.listSegment(context, 1))).toBe('server-refused')
    expect(http.countRequests('/auth/token')).toBe(1)
    clock.advance(26 * 60_000)
    for (const expectedSignIns of [2, 2]) {
      expect(await failureOf(client.listSegment(context, 1))).toBe('server-refused')
      expect(http.countRequests('/auth/token')).toBe(expectedSignIns)
    }
  })

  it('is suspected by a DELETE too, which is not sent again without a proof', async () => {
    let isBroken = false
    const { client, http, clock } = clientOver(
      withTokens((token) => (isBroken && token === 'TOKEN-1' ? unknownWords : { body: '[]' })),
    )
    await client.listSegment(context, 1)
    isBroken = true
    clock.advance(26 * 60_000)
    expect(await failureOf(deleteSample(client))).toBe('server-refused')
    expect(http.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1)
    expect(await client.listSegment(context, 1)).toEqual([])
    expect(http.countRequests('/auth/token')).toBe(2)
  })

  it('costs one sign-in for 50 parallel calls', async () => {
    const { client, http } = clientOver(
      withTokens((token) => (token === 'TOKEN-1' ? expiredTokenResponse : { body: '[]' })),
    )
    await client.signIn()
    await Promise.all(Array.from({ length: 50 }, (_, id) => client.listSegment(context, id + 1)))
    expect(http.countRequests('/auth/token')).toBe(2)
  })

  it.each<[string, ScriptedResponse]>([
    ['400', expiredTokenResponse],
    ['401', { status: 401, body: '' }],
  ])('does not fail 40 parallel calls when tokens expire every second call by %s', async (_, expired) => {
    let calls = 0
    const { client } = clientOver(
      withTokens(() => {
        calls += 1
        return calls % 2 === 0 ? expired : { body: '[]' }
      }),
    )
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_each, id) => client.listSegment(context, id + 1)),
    )
    expect(results.filter((result) => result.status === 'rejected')).toEqual([])
  })

  it('stops after three sign-ins when every new token is rejected, also for 20 parallel calls', async () => {
    const { client, http } = clientOver(withTokens(() => expiredTokenResponse))
    const kinds = await Promise.all(
      Array.from({ length: 20 }, (_, id) => failureOf(client.listSegment(context, id + 1))),
    )
    expect(new Set(kinds)).toEqual(new Set(['session-rejected']))
    expect(http.countRequests('/auth/token')).toBe(3)
  })

  it('resets the count of sign-ins after each accepted call', async () => {
    let calls = 0
    const { client } = clientOver(
      withTokens(() => {
        calls += 1
        return calls % 2 === 0 ? expiredTokenResponse : { body: '[]' }
      }),
    )
    for (let id = 1; id <= 10; id += 1) expect(await client.listSegment(context, id)).toEqual([])
  })

  it('sends a DELETE again, because the response proves that nothing was done', async () => {
    const { client, http } = clientOver(
      withTokens((token) => (token === 'TOKEN-1' ? expiredTokenResponse : {})),
    )
    await deleteSample(client)
    expect(http.requests.filter((request) => request.method === 'DELETE')).toHaveLength(2)
  })
})

describe('a DELETE', () => {
  it.each<[string, ScriptedResponse, string]>([
    ['no response', { problem: 'timed-out' }, 'timed-out'],
    ['a dropped connection', { problem: 'unreachable' }, 'unreachable'],
    ['a truncated response', { problem: 'cut' }, 'answer-cut'],
    ['a 500', { status: 500, body: 'oops' }, 'server-error'],
    ['a 503', { status: 503 }, 'server-error'],
    ['a 429', throttledResponse, 'throttled'],
    ['a 400 of another kind', { status: 400, body: '{"error":{"title":"No."}}' }, 'server-refused'],
    ['a 403', { status: 403 }, 'forbidden'],
    ['a redirect', { problem: 'redirected' }, 'redirected'],
  ])('is sent only once on %s', async (_, response, kind) => {
    const { client, http } = clientOver(withTokens(() => response))
    expect(await failureOf(deleteSample(client))).toBe(kind)
    expect(http.requests.filter((request) => request.method === 'DELETE')).toHaveLength(1)
  })

  it('reports that nothing was done for a 429 only', async () => {
    const proofs: boolean[] = []
    for (const response of [throttledResponse, { status: 500 }, { problem: 'timed-out' as const }]) {
      const { client } = clientOver(withTokens(() => response))
      const error: unknown = await deleteSample(client).catch((thrown: unknown) => thrown)
      proofs.push(error instanceof WordbeeError && error.facts.nothingWasDone)
    }
    expect(proofs).toEqual([true, false, false])
  })
})

describe('a throttled account', () => {
  it('waits 10 to 15 s, then at most 40 s, then longer, and resumes', async () => {
    let refusals = 3
    const { client, clock } = clientOver(
      withTokens(() => ((refusals -= 1) >= 0 ? throttledResponse : { body: '[]' })),
    )
    expect(await client.listSegment(context, 1)).toEqual([])
    const waits = [...new Set(clock.sleepTimes.map((ms) => Math.round(ms)))]
    expect(waits[0]).toBeGreaterThanOrEqual(10_000)
    expect(waits[0]).toBeLessThanOrEqual(15_000)
    expect(waits[1]).toBeLessThanOrEqual(40_000)
    expect(waits[2]).toBeGreaterThan(40_000)
  })

  it('waits for the time that Retry-After gives', async () => {
    let isThrottled = true
    const { client, clock } = clientOver(
      withTokens(() => {
        if (!isThrottled) return { body: '[]' }
        isThrottled = false
        return { ...throttledResponse, headers: { 'retry-after': '120' } }
      }),
    )
    await client.listSegment(context, 1)
    expect(clock.elapsed()).toBeGreaterThanOrEqual(120_000)
    expect(clock.elapsed()).toBeLessThan(122_000)
  })

  it('holds every call during the pause and reports when it ends', async () => {
    let isThrottled = true
    const { client, http, clock } = clientOver(
      withTokens(() => (isThrottled ? throttledResponse : { body: '[]' })),
    )
    clock.isFrozen = true
    await failureOf(deleteSample(client))
    const until = client.waitingUntil()
    expect(until).toBe(clock.now() + 12_500)
    const requestsBefore = http.requests.length
    isThrottled = false
    const listing = client.listSegment(context, 1)
    clock.advance(12_400)
    await new Promise((resume) => setImmediate(resume))
    expect(http.requests).toHaveLength(requestsBefore)
    clock.advance(100)
    expect(await listing).toEqual([])
    expect(client.waitingUntil()).toBeNull()
  })
})

describe('a read', () => {
  it('is retried after transient failures, four attempts in total', async () => {
    let faults = 0
    const { client } = clientOver(
      withTokens(() => ((faults += 1) <= 3 ? { problem: 'unreachable' } : { body: '[]' })),
    )
    expect(await client.listSegment(context, 1)).toEqual([])
    const { client: broken, http } = clientOver(withTokens(() => ({ problem: 'unreachable' })))
    expect(await failureOf(broken.listSegment(context, 1))).toBe('unreachable')
    expect(http.countRequests('/list')).toBe(4)
  })

  it.each<[string, ScriptedResponse, string]>([
    ['an empty body', { body: '' }, 'answer-unexpected'],
    ['HTML', { body: '<html>' }, 'answer-unexpected'],
    ['truncated JSON', { body: '[{"segmentId":1' }, 'answer-cut'],
    ['an object instead of a list', { body: '{}' }, 'answer-unexpected'],
    ['a row without a name', { body: '[{"segmentId":1,"size":5}]' }, 'answer-unexpected'],
    ['fewer bytes than announced', { body: '[]', headers: { 'content-length': '90' } }, 'answer-cut'],
  ])('never takes %s for an empty listing', async (_, response, kind) => {
    const { client } = clientOver(withTokens(() => response))
    expect(await failureOf(client.listSegment(context, 1))).toBe(kind)
  })
})
