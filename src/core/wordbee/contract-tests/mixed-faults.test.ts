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

/** A few switches in any of their positions. */
const anySwitches: fc.Arbitrary<Partial<Switches>> = fc
  .uniqueArray(fc.constantFrom(...everyPosition), { selector: ([name]) => name, maxLength: 12 })
  .map((positions) => Object.fromEntries(positions) as Partial<Switches>)

const anyFault: fc.Arbitrary<Fault> = fc.oneof(
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

/** A fault for one kind of call: on the nth one, and then on every `every`-th if that is given. */
interface PlannedFault {
  readonly on: CallMatch
  readonly nth: number
  readonly every: number | null
  readonly fault: Fault
}

const plannedFaults: fc.Arbitrary<PlannedFault[]> = fc.array(
  fc.record({
    on: fc.constantFrom<CallMatch>({}, deleteCalls, deleteCalls, listCalls, signInCalls),
    nth: fc.integer({ min: 1, max: 4 }),
    every: fc.option(fc.integer({ min: 2, max: 6 })),
    fault: anyFault,
  }),
  { minLength: 1, maxLength: 3 },
)

interface Scenario {
  readonly switches: Partial<Switches>
  readonly faults: readonly PlannedFault[]
  readonly contextName: string
  readonly chosenIndexes: readonly number[]
}

const scenarios: fc.Arbitrary<Scenario> = fc.record({
  switches: anySwitches,
  faults: plannedFaults,
  contextName: fc.constantFrom(...Object.keys(contextsOfOneFile)),
  chosenIndexes: fc.uniqueArray(fc.nat({ max: 12 }), { minLength: 1 }),
})

/** Whether a deletion was run. */
async function deleteSome(
  harness: ContractHarness,
  { contextName, chosenIndexes }: Scenario,
): Promise<boolean> {
  const { context, segments } = contextsOfOneFile[contextName] ?? { context: projectContext, segments: [] }
  const before = harness.server.store.all()
  const assets = await harness.listAssets(context, segments)
  const plan = await harness.deletions.planDeletion(
    assets.filter((_asset, index) => chosenIndexes.includes(index)),
  )
  if (plan.ok) expectTruthfulReport(harness, await harness.runDeletion(plan.value), before)
  return plan.ok
}

async function play(harness: ContractHarness, scenario: Scenario): Promise<boolean> {
  try {
    await harness.client.signIn()
    for (const { on, nth, every, fault } of scenario.faults) {
      const match = { ...on, nth, ...(every === null ? {} : { every, times: 8 }) }
      harness.server.faults.add({ match, fault })
    }
    return await deleteSome(harness, scenario)
  } catch (error) {
    if (error instanceof WordbeeError && error.failure.kind !== 'internal') return false
    throw error
  }
}

it('reports truthfully under any mix of switches and faults, and deletes no file twice', async () => {
  let runs = 0
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      const harness = await start({ switches: scenario.switches })
      if (await play(harness, scenario)) runs += 1
      expect(harness.server.tripped).toEqual([])
      await harness.server.close()
    }),
    { numRuns: 200 },
  )
  expect(runs).toBeGreaterThan(100)
}, 60_000)
