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

/** What happens at a request, with the words for a history that went wrong. */
type InWorld<Thing> = (world: ModelWorld) => Thing
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
  ...(['drop-before-work', 'drop-after-work'] as const),
  ...[expiredTokenResponse, throttledResponse, { ...throttledResponse, headers: { 'retry-after': '30' } }],
  ...[{ status: 500 }, { status: 403 }, { problem: 'timed-out' as const }],
  { status: 400, body: '{"error":{"title":"Bad name."}}' },
)

function plain(event: NetworkEvent, name: string): NamedEvent {
  return { name, event: () => event }
}

function action(name: string, work: (world: ModelWorld) => void): NamedEvent {
  return { name, event: (world) => ({ kind: 'deed', name, action: () => work(world) }) }
}

const anyAction: fc.Arbitrary<NamedEvent> = fc.oneof(
  anyFile.map((file) => action(`somebody puts ${nameOf(file)}`, (world) => world.putFile(file))),
  anyFile.map((file) => action(`somebody removes ${nameOf(file)}`, (world) => world.removeFile(file))),
  anyFile.map((file) => action(`it takes ${nameOf(file)} too`, (world) => world.takeOneMore(file))),
  fc.constant(action('all tokens die', (world) => world.platform.expireTokens())),
  fc.constant(action('a minute passes', (world) => world.passTime(61_000))),
  fc.constant(action('the computer sleeps', (world) => world.suspend())),
  fc
    .boolean()
    .map((stays) => action(`the disk is full (${String(stays)})`, (world) => world.fillDisk(stays))),
  fc.constant(action('Stop', (world) => world.stopDeletion())),
)

const anyCrash = fc
  .record({
    kind: fc.constant('dies' as const),
    when: fc.constantFrom('before' as const, 'after' as const),
    keeps: fc.constantFrom('none' as const, 'half' as const, 'all' as const),
  })
  .map((crash) => plain(crash, `dies ${crash.when} it (${crash.keeps})`))

const anyEvent: fc.Arbitrary<NamedEvent> = fc.oneof(
  {
    weight: 4,
    arbitrary: anyFault.map((fault) => plain({ kind: 'fault', fault }, JSON.stringify(fault).slice(0, 70))),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('empty' as const, 'short' as const, 'cut' as const, 'page' as const)
      .map((lie) => plain({ kind: 'lie', lie }, `${lie} listing or copy`)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('twice' as const, 'late' as const, 'slow-way' as const), anyDelay)
      .map(([kind, after]) => plain({ kind, after }, `${kind} by ${String(after)}`)),
  },
  { weight: 4, arbitrary: anyAction },
  { weight: 2, arbitrary: anyCrash },
)

interface NamedScript {
  readonly name: string
  readonly script: InWorld<Script>
}

/** Up to three things at requests of a job, each at one or at several in a row. */
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

const copies = fc.constantFrom(true, true, true, false)
const clicks = fc.constantFrom(1, 1, 1, 2)
const namesOf = (chosen: readonly PlatformFile[]): string => chosen.map(nameOf).join(' ')

const anyPlan = fc
  .tuple(anyFiles, copies, anyScript)
  .map(([chosen, keeps, { name, script }]) =>
    step(`plan ${namesOf(chosen)}${keeps ? '' : ' without copies'} ${name}`, (world) =>
      world.planDeletion(chosen, keeps, script(world)),
    ),
  )

const anyDeletion = fc
  .tuple(anyFiles, copies, anyScript, clicks)
  .map(([chosen, keeps, { name, script }, times]) =>
    step(
      `delete ${namesOf(chosen)}${keeps ? '' : ' without copies'} ×${String(times)} ${name}`,
      async (world) => {
        await world.planDeletion(chosen, keeps)
        await world.confirmDeletion(script(world), times)
      },
    ),
  )

const anyAnswer = fc
  .tuple(anyScript, clicks, fc.boolean(), fc.constantFrom('confirm' as const, 'continue' as const))
  .map(([{ name, script }, times, signsInAgain, what]) =>
    step(`${what} ×${String(times)}${signsInAgain ? ' signed in anew' : ''} ${name}`, async (world) => {
      if (signsInAgain && what === 'continue') world.signIn()
      await (what === 'confirm'
        ? world.confirmDeletion(script(world), times)
        : world.continueDeletion(script(world), times))
    }),
  )

/** What users, computers, servers and other people do. */
export const steps: fc.Arbitrary<Step>[] = [
  anyPlan,
  anyDeletion,
  anyAnswer,
  anyFile.map((file) => step(`somebody puts ${nameOf(file)}`, (world) => world.putFile(file))),
  anyFile.map((file) => step(`somebody removes ${nameOf(file)}`, (world) => world.removeFile(file))),
  fc
    .boolean()
    .map((does) => step(`siblings are taken: ${String(does)}`, (world) => world.setTakesSiblings(does))),
  fc.constant(step('all tokens die', (world) => world.platform.expireTokens())),
  fc.constant(step('stop', (world) => world.stopDeletion())),
  fc.constant(step('crash', (world) => world.crash())),
  fc.constant(step('sign in', (world) => world.signIn())),
  fc.constant(step('sign out', (world) => world.signOut())),
]
