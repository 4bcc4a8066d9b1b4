import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { DeletionHarness, storedFile } from '../../testing/deletion-harness'
import { MemoryPlatform } from '../../testing/memory-platform'
import { MemoryDisk } from '../../testing/memory-storage'
import { isFinal } from '../../testing/model-states'
import type { DeletionRun } from '../../shared/deletion'

/** In the order of the journal; and what else is there. */
const chosen = [
  ...['a.png', 'b.png', 'c.png', 'x.png'].map((name) => storedFile(name)),
  storedFile('Ü 100% #1.png', { relativePath: 'ui/menu', locale: 'fr', size: 12 }),
]
const others = [storedFile('x.png', { locale: 'de', size: 7 }), storedFile('rest.png')]

/** What the whole lines of a journal say of its files: asked for, perhaps or surely. */
function readLines(bytes: Uint8Array): { readonly perhaps: Set<number>; readonly surely: Set<number> } {
  const lines = new TextDecoder().decode(bytes).split('\n').slice(0, -1)
  const numbers = (kind: string): Set<number> =>
    new Set(lines.flatMap((line) => new RegExp(`"t":"${kind}","n":(\\d+)`).exec(line)?.[1] ?? []).map(Number))
  return { perhaps: numbers('intent'), surely: numbers('state') }
}

async function settled(bench: DeletionHarness): Promise<DeletionRun | null> {
  bench.connect()
  const isOpen = (): boolean =>
    bench.deletions.currentRun()?.files.some(({ outcome }) => /^(unknown|asked)$/.test(outcome.state)) ??
    false
  while (isOpen()) await new Promise((resume) => setImmediate(resume))
  return bench.deletions.currentRun()
}

/** Starts over a journal that ends here, on a server that lacks these files, and holds what is told against both. */
async function startOver(bytes: Uint8Array, gone: ReadonlySet<number>, goesOn: boolean): Promise<void> {
  const platform = new MemoryPlatform([...chosen.filter((_, n) => !gone.has(n)), ...others])
  const disk = new MemoryDisk(new Map([['jobs/job-00000000000000000000000000000004.log', bytes]]))
  const bench = new DeletionHarness(platform, disk)
  await bench.deletions.loadInterrupted()
  const job = await settled(bench)
  expect(platform.deletes()).toEqual([])
  if (job === null) return
  expect(job.files).toHaveLength(chosen.length)
  const waiting: string[] = []
  for (const [n, { outcome, identity }] of job.files.entries()) {
    expect(outcome.state).toMatch(gone.has(n) ? /^deleted-and-verified$/ : /^(waiting|still-on-server)$/)
    if (outcome.state === 'waiting') waiting.push(identity.name)
  }
  if (!goesOn || job.phase !== 'interrupted') return
  const ended = bench.whenEnded()
  await bench.deletions.continueDeletion(job.id)
  await ended
  expect([...platform.deletes()].sort()).toEqual(waiting.sort())
  const [last] = bench.ended
  expect(last?.files.every(({ outcome }) => isFinal(outcome.state))).toBe(true)
}

it('a journal with answers, copies and a second part, cut at every byte, tells no lie, sends nothing by itself, and asks for nothing twice', async () => {
  const golden = await readFile(path.join(import.meta.dirname, 'golden/resumed-v1.log'))
  for (let length = 0; length <= golden.length; length += 1) {
    const bytes = new Uint8Array(golden.subarray(0, length))
    const { perhaps, surely } = readLines(bytes)
    const goesOn = length % 16 === 0
    await startOver(bytes, perhaps, goesOn)
    if (surely.size < perhaps.size) await startOver(bytes, surely, goesOn)
  }
}, 120_000)
