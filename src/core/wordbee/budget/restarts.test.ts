import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BudgetSimulation } from '../../../testing/budget-simulation'
import { priorities, type Priority } from './priority'

type Step =
  | { readonly do: 'ask'; readonly priority: Priority; readonly calls: number }
  | { readonly do: 'answer'; readonly late: number }
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'restart'; readonly how: 'quit' | 'killed' }
  | { readonly do: 'set-clock'; readonly byMs: number }
  | { readonly do: 'restart-with-clock'; readonly byMs: number }

const day = 86_400_000

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      priority: fc.constantFrom(...priorities),
      calls: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      late: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 2_400_000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('restart' as const),
      how: fc.constantFrom('quit' as const, 'killed' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set-clock' as const),
      byMs: fc.integer({ min: -2 * day, max: 2 * day }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('restart-with-clock' as const),
      byMs: fc.integer({ min: -4_000 * day, max: 4_000 * day }),
    }),
  },
)

/** Performs one step. */
async function perform(world: BudgetSimulation, next: Step): Promise<void> {
  switch (next.do) {
    case 'ask':
      for (let nth = 0; nth < next.calls; nth += 1)
        world.requestCall({ priority: next.priority, purpose: 'listing' })
      return world.whenIdle()
    case 'answer':
      world.answerCalls(next.late)
      return world.whenIdle()
    case 'pass':
      return world.passTime(next.ms)
    case 'restart':
      await world.restart(next.how)
      return world.whenIdle()
    case 'set-clock':
      world.setClock(next.byMs)
      return world.whenIdle()
    case 'restart-with-clock':
      world.setClock(next.byMs)
      await world.restart('killed')
      return world.whenIdle()
  }
}

describe('the rolling hour over restarts', () => {
  it('never holds more calls than the allowance in any 3,600 s, however the clock is set', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 15 }),
        fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }),
        async (allowance, steps) => {
          const world = new BudgetSimulation(allowance)
          await world.start()
          for (const next of steps) await perform(world, next)
          world.answerCalls(1)
          expect(world.busiestHour()).toBeLessThanOrEqual(allowance)
        },
      ),
      { numRuns: 300 },
    )
  }, 60_000)

  it('admits at most 1,000 calls in an hour over 20 restarts in the middle of bursts', async () => {
    const world = new BudgetSimulation(1_000)
    await world.start()
    for (let run = 0; run < 20; run += 1) {
      for (let nth = 0; nth < 90; nth += 1) world.requestCall({ priority: 'reads', purpose: 'listing' })
      await world.passTime(60_000)
      await world.whenIdle()
      if (run % 3 !== 0) world.answerCalls(0.5)
      await world.restart(run % 2 === 0 ? 'killed' : 'quit')
    }
    expect(world.arrivals.length).toBe(1_000)
    expect(world.busiestHour()).toBe(1_000)
    await world.passTime(3_700_000)
    world.requestCall({ priority: 'reads', purpose: 'listing' })
    await world.whenIdle()
    world.answerCalls(1)
    expect(world.arrivals.length).toBe(1_001)
  })

  it.each([-2 * day, 2 * day])(
    'frees no quota when the clock is changed by %i ms while the app runs',
    async (byMs) => {
      const world = new BudgetSimulation(3)
      await world.start()
      for (let nth = 0; nth < 6; nth += 1) world.requestCall({ priority: 'reads', purpose: 'listing' })
      await world.whenIdle()
      world.answerCalls(1)
      world.setClock(byMs)
      await world.passTime(1_000)
      expect(world.budget.status().used).toBe(3)
      await world.restart('quit')
      expect(world.budget.status().used).toBe(3)
    },
  )

  it('counts calls that lie in the future after the clock was set back as made now', async () => {
    const world = new BudgetSimulation(3)
    await world.start()
    world.requestCall({ priority: 'reads', purpose: 'listing' })
    await world.whenIdle()
    world.answerCalls(1)
    world.setClock(-2 * day)
    await world.restart('killed')
    expect(world.budget.status().used).toBe(1)
    await world.passTime(3_660_000)
    expect(world.budget.status().used).toBe(0)
  })

  it('counts the time that the computer slept after it resumes', async () => {
    const world = new BudgetSimulation(3)
    await world.start()
    world.requestCall({ priority: 'reads', purpose: 'listing' })
    await world.whenIdle()
    world.answerCalls(1)
    world.setClock(8 * 3_600_000)
    expect(world.budget.status().used).toBe(1)
    world.budget.onResume()
    expect(world.budget.status().used).toBe(0)
  })

  /** Uses the whole hour, and starts the app again with the clock set by this much. */
  async function restartFull(world: BudgetSimulation, byMs: number): Promise<void> {
    await world.start()
    for (let nth = 0; nth < 3; nth += 1) world.requestCall({ priority: 'reads', purpose: 'listing' })
    await world.whenIdle()
    world.answerCalls(1)
    world.setClock(byMs)
    await world.restart('quit')
  }

  const jumps = [-3_650, -365, -40, -1, 1, 3, 40, 365, 3_650].map((days) => days * day)

  it.each(jumps)('is not reset by a clock that is %i ms wrong at one start, nor locked', async (byMs) => {
    const world = new BudgetSimulation(3)
    await restartFull(world, byMs)
    expect(world.budget.status().used).toBe(3)
    const wait = (world.budget.status().quotaFreeAt ?? 0) - (world.time.now() + byMs)
    expect(wait).toBeGreaterThan(3_590_000)
    expect(wait).toBeLessThanOrEqual(3_660_000)
    world.setClock(-byMs)
    await world.restart('killed')
    expect(world.budget.status().used).toBe(3)
    await world.passTime(3_660_000)
    expect(world.budget.status().used).toBe(0)
  })

  it.each([-3_650, 0, 3_650])(
    'is free after two hours without the app by the time of the server, with the clock %i days off',
    async (days) => {
      const world = new BudgetSimulation(3)
      await restartFull(world, 0)
      world.time.advance(2 * 3_600_000)
      world.setClock(days * day)
      await world.restart('killed')
      expect(world.budget.status().used).toBe(0)
    },
  )

  it('follows the clock of the computer where the server reports no time, but no jump', async () => {
    const world = new BudgetSimulation(3)
    world.hasServerTime = false
    await restartFull(world, 40 * day)
    expect(world.budget.status().used).toBe(3)
    world.time.advance(2 * 3_600_000)
    await world.restart('killed')
    expect(world.budget.status().used).toBe(0)
  })

  it('counts no jump of the clock as sleep', async () => {
    const world = new BudgetSimulation(3)
    await restartFull(world, 0)
    world.setClock(40 * day)
    world.budget.onResume()
    expect(world.budget.status().used).toBe(3)
  })

  it('counts the calls of the last session until the app has signed in', async () => {
    const world = new BudgetSimulation(3)
    await restartFull(world, 0)
    world.time.advance(2 * 3_600_000)
    world.signsIn = false
    await world.restart('killed')
    expect(world.budget.status().used).toBe(3)
    world.signsIn = true
    await world.restart('quit')
    expect(world.budget.status().used).toBe(0)
  })
})
