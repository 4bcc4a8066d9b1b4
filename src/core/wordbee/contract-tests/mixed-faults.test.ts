import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CallMatch, Fault, Switches } from '../../../demo-server'
import {
  contractHarnesses,
  deleteCalls,
  expectTruthfulReport,
  listCalls,
  signInCalls,
  type ContractHarness,
} from '../../../testing/contract-harness'
import { contextsOfOneFile, switchPositions, projectContext } from '../../../testing/contract-workspace'
import { WordbeeError } from '../wordbee-error'

const start = contractHarnesses()

const everyPosition = Object.entries(switchPositions).flatMap(([name, values]) =>
  values.map((value) => [name, value] as const),
)

/** Some switches turned. */
const anySwitches: fc.Arbitrary<Partial<Switches>> = fc
  .uniqueArray(fc.constantFrom(...everyPosition), { selector: ([name]) => name, maxLength: 12 })
  .map((turned) => Object.fromEntries(turned) as Partial<Switches>)

const passing: fc.Arbitrary<Fault> = fc.oneof(
  fc.constantFrom<Fault>(
    { kind: 'drop', when: 'before-work' },
    { kind: 'drop', when: 'after-work' },
    { kind: 'drop', when: 'after-work', reset: true },
    { kind: 'wrong-length', by: 7 },
    { kind: 'wrong-length', by: -7 },
    { kind: 'html', status: 200 },
    { kind: 'html', status: 502 },
    { kind: 'html', status: 503, afterWork: true },
    { kind: 'status', status: 204 },
    { kind: 'status', status: 500, body: '{"error":{"title":"Deadlock."}}', afterWork: true },
    { kind: 'lying-delete' },
    { kind: 'greedy-delete', also: 'one-other-file' },
    { kind: 'greedy-delete', also: 'same-name-other-locales' },
    { kind: 'greedy-delete', also: 'whole-segment' },
    { kind: 'token-dies', status: 400 },
    { kind: 'token-dies', status: 401 },
    { kind: 'throttle' },
    { kind: 'throttle', retryAfter: 7 },
    { kind: 'latency', ms: 5 },
  ),
  fc
    .tuple(
      fc.integer({ min: 0, max: 400 }),
      fc.constantFrom('length' as const, 'chunked' as const, 'close' as const),
    )
    .map(([afterBytes, framing]) => ({ kind: 'cut-body' as const, afterBytes, framing })),
)

/** A fault of one kind of call: from the nth on, once or again and again. */
interface Mishap {
  readonly on: CallMatch
  readonly nth: number
  readonly every: number | null
  readonly fault: Fault
}

const mishaps: fc.Arbitrary<Mishap[]> = fc.array(
  fc.record({
    on: fc.constantFrom<CallMatch>({}, deleteCalls, deleteCalls, listCalls, signInCalls),
    nth: fc.integer({ min: 1, max: 4 }),
    every: fc.option(fc.integer({ min: 2, max: 6 })),
    fault: passing,
  }),
  { minLength: 1, maxLength: 3 },
)

interface Story {
  readonly switches: Partial<Switches>
  readonly list: readonly Mishap[]
  readonly way: string
  readonly chosen: readonly number[]
}

const stories: fc.Arbitrary<Story> = fc.record({
  switches: anySwitches,
  list: mishaps,
  way: fc.constantFrom(...Object.keys(contextsOfOneFile)),
  chosen: fc.uniqueArray(fc.nat({ max: 12 }), { minLength: 1 }),
})

/** Whether it came to a job. */
async function deleteSome(bench: ContractHarness, { way, chosen }: Story): Promise<boolean> {
  const { context, segments } = contextsOfOneFile[way] ?? { context: projectContext, segments: [] }
  const before = bench.server.store.all()
  const assets = await bench.listAssets(context, segments)
  const question = await bench.deletions.planDeletion(
    assets.filter((_asset, index) => chosen.includes(index)),
  )
  if (question.ok) expectTruthfulReport(bench, await bench.runDeletion(question.value), before)
  return question.ok
}

async function live(bench: ContractHarness, story: Story): Promise<boolean> {
  try {
    await bench.client.signIn()
    for (const { on, nth, every, fault } of story.list) {
      const match = { ...on, nth, ...(every === null ? {} : { every, times: 8 }) }
      bench.server.faults.add({ match, fault })
    }
    return await deleteSome(bench, story)
  } catch (error) {
    if (error instanceof WordbeeError && error.failure.kind !== 'internal') return false
    throw error
  }
}

it('tells the truth under any mix of positions and faults, and asks for no file twice', async () => {
  let jobs = 0
  await fc.assert(
    fc.asyncProperty(stories, async (story) => {
      const bench = await start({ switches: story.switches })
      if (await live(bench, story)) jobs += 1
      expect(bench.server.tripped).toEqual([])
      await bench.server.close()
    }),
    { numRuns: 200 },
  )
  expect(jobs).toBeGreaterThan(100)
}, 60_000)
