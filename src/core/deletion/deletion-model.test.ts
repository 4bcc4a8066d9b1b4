import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fault } from '../../testing/memory-platform'
import { ModelWorld } from '../../testing/model-world'
import { expiredToken, throttled } from '../../testing/scripted-http'

/** Set REFSHELF_MODEL_RUNS and REFSHELF_MODEL_SEED to run more, or one again. */
const numRuns = Number(process.env['REFSHELF_MODEL_RUNS'] ?? 3_000)
const seed = Number(process.env['REFSHELF_MODEL_SEED'] ?? Date.now() % 2 ** 31)

interface Empty {
  readonly nothing: true
}

const empty: Empty = { nothing: true }

type Step = fc.AsyncCommand<Empty, ModelWorld>

function step(name: string, work: (world: ModelWorld) => Promise<void> | void): Step {
  return {
    check: () => true,
    run: async (_model, world) => {
      await work(world)
      await world.check()
    },
    toString: () => name,
  }
}

const someName = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const someNames = fc.uniqueArray(someName, { minLength: 1, maxLength: 6 })
const aDeath = fc.option(fc.integer({ min: 1, max: 24 }), { nil: null })
const aFault = fc.constantFrom<Fault>(
  ...(['drop-before-work', 'drop-after-work'] as const),
  ...[
    expiredToken,
    throttled,
    { status: 500 },
    { status: 403 },
    { body: '' },
    { problem: 'timed-out' as const },
  ],
)

const steps: fc.Arbitrary<Step>[] = [
  fc
    .tuple(someNames, aDeath)
    .map(([names, dies]) =>
      step(`delete ${names.join('')}${dies === null ? '' : ` and die after ${String(dies)}`}`, (world) =>
        world.delete(names, dies),
      ),
    ),
  fc.tuple(fc.integer({ min: 1, max: 20 }), aFault, someNames, aDeath).map(([nth, fault, names, dies]) =>
    step(
      `fault ${JSON.stringify(fault)} at ${String(nth)}, delete ${names.join('')}, ${String(dies)}`,
      async (world) => {
        world.fault(nth, fault)
        await world.delete(names, dies)
      },
    ),
  ),
  aDeath.map((dies) => step(`continue, ${String(dies)}`, (world) => world.goOn(dies))),
  fc.constant(step('stop', (world) => world.giveUp())),
  someName.map((name) => step(`somebody puts ${name}`, (world) => world.put(name))),
  someName.map((name) => step(`somebody removes ${name}`, (world) => world.remove(name))),
]

describe('deleting, as a model', () => {
  it(`keeps its promises through ${String(numRuns)} histories of faults, deaths and other people (seed ${String(seed)})`, async () => {
    const lengths: number[] = []
    await fc.assert(
      fc.asyncProperty(fc.commands(steps, { size: 'medium' }), async (history) => {
        const world = new ModelWorld()
        lengths.push([...history].length)
        await fc.asyncModelRun(() => ({ model: empty, real: world }), history)
      }),
      { numRuns, seed },
    )
    lengths.sort((one, other) => one - other)
    expect(lengths[Math.floor(lengths.length / 2)]).toBeGreaterThanOrEqual(12)
  }, 240_000)
})
