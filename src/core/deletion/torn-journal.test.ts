import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { DeletionHarness, storedFile } from '../../testing/deletion-harness'
import { MemoryPlatform } from '../../testing/memory-platform'
import { MemoryDisk } from '../../testing/memory-storage'
import { isFinal } from '../../testing/model-states'
import type { DeletionRun } from '../../shared/deletion'

/** The files of the run, in the order of the journal. */
const runFiles = [
  ...['a.png', 'b.png', 'c.png', 'x.png'].map((name) => storedFile(name)),
  storedFile('Ü 100% #1.png', { relativePath: 'ui/menu', locale: 'fr', size: 12 }),
]
const otherFiles = [storedFile('x.png', { locale: 'de', size: 7 }), storedFile('rest.png')]

/** The files that were possibly or certainly requested, according to the complete lines of a journal. */
function readLines(bytes: Uint8Array): {
  readonly possiblySent: Set<number>
  readonly certainlySent: Set<number>
} {
  const lines = new TextDecoder().decode(bytes).split('\n').slice(0, -1)
  const numbers = (kind: string): Set<number> =>
    new Set(lines.flatMap((line) => new RegExp(`"t":"${kind}","n":(\\d+)`).exec(line)?.[1] ?? []).map(Number))
  return { possiblySent: numbers('intent'), certainlySent: numbers('state') }
}

async function connectAndSettle(harness: DeletionHarness): Promise<DeletionRun | null> {
  harness.connect()
  const isUnsettled = (): boolean =>
    harness.deletions.currentRun()?.files.some(({ outcome }) => /^(unknown|asked)$/.test(outcome.state)) ??
    false
  while (isUnsettled()) await new Promise((resume) => setImmediate(resume))
  return harness.deletions.currentRun()
}

/** Starts the app with a truncated journal and a server that lacks these files, and compares the result with both. */
async function restartAndCheck(
  bytes: Uint8Array,
  goneFiles: ReadonlySet<number>,
  shouldContinue: boolean,
): Promise<void> {
  const platform = new MemoryPlatform([...runFiles.filter((_, n) => !goneFiles.has(n)), ...otherFiles])
  const disk = new MemoryDisk(new Map([['jobs/job-00000000000000000000000000000004.log', bytes]]))
  const harness = new DeletionHarness(platform, disk)
  await harness.deletions.load()
  const run = await connectAndSettle(harness)
  expect(platform.deletes()).toEqual([])
  if (run === null) return
  expect(run.files).toHaveLength(runFiles.length)
  const waiting: string[] = []
  for (const [n, { outcome, identity }] of run.files.entries()) {
    expect(outcome.state).toMatch(goneFiles.has(n) ? /^deleted-and-verified$/ : /^(waiting|still-on-server)$/)
    if (outcome.state === 'waiting') waiting.push(identity.name)
  }
  if (!shouldContinue || run.phase !== 'interrupted') return
  const ended = harness.whenEnded()
  await harness.deletions.continueDeletion(run.id)
  await ended
  expect([...platform.deletes()].sort()).toEqual(waiting.sort())
  const [last] = harness.ended
  expect(last?.files.every(({ outcome }) => isFinal(outcome.state))).toBe(true)
}

it('a journal truncated at any byte yields correct states, sends nothing before Continue, and repeats no DELETE', async () => {
  const golden = await readFile(path.join(import.meta.dirname, 'golden/resumed-v1.log'))
  for (let length = 0; length <= golden.length; length += 1) {
    const bytes = new Uint8Array(golden.subarray(0, length))
    const { possiblySent, certainlySent } = readLines(bytes)
    const shouldContinue = length % 16 === 0
    await restartAndCheck(bytes, possiblySent, shouldContinue)
    if (certainlySent.size < possiblySent.size) await restartAndCheck(bytes, certainlySent, shouldContinue)
  }
}, 120_000)
