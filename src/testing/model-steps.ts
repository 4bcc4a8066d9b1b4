import fc from 'fast-check'
import type { Fault, PlatformFile } from './memory-platform'
import type { NetworkEvent, Script } from './model-network'
import { modelFiles, type ModelWorld } from './model-world'
import { expiredTokenResponse, throttledResponse } from './scripted-http'

interface EmptyModel {
  readonly isEmpty: true
}

export type Step = fc.AsyncCommand<EmptyModel, ModelWorld>

export const emptyModel: EmptyModel = { isEmpty: true }

type InWorld<Value> = (world: ModelWorld) => Value

/** An event at a request, with the name that a failed history prints. */
interface NamedEvent {
  readonly name: string
  readonly event: InWorld<NetworkEvent>
}

function step(name: string, work: (world: ModelWorld) => Promise<void> | void): Step {
  return {
    check: () => true,
    run: async (_model, world) => {
      await work(world)
      await world.checkInvariants()
    },
    toString: () => name,
  }
}

const anyFile = fc.constantFrom(...modelFiles)
const anyFiles = fc.uniqueArray(anyFile, { minLength: 1, maxLength: 6 })
const anyDelay = fc.integer({ min: 0, max: 3 })

const nameOf = ({ segmentId, locale, relativePath, name }: PlatformFile): string =>
  `${String(segmentId)}/${relativePath === '' ? '' : `${relativePath}/`}${name}${locale === null ? '' : `.${locale}`}`

const anyFault = fc.constantFrom<Fault>(
  'drop-before-work',
  'drop-after-work',
  expiredTokenResponse,
  throttledResponse,
  { ...throttledResponse, headers: { 'retry-after': '30' } },
  { status: 500 },
  { status: 403 },
  { problem: 'timed-out' },
  { status: 400, body: '{"error":{"title":"Bad name."}}' },
)

function namedEvent(event: NetworkEvent, name: string): NamedEvent {
  return { name, event: () => event }
}

function action(name: string, work: (world: ModelWorld) => void): NamedEvent {
  return { name, event: (world) => ({ kind: 'action', name, action: () => work(world) }) }
}

const anyAction: fc.Arbitrary<NamedEvent> = fc.oneof(
  anyFile.map((file) => action(`another user puts ${nameOf(file)}`, (world) => world.putFile(file))),
  anyFile.map((file) => action(`another user removes ${nameOf(file)}`, (world) => world.removeFile(file))),
  anyFile.map((file) => action(`also deletes ${nameOf(file)}`, (world) => world.deleteWithNext(file))),
  fc.constant(action('all tokens expire', (world) => world.platform.expireTokens())),
  fc.constant(action('a minute passes', (world) => world.passTime(61_000))),
  fc.constant(action('the computer sleeps', (world) => world.suspend())),
  fc
    .boolean()
    .map((isPermanent) =>
      action(`the disk is full (${isPermanent ? 'permanently' : 'once'})`, (world) =>
        world.fillDisk(isPermanent),
      ),
    ),
  fc.constant(action('Stop', (world) => world.stopDeletion())),
)

const anyCrash = fc
  .record({
    kind: fc.constant('crash' as const),
    when: fc.constantFrom('before' as const, 'after' as const),
    keeps: fc.constantFrom('none' as const, 'half' as const, 'all' as const),
  })
  .map((crash) => namedEvent(crash, `crash ${crash.when} it (keeps ${crash.keeps})`))

const anyEvent: fc.Arbitrary<NamedEvent> = fc.oneof(
  {
    weight: 4,
    arbitrary: anyFault.map((fault) =>
      namedEvent({ kind: 'fault', fault }, JSON.stringify(fault).slice(0, 70)),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('empty' as const, 'short' as const, 'cut' as const, 'page' as const)
      .map((lie) => namedEvent({ kind: 'lie', lie }, `${lie} listing or copy`)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('repeat' as const, 'late-response' as const, 'late-request' as const), anyDelay)
      .map(([kind, after]) => namedEvent({ kind, after }, `${kind} after ${String(after)}`)),
  },
  { weight: 4, arbitrary: anyAction },
  { weight: 2, arbitrary: anyCrash },
)

interface NamedScript {
  readonly name: string
  readonly script: InWorld<Script>
}

/** Up to three events at the requests of a run, each at one or at several consecutive requests. */
const anyScript: fc.Arbitrary<NamedScript> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 22 }), fc.constantFrom(1, 1, 1, 2, 4), anyEvent), {
    maxLength: 3,
    size: 'max',
  })
  .map((events) => ({
    name: events.map(([nth, times, { name }]) => `[${String(nth)}×${String(times)} ${name}]`).join(' '),
    script: (world) => toScript(world, events),
  }))

function toScript(world: ModelWorld, events: readonly (readonly [number, number, NamedEvent])[]): Script {
  const script = new Map<number, NetworkEvent[]>()
  for (const [first, times, { event }] of events) {
    for (let nth = first; nth < first + times; nth += 1) {
      script.set(nth, [...(script.get(nth) ?? []), event(world)])
    }
  }
  return script
}

const anyKeepsCopies = fc.constantFrom(true, true, true, false)
const anyClicks = fc.constantFrom(1, 1, 1, 2)
const namesOf = (chosen: readonly PlatformFile[]): string => chosen.map(nameOf).join(' ')

const anyPlan = fc
  .tuple(anyFiles, anyKeepsCopies, anyScript)
  .map(([chosen, keepsCopies, { name, script }]) =>
    step(`plan ${namesOf(chosen)}${keepsCopies ? '' : ' without copies'} ${name}`, (world) =>
      world.planDeletion(chosen, keepsCopies, script(world)),
    ),
  )

const anyDeletion = fc
  .tuple(anyFiles, anyKeepsCopies, anyScript, anyClicks)
  .map(([chosen, keepsCopies, { name, script }, clicks]) =>
    step(
      `delete ${namesOf(chosen)}${keepsCopies ? '' : ' without copies'} ×${String(clicks)} ${name}`,
      async (world) => {
        await world.planDeletion(chosen, keepsCopies)
        await world.confirmDeletion(script(world), clicks)
      },
    ),
  )

const anyAnswer = fc
  .tuple(anyScript, anyClicks, fc.boolean(), fc.constantFrom('confirm' as const, 'continue' as const))
  .map(([{ name, script }, clicks, signsInAgain, answer]) =>
    step(`${answer} ×${String(clicks)}${signsInAgain ? ' signed in again' : ''} ${name}`, async (world) => {
      if (signsInAgain && answer === 'continue') world.signIn()
      await (answer === 'confirm'
        ? world.confirmDeletion(script(world), clicks)
        : world.continueDeletion(script(world), clicks))
    }),
  )

/** The steps of a history: actions of the user and of others, and events at the computer and the server. */
export const steps: fc.Arbitrary<Step>[] = [
  anyPlan,
  anyDeletion,
  anyAnswer,
  anyFile.map((file) => step(`another user puts ${nameOf(file)}`, (world) => world.putFile(file))),
  anyFile.map((file) => step(`another user removes ${nameOf(file)}`, (world) => world.removeFile(file))),
  fc
    .boolean()
    .map((isOn) =>
      step(`a DELETE also deletes siblings: ${String(isOn)}`, (world) => world.setDeletesSiblings(isOn)),
    ),
  fc.constant(step('all tokens expire', (world) => world.platform.expireTokens())),
  fc.constant(step('stop', (world) => world.stopDeletion())),
  fc.constant(step('crash', (world) => world.crash())),
  fc.constant(step('sign in', (world) => world.signIn())),
  fc.constant(step('sign out', (world) => world.signOut())),
]
