import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../testing/memory-ports'
import { atMinimumRate } from './minimum-rate'

/** `pieces` chunks of `bytes` each, with a wait of `ms` before each. */
interface Part {
  readonly pieces: number
  readonly bytes: number
  readonly ms: number
}

async function* sendParts(clock: FakeClock, parts: readonly Part[]): AsyncGenerator<Uint8Array> {
  for (const { pieces, bytes, ms } of parts) {
    for (let piece = 0; piece < pieces; piece += 1) {
      clock.advance(ms)
      yield await Promise.resolve(new Uint8Array(bytes))
    }
  }
}

/** Reads to the end or to the error, and returns it with the elapsed seconds. */
async function read(parts: readonly Part[], readerMs = 0): Promise<{ end: unknown; seconds: number }> {
  const clock = new FakeClock()
  try {
    for await (const chunk of atMinimumRate(sendParts(clock, parts), { clock, maxWaitMs: 30_000 })) {
      expect(chunk.byteLength).toBeGreaterThan(0)
      clock.advance(readerMs)
    }
    return { end: 'done', seconds: clock.elapsed() / 1_000 }
  } catch (error) {
    return { end: error, seconds: clock.elapsed() / 1_000 }
  }
}

const timedOut: unknown = expect.objectContaining({
  failure: { kind: 'timed-out', retry: 'now', detail: 'too slow' },
  facts: { status: null, nothingWasDone: false },
})

describe('the minimum rate of a body', () => {
  it('ends a trickle of a byte a second', async () => {
    const { end, seconds } = await read([{ pieces: 100_000, bytes: 1, ms: 1_000 }])
    expect(end).toEqual(timedOut)
    expect(seconds).toBeLessThan(70)
  })

  it('ends a trickle after a fast beginning as soon', async () => {
    const fast = { pieces: 1_600, bytes: 65_536, ms: 1 }
    const { end, seconds } = await read([fast, { pieces: 100_000, bytes: 1, ms: 1_000 }])
    expect(end).toEqual(timedOut)
    expect(seconds).toBeLessThan(75)
  })

  it.each([
    ['30 MiB at 50 KiB/s', [{ pieces: 600, bytes: 51_200, ms: 1_000 }]],
    ['a line that pauses for 25 s of each minute', [...Array.from({ length: 20 }, pausing).flat()]],
    ['a small answer within a minute', [{ pieces: 50, bytes: 1, ms: 1_000 }]],
  ])('lets pass %s', async (_, parts) => {
    expect((await read(parts)).end).toBe('done')
  })

  it('does not count the time of the reader', async () => {
    expect((await read([{ pieces: 100, bytes: 1, ms: 10 }], 10_000)).end).toBe('done')
  })

  it('counts a jump of the clock as one wait', async () => {
    expect((await read([{ pieces: 1, bytes: 1, ms: 3_600_000 }])).end).toBe('done')
  })
})

function pausing(): Part[] {
  return [
    { pieces: 35, bytes: 51_200, ms: 1_000 },
    { pieces: 1, bytes: 51_200, ms: 25_000 },
  ]
}
