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

const transientFaults: readonly Fault[] = [
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

describe('a transient fault', () => {
  it.each(transientFaults)('still yields the complete list: %o', async (fault) => {
    const harness = await start()
    harness.server.faults.add({ match: { ...listCalls, nth: 1 }, fault })
    expect(describeFiles(await harness.listAssets(projectContext, segments))).toEqual(
      describeFiles(harness.storedFiles(segments)),
    )
  })
})

const permanentFaults: readonly (readonly [Fault, string])[] = [
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

/** The same faults for a sign-in, where bodies are shorter and no token can expire yet. */
const signInFaults = permanentFaults
  .filter(([fault]) => fault.kind !== 'token-dies')
  .map(([fault]) => (fault.kind === 'cut-body' ? { ...fault, afterBytes: 10 } : fault))

describe('a permanent fault', () => {
  it.each(permanentFaults)(
    'is reported as a failure, never as a shorter list: %o is %s',
    async (fault, kind) => {
      const harness = await start()
      harness.server.faults.add({ match: listCalls, fault })
      expect(await outcomeOf(harness.listAssets(projectContext, [crowdedSegment]))).toBe(kind)
      harness.server.faults.clear()
      // The circuit breaker for sign-ins may be open.
      harness.clock.advance(15_000)
      expect(describeFiles(await harness.listAssets(projectContext, [crowdedSegment]))).toEqual(
        describeFiles(harness.storedFiles([crowdedSegment])),
      )
    },
  )

  it.each(signInFaults)('fails the sign-in: %o', async (fault) => {
    const harness = await start()
    harness.server.faults.add({ match: signInCalls, fault })
    expect(await outcomeOf(harness.client.signIn())).not.toBe('done')
    expect(harness.server.calls.count(listCalls)).toBe(0)
    harness.server.faults.clear()
    expect(await outcomeOf(harness.client.signIn())).toBe('done')
  })
})

describe('a small response that expands to a huge one', () => {
  const fault: Fault = { kind: 'gzip-bomb', unpackedBytes: 1024 ** 3 }

  /** By how many bytes the memory of the process grew at most during the work. */
  async function peakMemory(work: Promise<unknown>): Promise<number> {
    const before = process.memoryUsage.rss()
    let peak = before
    const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5)
    await work
    clearInterval(timer)
    return peak - before
  }

  it('fails at the limit, with bounded memory', async () => {
    const harness = await start()
    harness.server.faults.add({ match: listCalls, fault })
    let result = ''
    const memory = await peakMemory(
      outcomeOf(harness.listAssets(projectContext, [crowdedSegment])).then((kind) => (result = kind)),
    )
    expect(result).toBe('answer-too-large')
    expect(memory).toBeLessThan(300 * 1024 ** 2)
    expect(harness.server.calls.count(listCalls)).toBe(1)
  })

  it('fails early when an error or a token is expected', async () => {
    const harness: ContractHarness = await start()
    harness.server.faults.add({ match: signInCalls, fault })
    const memory = await peakMemory(outcomeOf(harness.client.signIn()))
    expect(memory).toBeLessThan(100 * 1024 ** 2)
    expect(await outcomeOf(harness.client.signIn())).toBe('answer-too-large')
  })
})
