import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile } from '../../testing/deletion-harness'
import { outcomeText } from '../../testing/client-deletion-harness'
import { MemoryPlatform, type PlatformFile } from '../../testing/memory-platform'
import { MemoryDisk } from '../../testing/memory-storage'

/** Journals as this version wrote them: whatever comes later must read them, or say that it does not. */

const all: readonly PlatformFile[] = [
  ...['a.png', 'b.png', 'c.png', 'x.png', 'rest.png'].map((name) => storedFile(name)),
  storedFile('x.png', { locale: 'de', size: 7 }),
  storedFile('Ü 100% #1.png', { relativePath: 'ui/menu', locale: 'fr', size: 12 }),
]

interface Found {
  readonly bench: DeletionHarness
  readonly journal: Uint8Array
  /** What stands in the journal's place on the disk now. */
  readonly onDisk: () => Uint8Array | undefined
}

/** The start of an app that finds this journal, and a server that still has these files. */
async function startWith(name: string, left: readonly string[]): Promise<Found> {
  const journal = await readFile(path.join(import.meta.dirname, 'golden', `${name}.log`))
  const place = 'jobs/job-00000000000000000000000000000004.log'
  const disk = new MemoryDisk(new Map([[place, new Uint8Array(journal)]]))
  const platform = new MemoryPlatform(all.filter((each) => left.includes(each.name)))
  const bench = new DeletionHarness(platform, disk)
  await bench.deletions.loadInterrupted()
  await bench.deletions.whenRecorded()
  return { bench, journal, onDisk: () => disk.files.get(place) }
}

/** Each file as a window shows it: state, copy, and what the server said. */
function shown(bench: DeletionHarness): string[] {
  const { files = [] } = bench.deletions.currentRun() ?? {}
  return files.map(({ identity, outcome, copyId, answer }) =>
    [identity.name, outcomeText(outcome), copyId ?? '-', answer ?? '-'].join(' | '),
  )
}

/** Signs in and waits for the listing that settles. */
async function settle(bench: DeletionHarness): Promise<void> {
  bench.connect()
  const isOpen = (): boolean => shown(bench).some((line) => / \| (unknown|asked) \| /.test(line))
  while (isOpen()) await new Promise((resume) => setImmediate(resume))
}

const others = ['c.png', 'x.png', 'rest.png', 'Ü 100% #1.png']

describe('a journal of version 1', () => {
  it('of a job that ran and had no question open shows what was answered', async () => {
    const { bench } = await startWith('running-v1', ['b.png', ...others])
    expect(bench.deletions.currentRun()).toMatchObject({
      phase: 'interrupted',
      needsSignIn: true,
      bytes: 412,
    })
    expect(shown(bench)).toEqual([
      'a.png | asked | copy-of-97 | 200',
      'b.png | waiting | - | -',
      'c.png | waiting | - | -',
      'x.png | waiting | - | -',
      'Ü 100% #1.png | waiting | - | -',
    ])
  })

  const withIntent = [
    'a.png | asked | copy-of-97 | 200',
    'b.png | asked | copy-of-98 | 200',
    'c.png | unknown | copy-of-99 | -',
    'x.png | waiting | - | -',
    'Ü 100% #1.png | waiting | - | -',
  ]

  it('with an intent shows the file as unknown, settles it by listing, and goes on', async () => {
    const { bench } = await startWith('intent-v1', others)
    expect(shown(bench)).toEqual(withIntent)
    await settle(bench)
    expect(shown(bench).slice(0, 4)).toEqual([
      'a.png | deleted-and-verified | copy-of-97 | 200',
      'b.png | deleted-and-verified | copy-of-98 | 200',
      'c.png | waiting | copy-of-99 | -',
      'x.png | waiting | - | -',
    ])
    expect(bench.platform.deletes()).toEqual([])
    const ended = bench.whenEnded()
    await bench.deletions.continueDeletion(bench.deletions.currentRun()?.id ?? '')
    await ended
    expect(bench.platform.names()).toEqual(['rest.png', 'x.png'])
  })

  it('names what vanished in between, with the copy that was made of it', async () => {
    const { bench } = await startWith('intent-v1', ['c.png', 'rest.png', 'Ü 100% #1.png'])
    await settle(bench)
    expect(bench.deletions.currentRun()).toMatchObject({
      stop: { reason: 'vanished-unasked' },
      vanished: [{ name: 'x.png', locale: 'de', copyId: 'copy-of-120de' }],
    })
  })

  it('that was continued once and interrupted again shows both parts', async () => {
    const { bench } = await startWith('resumed-v1', others)
    expect(shown(bench)).toEqual([
      'a.png | deleted-and-verified | copy-of-97 | 200',
      'b.png | deleted-and-verified | copy-of-98 | 200',
      'c.png | deleted-and-verified | copy-of-99 | -',
      'x.png | unknown | copy-of-120 | -',
      'Ü 100% #1.png | waiting | - | -',
    ])
  })

  it('that is torn in its last line is read up to there, and goes on from there', async () => {
    const { bench, onDisk, journal } = await startWith('torn-v1', others)
    expect(shown(bench)).toEqual(withIntent)
    const whole = journal.subarray(0, journal.lastIndexOf(0x0a) + 1)
    expect(onDisk()).toEqual(new Uint8Array(whole))
  })

  it('of a job that ended is recorded whole, shown no more, and goes', async () => {
    const { bench, onDisk } = await startWith('ended-v1', others)
    expect(bench.deletions.currentRun()).toBeNull()
    const [job] = bench.recorded
    expect(job?.files.map(({ outcome }) => outcomeText(outcome))).toEqual([
      ...['deleted-and-verified', 'deleted-and-verified', 'still-on-server', 'deleted-and-verified'],
      'deleted-and-verified',
    ])
    expect(job).toMatchObject({ phase: 'done', stop: null, vanished: [], host: 'platform.example' })
    expect(onDisk()).toBeUndefined()
  })
})

it('a journal of an unknown version is told of, and left as it is, byte for byte', async () => {
  const { bench, onDisk, journal } = await startWith('unknown-v9', others)
  bench.connect()
  await bench.listAssets([1])
  expect(onDisk()).toEqual(new Uint8Array(journal))
  expect(bench.deletions.unreadableCount()).toBe(1)
  expect(bench.platform.deletes()).toEqual([])
})
