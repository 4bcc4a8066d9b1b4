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

function settle(): Promise<void> {
  return new Promise((resume) => setImmediate(() => setImmediate(resume)))
}

class Harness {
  readonly clock = new FakeClock()
  readonly budget: Budget
  /** Priorities of the calls, in the order in which they were sent. */
  readonly sent: Priority[] = []

  constructor(readonly allowance: number) {
    this.clock.isFrozen = true
    this.budget = memoryBudget(this.clock, allowance)
  }

  /** Requests calls that are sent and answered as soon as the budget admits them. */
  async request(priority: Priority, calls = 1): Promise<void> {
    for (let nth = 0; nth < calls; nth += 1) {
      void this.budget.admit({ priority, purpose: 'listing' }).then(async (permit) => {
        await permit.useCall()
        this.sent.push(priority)
        permit.finish()
      })
    }
    await settle()
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms)
    await settle()
  }

  count(priority: Priority): number {
    return this.sent.filter((sentPriority) => sentPriority === priority).length
  }
}

describe('the rolling hour', () => {
  it('waits when it is full and resumes when the first call leaves the window', async () => {
    const harness = new Harness(3)
    await harness.request('reads', 4)
    expect(harness.sent).toHaveLength(3)
    expect(harness.budget.waitingUntil()).toBe(harness.clock.now() + windowMs)
    await harness.pass(windowMs - 1)
    expect(harness.sent).toHaveLength(3)
    await harness.pass(1)
    expect(harness.sent).toHaveLength(4)
    expect(harness.budget.waitingUntil()).toBeNull()
  })

  it('counts a call for one window after its response, because the server counts it on arrival', async () => {
    const harness = new Harness(1)
    const permit = await harness.budget.admit({ priority: 'reads', purpose: 'listing' })
    await permit.useCall()
    await harness.pass(windowMs + 1)
    expect(harness.budget.status().used).toBe(1)
    permit.finish()
    await harness.pass(windowMs - 1)
    expect(harness.budget.status().used).toBe(1)
    await harness.pass(1)
    expect(harness.budget.status().used).toBe(0)
  })

  it('frees the quota of a call that was not sent', async () => {
    const harness = new Harness(1)
    const permit = await harness.budget.admit({ priority: 'reads', purpose: 'listing' })
    await harness.request('reads')
    expect(harness.sent).toEqual([])
    permit.finish()
    permit.finish()
    await settle()
    expect(harness.sent).toEqual(['reads'])
  })

  it('ends the wait for quota when the signal aborts', async () => {
    const harness = new Harness(1)
    await harness.request('reads')
    const abort = new AbortController()
    const waiting = harness.budget.admit({ priority: 'reads', purpose: 'listing' }, abort.signal)
    abort.abort()
    await expect(waiting).rejects.toMatchObject({
      failure: { kind: 'stopped' },
      facts: { nothingWasDone: true },
    })
    await expect(waiting).rejects.toBeInstanceOf(WordbeeError)
    expect(harness.budget.waitingUntil()).toBeNull()
  })

  it.each(['copies', 'transfers', 'previews', 'thumbnails'] as const)(
    'reserves a tenth that %s cannot use',
    async (priority) => {
      const harness = new Harness(100)
      await harness.request(priority, 100)
      expect(harness.sent).toHaveLength(90)
      await harness.request('deletes', 4)
      await harness.request('reads', 6)
      expect(harness.count('deletes') + harness.count('reads')).toBe(10)
      await harness.pass(windowMs)
      expect(harness.count(priority)).toBe(100)
    },
  )

  it('admits deletes first, then reads, copies, transfers, previews, thumbnails', async () => {
    const harness = new Harness(6)
    await harness.request('deletes', 6)
    for (const priority of [...priorities].reverse()) await harness.request(priority)
    await harness.pass(windowMs)
    expect(harness.sent.slice(6)).toEqual([...priorities])
  })

  it('admits reads while deletes wait, up to the reserve', async () => {
    const harness = new Harness(100)
    const earlier = [
      await harness.budget.reserve({ deletes: 50, listings: 0 }),
      await harness.budget.reserve({ deletes: 30, listings: 0 }),
    ]
    void harness.budget.reserve({ deletes: 50, listings: 0 })
    await harness.request('reads', 30)
    expect(harness.sent).toHaveLength(reserveOf(100))
    for (const reservation of earlier) reservation.release()
    await harness.pass(windowMs)
    expect(harness.sent).toHaveLength(30)
  })
})

describe('a reservation', () => {
  it('is granted as a whole, used in part, and released', async () => {
    const { budget } = new Harness(10)
    const reservation = await budget.reserve({ deletes: 2, listings: 3 })
    expect(budget.estimateWaitMs(5)).toBe(0)
    expect(budget.estimateWaitMs(6)).toBeGreaterThan(0)
    const permit = reservation.takePermit('delete')
    await permit?.useCall()
    permit?.finish()
    reservation.takePermit('listing')?.finish()
    expect(reservation.remaining()).toEqual({ deletes: 1, listings: 3 })
    expect(reservation.takePermit('download')).toBeNull()
    reservation.release()
    reservation.release()
    expect(budget.status().used).toBe(1)
    expect(budget.estimateWaitMs(9)).toBe(0)
  })

  it('keeps its listings while reads wait', async () => {
    const harness = new Harness(10)
    const reservation = await harness.budget.reserve({ deletes: 1, listings: 2 })
    await harness.request('reads', 20)
    expect(harness.sent).toHaveLength(7)
    expect(reservation.takePermit('listing')).not.toBeNull()
    expect(reservation.takePermit('listing')).not.toBeNull()
    expect(reservation.takePermit('listing')).toBeNull()
  })

  it('is limited to half the allowance, so that two never wait for each other', async () => {
    const { budget } = new Harness(10)
    const limited = await budget.reserve({ deletes: 1, listings: 40 })
    expect(limited.remaining()).toEqual({ deletes: 1, listings: 4 })
    expect((await budget.reserve({ deletes: 1, listings: 1 })).remaining()).toEqual({
      deletes: 1,
      listings: 1,
    })
  })

  it('takes further deletes only while more than a quarter of the hour is free', async () => {
    const { budget } = new Harness(40)
    const ample = await budget.reserve({ deletes: 1, listings: 1, more: 15 })
    expect(ample.remaining()).toEqual({ deletes: 16, listings: 1 })
    const scarce = await budget.reserve({ deletes: 1, listings: 1, more: 15 })
    expect(scarce.remaining()).toEqual({ deletes: 12, listings: 1 })
    const none = await budget.reserve({ deletes: 1, listings: 0, more: 15 })
    expect(none.remaining()).toEqual({ deletes: 1, listings: 0 })
    for (const reservation of [ample, scarce, none]) reservation.release()
    expect(budget.estimateWaitMs(40)).toBe(0)
  })

  it('leaks no quota: after two parallel runs the hour holds exactly the calls that were sent', async () => {
    const use = fc.record({ deletes: fc.nat(4), listings: fc.nat(4), draws: fc.nat(8), spends: fc.nat(8) })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.array(use),
        fc.array(use),
        async (allowance, firstUses, secondUses) => {
          const clock = new FakeClock()
          const budget = memoryBudget(clock, allowance)
          const times: number[] = []
          const run = async (uses: typeof firstUses): Promise<void> => {
            for (const { deletes, listings, draws, spends } of uses) {
              const reservation = await budget.reserve({ deletes, listings })
              for (let nth = 0; nth < draws; nth += 1) {
                const permit = reservation.takePermit(nth % 2 === 0 ? 'delete' : 'listing')
                if (nth < spends && permit !== null) {
                  await permit.useCall()
                  times.push(clock.elapsed())
                }
                permit?.finish()
              }
              reservation.release()
            }
          }
          await Promise.all([run(firstUses), run(secondUses)])
          for (const [index, time] of times.entries())
            expect((times[index + allowance] ?? Number.POSITIVE_INFINITY) - time).toBeGreaterThanOrEqual(
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

  it('of deletes is not starved by an endless queue of reads', async () => {
    const harness = new Harness(20)
    await harness.request('reads', 200)
    let granted = 0
    const run = async (): Promise<void> => {
      for (;;) {
        const reservation = await harness.budget.reserve({ deletes: 10, listings: 0 })
        granted += 1
        for (let nth = 0; nth < 10; nth += 1) {
          const permit = reservation.takePermit('delete')
          await permit?.useCall()
          permit?.finish()
        }
        reservation.release()
      }
    }
    void run()
    for (let hour = 1; hour <= 5; hour += 1) {
      await harness.request('reads', 50)
      await harness.pass(windowMs)
      await settle()
      expect(granted).toBeGreaterThanOrEqual(hour)
    }
  })
})

describe('a 429', () => {
  it('below our own count reveals calls of others, which fade over the hour', async () => {
    const harness = new Harness(1_000)
    await harness.request('reads', 300)
    harness.budget.recordThrottled('Requests throttled. Maximum allowed 1000 per 01:00:00.')
    expect(harness.budget.status()).toMatchObject({ used: 300, usedByOthers: 700, reportedAllowance: null })
    await harness.pass(windowMs / 2)
    expect(harness.budget.status().usedByOthers).toBe(350)
    await harness.pass(windowMs / 2)
    expect(harness.budget.status().usedByOthers).toBe(0)
  })

  it('holds back only thumbnails and previews', async () => {
    const harness = new Harness(100)
    harness.budget.recordThrottled('')
    await harness.request('thumbnails')
    expect(harness.sent).toEqual([])
    await harness.request('reads')
    await harness.request('deletes')
    expect(harness.sent).toEqual(['reads', 'deletes'])
    for (let minute = 0; minute < 61; minute += 1) await harness.pass(60_000)
    expect(harness.count('thumbnails')).toBe(1)
  })

  it('at our own count reveals no calls of others', async () => {
    const harness = new Harness(10)
    await harness.request('reads', 10)
    harness.budget.recordThrottled('')
    expect(harness.budget.status().usedByOthers).toBe(0)
  })

  it('that names another allowance is reported and changes nothing', async () => {
    const harness = new Harness(1_000)
    await harness.request('reads', 30)
    harness.budget.recordThrottled('Requests throttled. Maximum allowed 30 per 01:00:00.')
    expect(harness.budget.status()).toMatchObject({
      allowance: 1_000,
      reportedAllowance: 30,
      usedByOthers: 0,
    })
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
  ])('with the message %j reports an allowance of %s', (message, calls) => {
    expect(readReportedAllowance(message)).toBe(calls)
  })
})

describe('the estimate', () => {
  it('is 0 when the plan fits, and includes the plan’s own calls when it needs several windows', () => {
    expect(estimateWaitMs(10, { freeCalls: 10, expiries: [] })).toBe(0)
    expect(estimateWaitMs(11, { freeCalls: 10, expiries: [] })).toBe(windowMs)
    expect(estimateWaitMs(21, { freeCalls: 10, expiries: [] })).toBe(2 * windowMs)
    expect(estimateWaitMs(2, { freeCalls: 0, expiries: [5_000, 9_000] })).toBe(9_000)
    expect(estimateWaitMs(1, { freeCalls: -1, expiries: [5_000, 9_000] })).toBe(9_000)
  })

  it('equals the time that a plan of sequential calls takes', async () => {
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
