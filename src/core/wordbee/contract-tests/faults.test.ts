import { describe, expect, it } from 'vitest'
import type { Fault } from '../../../demo-server'
import {
  contractHarnesses,
  outcomeOf,
  describeFiles,
  listCalls,
  signInCalls,
  type ContractHarness,
} from '../../../testing/contract-harness'
import { crowdedSegment, projectContext, secondSegment } from '../../../testing/contract-workspace'

const start = contractHarnesses()
const segments = [crowdedSegment, secondSegment]

const passing: readonly Fault[] = [
  { kind: 'latency', ms: 30 },
  { kind: 'trickle', bytes: 100, ms: 1 },
  { kind: 'drop', when: 'before-work' },
  { kind: 'drop', when: 'before-work', reset: true },
  { kind: 'drop', when: 'after-work' },
  { kind: 'drop', when: 'after-work', reset: true },
  ...(['length', 'chunked', 'close'] as const).flatMap((framing) =>
    [1, 2, 200, 1500].map((afterBytes): Fault => ({ kind: 'cut-body', afterBytes, framing })),
  ),
  ...(['length', 'chunked'] as const).map((framing): Fault => ({ kind: 'cut-body', afterBytes: 0, framing })),
  { kind: 'wrong-length', by: 5 },
  { kind: 'wrong-length', by: -1 },
  { kind: 'wrong-length', by: -100 },
  { kind: 'html', status: 500 },
  { kind: 'html', status: 502, afterWork: true },
  { kind: 'status', status: 503, headers: { 'Retry-After': '1' } },
  { kind: 'token-dies', status: 400 },
  { kind: 'token-dies', status: 401 },
  { kind: 'throttle' },
  { kind: 'throttle', retryAfter: 20 },
  { kind: 'throttle', retryAfter: 'Wed, 21 Oct 2099 07:28:00 GMT' },
]

describe('a fault that passes', () => {
  it.each(passing)('still ends in the whole list: %o', async (fault) => {
    const bench = await start()
    bench.server.faults.add({ match: { ...listCalls, nth: 1 }, fault })
    expect(describeFiles(await bench.listAssets(projectContext, segments))).toEqual(
      describeFiles(bench.storedFiles(segments)),
    )
  })
})

const lasting: readonly (readonly [Fault, string])[] = [
  [{ kind: 'drop', when: 'before-work' }, 'unreachable'],
  [{ kind: 'drop', when: 'after-work', reset: true }, 'unreachable'],
  [{ kind: 'cut-body', afterBytes: 300, framing: 'length' }, 'answer-cut'],
  [{ kind: 'cut-body', afterBytes: 300, framing: 'chunked' }, 'answer-cut'],
  [{ kind: 'cut-body', afterBytes: 300, framing: 'close' }, 'answer-cut'],
  [{ kind: 'cut-body', afterBytes: 0, framing: 'close' }, 'answer-unexpected'],
  [{ kind: 'wrong-length', by: 9 }, 'answer-cut'],
  [{ kind: 'wrong-length', by: -9 }, 'answer-cut'],
  [{ kind: 'html', status: 200 }, 'answer-unexpected'],
  [{ kind: 'html', status: 403 }, 'forbidden'],
  [{ kind: 'html', status: 503 }, 'server-error'],
  [{ kind: 'status', status: 200, body: '{"rows":[]}' }, 'answer-unexpected'],
  [{ kind: 'status', status: 200, body: 'null' }, 'answer-unexpected'],
  [{ kind: 'status', status: 200, body: '[{"segmentId":1}]' }, 'answer-unexpected'],
  [{ kind: 'status', status: 204 }, 'answer-unexpected'],
  [{ kind: 'status', status: 400, body: '{"error":{"title":"Deadlock."}}' }, 'server-refused'],
  [{ kind: 'status', status: 418, body: 'teapot' }, 'answer-unexpected'],
  [{ kind: 'status', status: 304 }, 'redirected'],
  [{ kind: 'throttle' }, 'throttled'],
  [{ kind: 'token-dies', status: 400 }, 'session-rejected'],
]

/** The same where a token is expected: shorter, and never dead before it was born. */
const atSignIn = lasting
  .filter(([fault]) => fault.kind !== 'token-dies')
  .map(([fault]) => (fault.kind === 'cut-body' ? { ...fault, afterBytes: 10 } : fault))

describe('a fault that lasts', () => {
  it.each(lasting)('is told by its name, never by a shorter list: %o is %s', async (fault, kind) => {
    const bench = await start()
    bench.server.faults.add({ match: listCalls, fault })
    expect(await outcomeOf(bench.listAssets(projectContext, [crowdedSegment]))).toBe(kind)
    bench.server.faults.clear()
    // Sign-ins rest for a while where every token was dead on arrival.
    bench.clock.advance(15_000)
    expect(describeFiles(await bench.listAssets(projectContext, [crowdedSegment]))).toEqual(
      describeFiles(bench.storedFiles([crowdedSegment])),
    )
  })

  it.each(atSignIn)('at sign-in leaves nobody signed in: %o', async (fault) => {
    const bench = await start()
    bench.server.faults.add({ match: signInCalls, fault })
    expect(await outcomeOf(bench.client.signIn())).not.toBe('done')
    expect(bench.server.calls.count(listCalls)).toBe(0)
    bench.server.faults.clear()
    expect(await outcomeOf(bench.client.signIn())).toBe('done')
  })
})

describe('a small answer that unpacks to a huge one', () => {
  const fault: Fault = { kind: 'gzip-bomb', unpackedBytes: 1024 ** 3 }

  /** The most memory that the process had while the work went on, above what it had before. */
  async function mostMemory(work: Promise<unknown>): Promise<number> {
    const before = process.memoryUsage.rss()
    let most = before
    const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5)
    await work
    clearInterval(timer)
    return most - before
  }

  it('is given up at the limit, with memory bounded', async () => {
    const bench = await start()
    bench.server.faults.add({ match: listCalls, fault })
    let end = ''
    const memory = await mostMemory(
      outcomeOf(bench.listAssets(projectContext, [crowdedSegment])).then((kind) => (end = kind)),
    )
    expect(end).toBe('answer-too-large')
    expect(memory).toBeLessThan(300 * 1024 ** 2)
    expect(bench.server.calls.count(listCalls)).toBe(1)
  })

  it('is given up early where an error or a token is expected', async () => {
    const bench: ContractHarness = await start()
    bench.server.faults.add({ match: signInCalls, fault })
    const memory = await mostMemory(outcomeOf(bench.client.signIn()))
    expect(memory).toBeLessThan(100 * 1024 ** 2)
    expect(await outcomeOf(bench.client.signIn())).toBe('answer-too-large')
  })
})
