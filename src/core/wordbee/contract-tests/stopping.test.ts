import { describe, expect, it } from 'vitest'
import type { CallMatch, Fault, FaultRule } from '../../../demo-server'
import {
  contractHarnesses,
  deleteCalls,
  outcomeOf,
  listCalls,
  signInCalls,
  type ContractHarness,
} from '../../../testing/contract-harness'
import { crowdedSegment, projectContext, secondSegment } from '../../../testing/contract-workspace'
import { describeOutcome } from '../../../testing/client-deletion-harness'

const start = contractHarnesses()
const segments = [crowdedSegment, secondSegment]

const trickle: Fault = { kind: 'trickle', bytes: 1, ms: 1_000 }
const slowHeaders: Fault = { kind: 'trickle', bytes: 1, ms: 1_000, from: 'headers' }
const never: Fault = { kind: 'hang', where: 'before-work' }
const neverAfterWork: Fault = { kind: 'hang', where: 'before-headers' }

interface Trouble {
  readonly faults: readonly FaultRule[]
  /** The stop comes when such calls have arrived, one after the other. */
  readonly at: readonly CallMatch[]
  /** Whether the closing listing is never answered: `under-way` where the stop meets it already. */
  readonly closing?: 'stuck' | 'under-way'
  /** Why the deletion says it ended. */
  readonly reason?: 'by-user' | 'listing-failed'
}

/** Deletes both files of a segment, stops it as quitting does, and gives the outcomes. Time passes as far as the limits allow. */
async function stopUnder(bench: ContractHarness, trouble: Trouble): Promise<string[]> {
  const { faults, at, closing, reason = 'by-user' } = trouble
  const { clock, deletions, server } = bench
  const question = await bench.planDeletion(await bench.listAssets(projectContext, [secondSegment]))
  for (const rule of faults) server.faults.add(rule)
  const arrived = at.reduce<Promise<unknown>>(
    (before, match) => before.then(() => server.faults.waitFor(match)),
    Promise.resolve(),
  )
  expect(await deletions.confirmPlan(question.planId)).toMatchObject({ ok: true })
  await arrived
  const ended = deletions.finish()
  const closes = server.faults.waitFor(listCalls)
  clock.advance(3_000)
  if (closing === 'stuck') await closes
  if (closing !== undefined) clock.advance(4_000)
  await ended
  expect(deletions.currentRun()?.stop).toMatchObject({ reason })
  return (deletions.currentRun()?.files ?? []).map(({ outcome }) => describeOutcome(outcome))
}

describe('a total time limit', () => {
  it.each([
    ['a listing', listCalls, (bench: ContractHarness) => bench.listAssets(projectContext, segments)],
    ['a sign-in', signInCalls, (bench: ContractHarness) => bench.client.signIn()],
  ] as const)('ends %s that trickles', async (_, match, ask) => {
    const bench = await start()
    bench.server.faults.add({ match, fault: { kind: 'trickle', bytes: 1, ms: 2 } })
    const state = { isOver: false }
    const end = outcomeOf(ask(bench)).finally(() => (state.isOver = true))
    // A second for each turn of this computer: the server sends less than a byte in it.
    while (!state.isOver) {
      bench.clock.advance(1_000)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await end).toBe('timed-out')
  })
})

describe('a stop', () => {
  const rest = 'not-deleted: stopped-by-user'
  const laterListings = { ...listCalls, nth: 2, every: 1 }

  it.each([
    ['is not answered and was not done', never, 'still-on-server'],
    ['is not answered and was done', neverAfterWork, 'deleted-and-verified'],
    ['is answered in headers that trickle', slowHeaders, 'deleted-and-verified'],
  ])('leaves a DELETE that %s to the listing', async (_, fault, outcome) => {
    const bench = await start()
    const trouble = { faults: [{ match: deleteCalls, fault }], at: [deleteCalls] }
    expect(await stopUnder(bench, trouble)).toEqual([outcome, rest])
    expect(bench.listDeletes()).toHaveLength(1)
  })

  it.each([
    ['is not answered', never],
    ['trickles', trickle],
    ['trickles from its headers on', slowHeaders],
  ])('says "not checked" where the closing listing %s too', async (_, fault) => {
    const bench = await start()
    const faults = [
      { match: deleteCalls, fault: neverAfterWork },
      { match: laterListings, fault },
    ]
    const trouble = { faults, at: [deleteCalls], closing: 'stuck', reason: 'listing-failed' } as const
    expect(await stopUnder(bench, trouble)).toEqual(['not-checked', rest])
    expect(bench.listDeletes()).toHaveLength(1)
  })

  it('ends the listing after the first file', async () => {
    const bench = await start()
    const faults = [{ match: laterListings, fault: trickle }]
    const trouble = {
      faults,
      at: [deleteCalls, listCalls],
      closing: 'under-way',
      reason: 'listing-failed',
    } as const
    expect(await stopUnder(bench, trouble)).toEqual(['not-checked', rest])
    expect(bench.listDeletes()).toHaveLength(1)
  })

  it('ends the listing on confirmation, and nothing was asked', async () => {
    const bench = await start()
    const trouble = {
      faults: [{ match: listCalls, fault: trickle }],
      at: [listCalls],
      closing: 'under-way',
    } as const
    expect(await stopUnder(bench, trouble)).toEqual([rest, rest])
    expect(bench.listDeletes()).toHaveLength(0)
  })

  it('ends a sign-in that a DELETE waits for, and nothing was done', async () => {
    const bench = await start()
    const faults = [
      { match: { ...deleteCalls, nth: 1 }, fault: { kind: 'token-dies', status: 400 } },
      { match: signInCalls, fault: trickle },
    ] as const
    expect(await stopUnder(bench, { faults, at: [signInCalls] })).toEqual([rest, rest])
    expect(bench.listDeletes()).toHaveLength(1)
  })
})
