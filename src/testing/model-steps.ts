import fc from 'fast-check'
import type { Fault, StoredFile } from './memory-platform'
import type { Happening, Script } from './model-network'
import { places, type ModelWorld } from './model-world'
import { expiredToken, throttled } from './scripted-http'

interface Nothing {
  readonly nothing: true
}

export type Step = fc.AsyncCommand<Nothing, ModelWorld>

export const nothing: Nothing = { nothing: true }

/** What happens at a request, with the words for a history that went wrong. */
type Told<Thing> = (world: ModelWorld) => Thing
interface Named {
  readonly name: string
  readonly happening: Told<Happening>
}

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

const aPlace = fc.constantFrom(...places)
const somePlaces = fc.uniqueArray(aPlace, { minLength: 1, maxLength: 6 })
const aLittle = fc.integer({ min: 0, max: 3 })

const nameOf = ({ segmentId, locale, relativePath, name }: StoredFile): string =>
  `${String(segmentId)}/${relativePath === '' ? '' : `${relativePath}/`}${name}${locale === null ? '' : `.${locale}`}`

const aFault = fc.constantFrom<Fault>(
  ...(['drop-before-work', 'drop-after-work'] as const),
  ...[expiredToken, throttled, { ...throttled, headers: { 'retry-after': '30' } }],
  ...[{ status: 500 }, { status: 403 }, { problem: 'timed-out' as const }],
  { status: 400, body: '{"error":{"title":"Bad name."}}' },
)

function plain(happening: Happening, name: string): Named {
  return { name, happening: () => happening }
}

function deed(name: string, work: (world: ModelWorld) => void): Named {
  return { name, happening: (world) => ({ kind: 'deed', name, deed: () => work(world) }) }
}

const someDeed: fc.Arbitrary<Named> = fc.oneof(
  aPlace.map((place) => deed(`somebody puts ${nameOf(place)}`, (world) => world.put(place))),
  aPlace.map((place) => deed(`somebody removes ${nameOf(place)}`, (world) => world.remove(place))),
  aPlace.map((place) => deed(`it takes ${nameOf(place)} too`, (world) => world.takeOneMore(place))),
  fc.constant(deed('all tokens die', (world) => world.platform.expireTokens())),
  fc.constant(deed('a minute passes', (world) => world.passTime(61_000))),
  fc.constant(deed('the computer sleeps', (world) => world.sleep())),
  fc.boolean().map((stays) => deed(`the disk is full (${String(stays)})`, (world) => world.fillDisk(stays))),
  fc.constant(deed('Stop', (world) => world.stop())),
)

const aDeath = fc
  .record({
    kind: fc.constant('dies' as const),
    when: fc.constantFrom('before' as const, 'after' as const),
    keeps: fc.constantFrom('none' as const, 'half' as const, 'all' as const),
  })
  .map((death) => plain(death, `dies ${death.when} it (${death.keeps})`))

const aHappening: fc.Arbitrary<Named> = fc.oneof(
  {
    weight: 4,
    arbitrary: aFault.map((fault) => plain({ kind: 'fault', fault }, JSON.stringify(fault).slice(0, 70))),
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
      .tuple(fc.constantFrom('twice' as const, 'late' as const, 'slow-way' as const), aLittle)
      .map(([kind, after]) => plain({ kind, after }, `${kind} by ${String(after)}`)),
  },
  { weight: 4, arbitrary: someDeed },
  { weight: 2, arbitrary: aDeath },
)

interface Scripted {
  readonly name: string
  readonly script: Told<Script>
}

/** Up to three things at requests of a job, each at one or at several in a row. */
const aScript: fc.Arbitrary<Scripted> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 22 }), fc.constantFrom(1, 1, 1, 2, 4), aHappening), {
    maxLength: 3,
    size: 'max',
  })
  .map((events) => ({
    name: events.map(([nth, times, { name }]) => `[${String(nth)}×${String(times)} ${name}]`).join(' '),
    script: (world) => toScript(world, events),
  }))

function toScript(world: ModelWorld, events: readonly (readonly [number, number, Named])[]): Script {
  const script = new Map<number, Happening[]>()
  for (const [first, times, { happening }] of events) {
    for (let nth = first; nth < first + times; nth += 1) {
      script.set(nth, [...(script.get(nth) ?? []), happening(world)])
    }
  }
  return script
}

const copies = fc.constantFrom(true, true, true, false)
const clicks = fc.constantFrom(1, 1, 1, 2)
const namesOf = (chosen: readonly StoredFile[]): string => chosen.map(nameOf).join(' ')

const aPlan = fc
  .tuple(somePlaces, copies, aScript)
  .map(([chosen, keeps, { name, script }]) =>
    step(`plan ${namesOf(chosen)}${keeps ? '' : ' without copies'} ${name}`, (world) =>
      world.plan(chosen, keeps, script(world)),
    ),
  )

const aDeletion = fc
  .tuple(somePlaces, copies, aScript, clicks)
  .map(([chosen, keeps, { name, script }, times]) =>
    step(
      `delete ${namesOf(chosen)}${keeps ? '' : ' without copies'} ×${String(times)} ${name}`,
      async (world) => {
        await world.plan(chosen, keeps)
        await world.confirm(script(world), times)
      },
    ),
  )

const anAnswer = fc
  .tuple(aScript, clicks, fc.boolean(), fc.constantFrom('confirm' as const, 'continue' as const))
  .map(([{ name, script }, times, anew, what]) =>
    step(`${what} ×${String(times)}${anew ? ' signed in anew' : ''} ${name}`, async (world) => {
      if (anew && what === 'continue') world.signIn()
      await (what === 'confirm' ? world.confirm(script(world), times) : world.goOn(script(world), times))
    }),
  )

/** What users, computers, servers and other people do. */
export const steps: fc.Arbitrary<Step>[] = [
  aPlan,
  aDeletion,
  anAnswer,
  aPlace.map((place) => step(`somebody puts ${nameOf(place)}`, (world) => world.put(place))),
  aPlace.map((place) => step(`somebody removes ${nameOf(place)}`, (world) => world.remove(place))),
  fc
    .boolean()
    .map((does) => step(`siblings are taken: ${String(does)}`, (world) => world.takeSiblings(does))),
  fc.constant(step('all tokens die', (world) => world.platform.expireTokens())),
  fc.constant(step('stop', (world) => world.stop())),
  fc.constant(step('crash', (world) => world.crash())),
  fc.constant(step('sign in', (world) => world.signIn())),
  fc.constant(step('sign out', (world) => world.signOut())),
]
