import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { DeletionHarness, storedFile } from '../../testing/deletion-harness'
import { describeOutcome } from '../../testing/client-deletion-harness'
import { MemoryPlatform, type PlatformFile } from '../../testing/memory-platform'
import { MemoryDisk } from '../../testing/memory-storage'

/** Journals written by version 1. Later versions must read them, or report that they cannot. */

const storedFiles: readonly PlatformFile[] = [
  ...['a.png', 'b.png', 'c.png', 'x.png', 'rest.png'].map((name) => storedFile(name)),
  storedFile('x.png', { locale: 'de', size: 7 }),
  storedFile('Ü 100% #1.png', { relativePath: 'ui/menu', locale: 'fr', size: 12 }),
]

interface StartedApp {
  readonly harness: DeletionHarness
  readonly journal: Uint8Array
  /** The current content of the journal's file. */
  readonly onDisk: () => Uint8Array | undefined
}

/** Starts the app with this journal, and a server that still has these files. */
async function startWith(name: string, remainingNames: readonly string[]): Promise<StartedApp> {
  const journal = await readFile(path.join(import.meta.dirname, 'golden', `${name}.log`))
  const journalPath = 'jobs/job-00000000000000000000000000000004.log'
  const disk = new MemoryDisk(new Map([[journalPath, new Uint8Array(journal)]]))
  const platform = new MemoryPlatform(storedFiles.filter((file) => remainingNames.includes(file.name)))
  const harness = new DeletionHarness(platform, disk)
  await harness.deletions.load()
  await harness.deletions.whenRecorded()
  return { harness, journal, onDisk: () => disk.files.get(journalPath) }
}

/** Each file as a window shows it: name, state, copy, and the server's response. */
function shownFiles(harness: DeletionHarness): string[] {
  const { files = [] } = harness.deletions.currentRun() ?? {}
  return files.map(({ identity, outcome, copyId, answer }) =>
    [identity.name, describeOutcome(outcome), copyId ?? '-', answer ?? '-'].join(' | '),
  )
}

/** Signs in and waits for the listing that settles the files. */
async function settle(harness: DeletionHarness): Promise<void> {
  harness.connect()
  const isUnsettled = (): boolean => shownFiles(harness).some((line) => / \| (unknown|asked) \| /.test(line))
  while (isUnsettled()) await new Promise((resume) => setImmediate(resume))
}

const otherNames = ['c.png', 'x.png', 'rest.png', 'Ü 100% #1.png']

describe('a journal of version 1', () => {
  it('without open intents shows the responses', async () => {
    const { harness } = await startWith('running-v1', ['b.png', ...otherNames])
    expect(harness.deletions.currentRun()).toMatchObject({
      phase: 'interrupted',
      needsSignIn: true,
      bytes: 412,
    })
    expect(shownFiles(harness)).toEqual([
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

  it('with an intent shows the file as unknown, settles it by a listing, and can be continued', async () => {
    const { harness } = await startWith('intent-v1', otherNames)
    expect(shownFiles(harness)).toEqual(withIntent)
    await settle(harness)
    expect(shownFiles(harness).slice(0, 4)).toEqual([
      'a.png | deleted-and-verified | copy-of-97 | 200',
      'b.png | deleted-and-verified | copy-of-98 | 200',
      'c.png | waiting | copy-of-99 | -',
      'x.png | waiting | - | -',
    ])
    expect(harness.platform.deletes()).toEqual([])
    const ended = harness.whenEnded()
    await harness.deletions.continueDeletion(harness.deletions.currentRun()?.id ?? '')
    await ended
    expect(harness.platform.names()).toEqual(['rest.png', 'x.png'])
  })

  it('reports files that vanished since, with their copies', async () => {
    const { harness } = await startWith('intent-v1', ['c.png', 'rest.png', 'Ü 100% #1.png'])
    await settle(harness)
    expect(harness.deletions.currentRun()).toMatchObject({
      stop: { reason: 'vanished-unasked' },
      vanished: [{ name: 'x.png', locale: 'de', copyId: 'copy-of-120de' }],
    })
  })

  it('of a continued run that was interrupted again shows both parts', async () => {
    const { harness } = await startWith('resumed-v1', otherNames)
    expect(shownFiles(harness)).toEqual([
      'a.png | deleted-and-verified | copy-of-97 | 200',
      'b.png | deleted-and-verified | copy-of-98 | 200',
      'c.png | deleted-and-verified | copy-of-99 | -',
      'x.png | unknown | copy-of-120 | -',
      'Ü 100% #1.png | waiting | - | -',
    ])
  })

  it('with a torn last line is read, and the torn line is cut off', async () => {
    const { harness, onDisk, journal } = await startWith('torn-v1', otherNames)
    expect(shownFiles(harness)).toEqual(withIntent)
    const completeLines = journal.subarray(0, journal.lastIndexOf(0x0a) + 1)
    expect(onDisk()).toEqual(new Uint8Array(completeLines))
  })

  it('of an ended run is recorded completely, no longer shown, and removed', async () => {
    const { harness, onDisk } = await startWith('ended-v1', otherNames)
    expect(harness.deletions.currentRun()).toBeNull()
    const [run] = harness.recorded
    expect(run?.files.map(({ outcome }) => describeOutcome(outcome))).toEqual([
      'deleted-and-verified',
      'deleted-and-verified',
      'still-on-server',
      'deleted-and-verified',
      'deleted-and-verified',
    ])
    expect(run).toMatchObject({ phase: 'done', stop: null, vanished: [], host: 'platform.example' })
    expect(onDisk()).toBeUndefined()
  })
})

it('a journal of an unknown version is reported, and left unchanged byte for byte', async () => {
  const { harness, onDisk, journal } = await startWith('unknown-v9', otherNames)
  harness.connect()
  await harness.listAssets([1])
  expect(onDisk()).toEqual(new Uint8Array(journal))
  expect(harness.deletions.unreadableCount()).toBe(1)
  expect(harness.platform.deletes()).toEqual([])
})
