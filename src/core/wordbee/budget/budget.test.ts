import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryBudget } from '../../../testing/memory-budget'
import { FakeClock } from '../../../testing/memory-ports'
import { WordbeeError } from '../wordbee-error'
import type { Budget } from './budget'
import { estimateWaitMs } from './estimate-wait'
import { priorities, reserveOf, type Priority } from './priority'
import { windowMs } from './ledger'
import { readReportedAllowance } from './reported-allowance'

function calm(): Promise<void> {
  return new Promise((resume) => setImmediate(() => setImmediate(resume)))
}

class Bench {
  readonly clock = new FakeClock()
  readonly budget: Budget
  /** Lanes in the order in which their calls were made. */
  readonly made: Priority[] = []

  constructor(readonly allowance: number) {
    this.clock.isFrozen = true
    this.budget = memoryBudget(this.clock, allowance)
  }

  /** Asks for calls that are made and answered as soon as they have room. */
  async ask(priority: Priority, calls = 1): Promise<void> {
    for (let nth = 0; nth < calls; nth += 1) {
      void this.budget.admit({ priority, purpose: 'listing' }).then(async (permit) => {
        await permit.useCall()
        this.made.push(priority)
        permit.finish()
      })
    }
    await calm()
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms)
    await calm()
  }

  count(priority: Priority): number {
    return this.made.filter((each) => each === priority).length
  }
}

describe('room in the hour', () => {
  it('waits at the edge and goes on by itself when the first call leaves the window', async () => {
    const bench = new Bench(3)
    await bench.ask('reads', 4)
    expect(bench.made).toHaveLength(3)
    expect(bench.budget.waitingUntil()).toBe(bench.clock.now() + windowMs)
    await bench.pass(windowMs - 1)
    expect(bench.made).toHaveLength(3)
    await bench.pass(1)
    expect(bench.made).toHaveLength(4)
    expect(bench.budget.waitingUntil()).toBeNull()
  })

  it('is measured from the answer, since the server counts a call when it comes', async () => {
    const bench = new Bench(1)
    const permit = await bench.budget.admit({ priority: 'reads', purpose: 'listing' })
    await permit.useCall()
    await bench.pass(windowMs + 1)
    expect(bench.budget.status().used).toBe(1)
    permit.finish()
    await bench.pass(windowMs - 1)
    expect(bench.budget.status().used).toBe(1)
    await bench.pass(1)
    expect(bench.budget.status().used).toBe(0)
  })

  it('comes back from a call that was not made', async () => {
    const bench = new Bench(1)
    const permit = await bench.budget.admit({ priority: 'reads', purpose: 'listing' })
    await bench.ask('reads')
    expect(bench.made).toEqual([])
    permit.finish()
    permit.finish()
    await calm()
    expect(bench.made).toEqual(['reads'])
  })

  it('is not waited for any longer than the signal allows', async () => {
    const bench = new Bench(1)
    await bench.ask('reads')
    const abort = new AbortController()
    const waiting = bench.budget.admit({ priority: 'reads', purpose: 'listing' }, abort.signal)
    abort.abort()
    await expect(waiting).rejects.toMatchObject({
      failure: { kind: 'stopped' },
      facts: { nothingWasDone: true },
    })
    await expect(waiting).rejects.toBeInstanceOf(WordbeeError)
    expect(bench.budget.waitingUntil()).toBeNull()
  })

  it.each(['copies', 'transfers', 'previews', 'thumbnails'] as const)(
    'has a tenth that %s leave alone',
    async (priority) => {
      const bench = new Bench(100)
      await bench.ask(priority, 100)
      expect(bench.made).toHaveLength(90)
      await bench.ask('deletes', 4)
      await bench.ask('reads', 6)
      expect(bench.count('deletes') + bench.count('reads')).toBe(10)
      await bench.pass(windowMs)
      expect(bench.count(priority)).toBe(100)
    },
  )

  it('goes to deletes, then reads, copies, transfers, previews, thumbnails', async () => {
    const bench = new Bench(6)
    await bench.ask('deletes', 6)
    for (const priority of [...priorities].reverse()) await bench.ask(priority)
    await bench.pass(windowMs)
    expect(bench.made.slice(6)).toEqual([...priorities])
  })

  it('lets reads beside deletes that wait, but no more than the reserve of an hour', async () => {
    const bench = new Bench(100)
    const before = [
      await bench.budget.reserve({ deletes: 50, listings: 0 }),
      await bench.budget.reserve({ deletes: 30, listings: 0 }),
    ]
    void bench.budget.reserve({ deletes: 50, listings: 0 })
    await bench.ask('reads', 30)
    expect(bench.made).toHaveLength(reserveOf(100))
    for (const room of before) room.release()
    await bench.pass(windowMs)
    expect(bench.made).toHaveLength(30)
  })
})

describe('a reservation', () => {
  it('is granted as a whole, drawn from, and given back', async () => {
    const { budget } = new Bench(10)
    const room = await budget.reserve({ deletes: 2, listings: 3 })
    expect(budget.estimateWaitMs(5)).toBe(0)
    expect(budget.estimateWaitMs(6)).toBeGreaterThan(0)
    const permit = room.takePermit('delete')
    await permit?.useCall()
    permit?.finish()
    room.takePermit('listing')?.finish()
    expect(room.remaining()).toEqual({ deletes: 1, listings: 3 })
    expect(room.takePermit('download')).toBeNull()
    room.release()
    room.release()
    expect(budget.status().used).toBe(1)
    expect(budget.estimateWaitMs(9)).toBe(0)
  })

  it('keeps its listings when reads would take them', async () => {
    const bench = new Bench(10)
    const room = await bench.budget.reserve({ deletes: 1, listings: 2 })
    await bench.ask('reads', 20)
    expect(bench.made).toHaveLength(7)
    expect(room.takePermit('listing')).not.toBeNull()
    expect(room.takePermit('listing')).not.toBeNull()
    expect(room.takePermit('listing')).toBeNull()
  })

  it('of more than half an hour is cut, so that two never wait for each other', async () => {
    const { budget } = new Bench(10)
    const closing = await budget.reserve({ deletes: 1, listings: 40 })
    expect(closing.remaining()).toEqual({ deletes: 1, listings: 4 })
    expect((await budget.reserve({ deletes: 1, listings: 1 })).remaining()).toEqual({
      deletes: 1,
      listings: 1,
    })
  })

  it('is never lost: after any two jobs in parallel the hour holds exactly the calls that were made', async () => {
    const use = fc.record({ deletes: fc.nat(4), listings: fc.nat(4), draws: fc.nat(8), spends: fc.nat(8) })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.array(use),
        fc.array(use),
        async (allowance, one, two) => {
          const clock = new FakeClock()
          const budget = memoryBudget(clock, allowance)
          const times: number[] = []
          const job = async (uses: typeof one): Promise<void> => {
            for (const { deletes, listings, draws, spends } of uses) {
              const room = await budget.reserve({ deletes, listings })
              for (let nth = 0; nth < draws; nth += 1) {
                const permit = room.takePermit(nth % 2 === 0 ? 'delete' : 'listing')
                if (nth < spends && permit !== null) {
                  await permit.useCall()
                  times.push(clock.elapsed())
                }
                permit?.finish()
              }
              room.release()
            }
          }
          await Promise.all([job(one), job(two)])
          for (const [at, time] of times.entries())
            expect((times[at + allowance] ?? Number.POSITIVE_INFINITY) - time).toBeGreaterThanOrEqual(
              3_600_000,
            )
          clock.advance(windowMs)
          expect(budget.status().used).toBe(0)
          expect(budget.estimateWaitMs(allowance)).toBe(0)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('of deletes is not starved by reads that never end', async () => {
    const bench = new Bench(20)
    await bench.ask('reads', 200)
    let granted = 0
    const job = async (): Promise<void> => {
      for (;;) {
        const room = await bench.budget.reserve({ deletes: 10, listings: 0 })
        granted += 1
        for (let nth = 0; nth < 10; nth += 1) {
          const permit = room.takePermit('delete')
          await permit?.useCall()
          permit?.finish()
        }
        room.release()
      }
    }
    void job()
    for (let hour = 1; hour <= 5; hour += 1) {
      await bench.ask('reads', 50)
      await bench.pass(windowMs)
      await calm()
      expect(granted).toBeGreaterThanOrEqual(hour)
    }
  })
})

describe('a 429', () => {
  it('below our own count tells of others, whose part fades over the hour', async () => {
    const bench = new Bench(1_000)
    await bench.ask('reads', 300)
    bench.budget.recordThrottled('Requests throttled. Maximum allowed 1000 per 01:00:00.')
    expect(bench.budget.status()).toMatchObject({ used: 300, usedByOthers: 700, reportedAllowance: null })
    await bench.pass(windowMs / 2)
    expect(bench.budget.status().usedByOthers).toBe(350)
    await bench.pass(windowMs / 2)
    expect(bench.budget.status().usedByOthers).toBe(0)
  })

  it('holds back what nobody waits for, and nothing else', async () => {
    const bench = new Bench(100)
    bench.budget.recordThrottled('')
    await bench.ask('thumbnails')
    expect(bench.made).toEqual([])
    await bench.ask('reads')
    await bench.ask('deletes')
    expect(bench.made).toEqual(['reads', 'deletes'])
    for (let minute = 0; minute < 61; minute += 1) await bench.pass(60_000)
    expect(bench.count('thumbnails')).toBe(1)
  })

  it('at our own count tells of nobody', async () => {
    const bench = new Bench(10)
    await bench.ask('reads', 10)
    bench.budget.recordThrottled('')
    expect(bench.budget.status().usedByOthers).toBe(0)
  })

  it('that speaks of another number gives a hint and changes nothing', async () => {
    const bench = new Bench(1_000)
    await bench.ask('reads', 30)
    bench.budget.recordThrottled('Requests throttled. Maximum allowed 30 per 01:00:00.')
    expect(bench.budget.status()).toMatchObject({ allowance: 1_000, reportedAllowance: 30, usedByOthers: 0 })
  })

  it.each([
    ['Requests throttled. Maximum allowed 1000 per 01:00:00.', 1_000],
    ['Maximum allowed 1,500 calls per 1:00:00', 1_500],
    ['1.200 / 00:30:00', 2_400],
    ['max 100 per 00:10', 600],
    ['Maximum allowed 0 per 01:00:00.', null],
    ['Maximum allowed 1000 per 00:00:00.', null],
    ['Too many requests.', null],
    ['', null],
  ])('that reads %j speaks of %s calls an hour', (words, calls) => {
    expect(readReportedAllowance(words)).toBe(calls)
  })
})

describe('the estimate', () => {
  it('is 0 where the plan fits, and the hour of its own first calls where it goes round', () => {
    expect(estimateWaitMs(10, { room: 10, expiries: [] })).toBe(0)
    expect(estimateWaitMs(11, { room: 10, expiries: [] })).toBe(windowMs)
    expect(estimateWaitMs(21, { room: 10, expiries: [] })).toBe(2 * windowMs)
    expect(estimateWaitMs(2, { room: 0, expiries: [5_000, 9_000] })).toBe(9_000)
    expect(estimateWaitMs(1, { room: -1, expiries: [5_000, 9_000] })).toBe(9_000)
  })

  it('is what a plan takes that draws one call after the other', async () => {
    const clock = new FakeClock()
    const budget = memoryBudget(clock, 7)
    const expected = budget.estimateWaitMs(40)
    for (let nth = 0; nth < 40; nth += 1) {
      const permit = await budget.admit({ priority: 'reads', purpose: 'listing' })
      await permit.useCall()
      permit.finish()
    }
    expect(clock.elapsed()).toBe(expected)
  })
})
