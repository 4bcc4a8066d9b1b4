import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { callNames } from '../../../shared/ipc/contract'
import { fits, unboundedParts, valuesOf, type JsonSchema } from '../../../testing/json-schema'
import { describeRuns, randomRuns } from '../../../testing/random-runs'
import type { Handlers } from '../router'
import { accountHandlers } from './account-handlers'
import { activityHandlers } from './activity-handlers'
import { binHandlers } from './bin-handlers'
import { connectionHandlers } from './connection-handlers'
import { deletionHandlers } from './deletion-handlers'
import { desktopHandlers } from './desktop-handlers'
import { placeHandlers } from './place-handlers'
import { previewHandlers } from './preview-handlers'
import { protectionHandlers } from './protection-handlers'
import { settingsHandlers } from './settings-handlers'
import { transferHandlers } from './transfer-handlers'

/** In place of every service: the schemas need none, and no handler runs. */
const service: never = new Proxy(() => undefined, { get: (): unknown => service }) as never

const handlers: Handlers = {
  ...accountHandlers(service),
  ...activityHandlers(service),
  ...binHandlers(service),
  ...connectionHandlers(service),
  ...deletionHandlers(service),
  ...desktopHandlers(service, () => 1),
  ...placeHandlers(service),
  ...previewHandlers(service),
  ...protectionHandlers(service),
  ...settingsHandlers(service),
  ...transferHandlers(service),
}

const schemas = callNames.map((name) => {
  const { input } = handlers[name]
  const options = { io: 'input', unrepresentable: 'any' } as const
  return { name, input, schema: z.toJSONSchema(input, options) as JsonSchema }
})

/** What a taken-over window could send instead of a part of an input: everything that structured cloning carries. */
const junk = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  fc.constantFrom(null, undefined, Number.NaN, Infinity, -1, 0.5, 2 ** 53, '', '\0', '../../x', '\ud800'),
  fc.constant('x'.repeat(20_000)),
  fc.constant(Array.from({ length: 300 }, () => ({}))),
  fc.constant(JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1}')),
  fc.constant(createCycle()),
)

function createCycle(): unknown {
  const cycle: Record<string, unknown> = { planId: 'a' }
  cycle['assets'] = [cycle]
  return cycle
}

/** The value with one of its parts, chosen by `picks`, replaced, added or removed. */
function mutate(value: unknown, picks: readonly number[], replacement: unknown): unknown {
  const [pick = 0, ...rest] = picks
  if (typeof value !== 'object' || value === null || picks.length === 0) return replacement
  if (Array.isArray(value)) {
    const items: unknown[] = Array.from(value)
    const index = pick % (items.length + 1)
    return [...items.slice(0, index), mutate(items[index], rest, replacement), ...items.slice(index + 1)]
  }
  const entries = Object.entries(value)
  const index = pick % (entries.length + 2)
  if (index === entries.length) return { ...value, unknownKey: replacement }
  if (index > entries.length) return Object.fromEntries(entries.slice(1))
  return Object.fromEntries(
    entries.map(([key, inner], n) => [key, n === index ? mutate(inner, rest, replacement) : inner]),
  )
}

describe('the input of every call', () => {
  it('has a limit for every text and list, and no unknown properties', () => {
    expect(schemas.length).toBeGreaterThan(70)
    expect(schemas.flatMap(({ name, schema }) => unboundedParts(schema, name))).toEqual([])
  })

  const runs = randomRuns(2_000)
  it.each(schemas)(`$name refuses ${describeRuns(runs, 'broken inputs')}`, ({ input, schema }) => {
    const picks = fc.array(fc.nat(50), { maxLength: 5 })
    let refusedCount = 0
    fc.assert(
      fc.property(valuesOf(schema), picks, junk, (value, at, replacement) => {
        const broken = mutate(value, at, replacement)
        const { success } = input.safeParse(broken)
        if (!success) refusedCount += 1
        return !success || fits(schema, broken)
      }),
      runs,
    )
    expect(refusedCount).toBeGreaterThan(runs.numRuns / 2)
  })
})
