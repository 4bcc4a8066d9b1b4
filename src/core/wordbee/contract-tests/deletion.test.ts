import { describe, expect, it } from 'vitest'
import type { Fault, Switches } from '../../../demo-server'
import type { Asset } from '../../../shared/asset'
import type { DeletionRun } from '../../../shared/deletion'
import {
  contractHarnesses,
  deleteCalls,
  expectTruthfulReport,
  describeFiles,
  missingFiles,
  fileKey,
  type ContractHarness,
} from '../../../testing/contract-harness'
import {
  contextsOfOneFile,
  crowdedSegment,
  switchPositions,
  projectContext,
  secondSegment,
} from '../../../testing/contract-workspace'
import { outcomeText } from '../../../testing/client-deletion-harness'

const start = contractHarnesses()

const isNeutralLogo = ({ name, locale, relativePath }: Asset): boolean =>
  name === 'logo.png' && locale === null && relativePath === ''

const states = (job: DeletionRun): string[] => job.files.map(({ outcome }) => outcomeText(outcome))

/** Deletes the neutral logo of the crowded segment; gives the job and what really went. */
async function deleteLogo(
  bench: ContractHarness,
  fault?: Fault,
): Promise<{ readonly job: DeletionRun; readonly gone: readonly string[] }> {
  if (fault !== undefined) bench.server.faults.add({ match: { ...deleteCalls, nth: 1 }, fault })
  const before = bench.server.store.all()
  const job = await bench.deleteFiles(projectContext, [crowdedSegment], isNeutralLogo)
  expectTruthfulReport(bench, job, before)
  return { job, gone: missingFiles(before, bench.server.store.all()) }
}

const logo = JSON.stringify([crowdedSegment, null, '', 'logo.png'])

describe.each(Object.entries(contextsOfOneFile))('deleting by %s', (_name, { context, segments }) => {
  it('removes each file of a crowd and no other, one DELETE each', async () => {
    const [first = 0] = segments
    const bench = await start()
    for (const asset of await bench.listAssets(context, [first])) {
      const before = bench.server.store.all()
      const [job, deletes] = [
        await bench.runDeletion(await bench.planDeletion([asset])),
        bench.listDeletes().length,
      ]
      expect(states(job)).toEqual(['deleted-and-verified'])
      expect(missingFiles(before, bench.server.store.all())).toEqual([fileKey(asset)])
      expect(deletes).toBe(bench.listDeletes().length)
      expectTruthfulReport(bench, job, before)
    }
    expect(bench.storedFiles([first])).toEqual([])
  })

  it('empties a place by named deletes alone, and shows it fresh', async () => {
    const bench = await start()
    const before = bench.server.store.all()
    const job = await bench.deleteFiles(context, segments, () => true)
    expect(new Set(states(job))).toEqual(new Set(['deleted-and-verified']))
    expect(describeFiles(bench.server.store.all())).toEqual(
      describeFiles(before.filter(({ segmentId }) => !segments.includes(segmentId))),
    )
    expect(bench.refreshes.at(-1)?.assets).toEqual([])
    for (const { params } of bench.listDeletes()) expect(params['filename']).not.toBe('')
  })
})

describe.each(switchPositions.emptyFilename)(
  'a server that takes an empty filename as %s',
  (emptyFilename) => {
    it.each(switchPositions.localeWithoutFilename)(
      '(and a missing one as %s) gets none',
      async (localeWithoutFilename) => {
        const bench = await start({ switches: { emptyFilename, localeWithoutFilename } })
        const blank = ['', ' ', '\u200b', '\ufeff', '.', '..', 'a/b.png', '..\\b.png', 'null', 'undefined']
        for (const name of blank)
          await bench.server.store.put({ segmentId: secondSegment, name, bytes: 'x', locale: 'en' })
        const before = bench.server.store.all()
        const listed = await bench.listAssets(projectContext, [secondSegment])
        const chosen = listed.filter(({ name }) => blank.includes(name))
        const job = await bench.runDeletion(await bench.planDeletion(chosen))
        expect(states(job)).toEqual(blank.map(() => 'not-deleted: unsafe-name'))
        expect(bench.listDeletes()).toEqual([])
        expect(describeFiles(bench.server.store.all())).toEqual(describeFiles(before))
      },
    )
  },
)

describe('a file that shares what the server deletes by', () => {
  it('is named where the name goes in every language', async () => {
    const { job, gone } = await deleteLogo(
      await start({ switches: { filenameWithoutLocale: 'every-locale' } }),
    )
    const others = ['en', 'de'].map((locale) => JSON.stringify([crowdedSegment, locale, '', 'logo.png']))
    expect(gone).toEqual([logo, ...others].sort())
    expect(job.vanished.map(fileKey).sort()).toEqual(others.sort())
    expect(job.stop?.reason).toBe('vanished-unasked')
  })

  it('is named where a language and a folder of its name are one storage path', async () => {
    const bench = await start({ switches: { folderNamedLikeLocale: 'shared' } })
    await bench.server.store.put({
      segmentId: crowdedSegment,
      name: 'logo.png',
      relativePath: 'de',
      bytes: 'folder',
    })
    const job = await bench.deleteFiles(
      projectContext,
      [crowdedSegment],
      ({ locale, relativePath, name }) => {
        return locale === 'de' && relativePath === '' && name === 'logo.png'
      },
    )
    expect(job.vanished.map(fileKey)).toEqual([JSON.stringify([crowdedSegment, null, 'de', 'logo.png'])])
    expect(job.stop?.reason).toBe('vanished-unasked')
    expect(bench.listDeletes()).toHaveLength(1)
  })

  it('is named where case does not count for deleting, though the listing told the spellings apart', async () => {
    const bench = await start()
    await bench.server.store.put({ segmentId: crowdedSegment, name: 'LOGO.png', bytes: 'shouting' })
    const release = bench.server.faults.hold(deleteCalls)
    const arrived = bench.server.faults.waitFor(deleteCalls)
    const deleting = deleteLogo(bench)
    await arrived
    bench.server.switches.nameMatching = 'case-insensitive'
    release()
    const { job } = await deleting
    expect(job.vanished.map(({ name }) => name)).toEqual(['LOGO.png'])
    expect(job.stop?.reason).toBe('vanished-unasked')
    expect(bench.listDeletes()).toHaveLength(1)
  })

  it('is told as deleted, the one file that it is, where the listing folds the spellings too', async () => {
    const bench = await start({ switches: { nameMatching: 'case-insensitive' } })
    const { job, gone } = await deleteLogo(bench)
    expect(states(job)).toEqual(['deleted-and-verified'])
    expect(gone).toEqual([logo])
  })
})

describe('a folder in a request', () => {
  const inFolder = ({ relativePath }: Asset): boolean => relativePath !== ''

  it.each(
    switchPositions.relativePathInRequests.flatMap((rule) =>
      switchPositions.classicSeparator.map((separator) => [rule, separator] as const),
    ),
  )(
    'is sent as listed, so that a server of %s and %s deletes it or is seen not to',
    async (rule, separator) => {
      const switches: Partial<Switches> = { relativePathInRequests: rule, classicSeparator: separator }
      const bench = await start({ switches })
      const before = bench.storedFiles([crowdedSegment])
      const job = await bench.deleteFiles(projectContext, [crowdedSegment], inFolder)
      const understood = (folder: string): boolean =>
        !(rule === 'slash-only' && separator === '\\' && folder.includes('/'))
      const expected = before.filter(({ relativePath }) => relativePath !== '' && understood(relativePath))
      expect(missingFiles(before, bench.storedFiles([crowdedSegment]))).toEqual(expected.map(fileKey).sort())
      expect(states(job).filter((state) => state === 'deleted-and-verified')).toHaveLength(expected.length)
      expectTruthfulReport(bench, job, [...before])
    },
  )
})

describe('a key without the right to delete', () => {
  it.each(['400', '403'] as const)(
    'is told so by the first file (%s), and no other is asked for',
    async (right) => {
      const bench = await start({ switches: { deleteRight: right } })
      const before = bench.server.store.all()
      const job = await bench.deleteFiles(projectContext, [crowdedSegment, secondSegment], () => true)
      expect(job.stop?.reason).toBe('forbidden')
      expect(new Set(states(job))).toEqual(new Set(['not-deleted: forbidden']))
      expect(bench.listDeletes()).toHaveLength(1)
      expect(describeFiles(bench.server.store.all())).toEqual(describeFiles(before))
    },
  )
})

describe('a server that does not do what it answers', () => {
  it('is caught by the first file when it deletes nothing', async () => {
    const bench = await start()
    bench.server.faults.add({ match: deleteCalls, fault: { kind: 'lying-delete' } })
    const job = await bench.deleteFiles(projectContext, [crowdedSegment, secondSegment], () => true)
    expect(job.stop?.reason).toBe('canary-still-there')
    expect(states(job).filter((state) => state === 'still-on-server')).toHaveLength(1)
    expect(states(job).filter((state) => state === 'deleted-and-verified')).toEqual([])
    expect(bench.listDeletes()).toHaveLength(1)
  })

  it.each(['same-name-other-locales', 'one-other-file', 'whole-segment'] as const)(
    'is caught by the first file when it takes more (%s)',
    async (also) => {
      const bench = await start()
      bench.server.faults.add({ match: deleteCalls, fault: { kind: 'greedy-delete', also } })
      const before = bench.server.store.all()
      const chosen = (asset: Asset): boolean => isNeutralLogo(asset) || asset.segmentId === secondSegment
      const job = await bench.deleteFiles(projectContext, [crowdedSegment, secondSegment], chosen)
      expect(bench.listDeletes()).toHaveLength(1)
      expect(job.stop?.reason).toBe('vanished-unasked')
      const unasked = missingFiles(before, bench.server.store.all()).filter((place) => place !== logo)
      expect(unasked.length).toBeGreaterThan(0)
      expect(job.vanished.map(fileKey).sort()).toEqual(unasked)
      expectTruthfulReport(bench, job, before)
    },
  )

  it('is told by name of what it took when it began only after the first file', async () => {
    const bench = await start()
    bench.server.faults.add({
      match: { ...deleteCalls, nth: 2 },
      fault: { kind: 'greedy-delete', also: 'one-other-file' },
    })
    const before = bench.server.store.all()
    const job = await bench.deleteFiles(
      projectContext,
      [crowdedSegment],
      ({ name }) => name.normalize() === 'é.png',
    )
    expect(job.vanished.map(fileKey)).toEqual([logo])
    expectTruthfulReport(bench, job, before)
  })
})

describe('a DELETE without a clear answer', () => {
  it.each<[string, Fault]>([
    ['dropped before the work', { kind: 'drop', when: 'before-work' }],
    ['reset before the work', { kind: 'drop', when: 'before-work', reset: true }],
    ['502 of a proxy', { kind: 'html', status: 502 }],
    ['500 without work', { kind: 'status', status: 500, body: '{"error":{"title":"Deadlock."}}' }],
    ['404 without work', { kind: 'html', status: 404 }],
  ])('is not repeated; the file is told as still there (%s)', async (_name, fault) => {
    const bench = await start()
    const { job, gone } = await deleteLogo(bench, fault)
    expect(gone).toEqual([])
    expect(states(job)).toEqual(['still-on-server'])
    expect(job.stop?.reason).toBe('canary-unclear')
    expect(bench.listDeletes()).toHaveLength(1)
  })

  it.each<[string, Fault]>([
    ['dropped after the work', { kind: 'drop', when: 'after-work' }],
    ['reset after the work', { kind: 'drop', when: 'after-work', reset: true }],
    ['502 after the work', { kind: 'html', status: 502, afterWork: true }],
    ['200 with a page', { kind: 'html', status: 200, afterWork: true }],
    ['cut', { kind: 'cut-body', afterBytes: 0 }],
    ['too short', { kind: 'wrong-length', by: 10 }],
    ['204', { kind: 'status', status: 204, afterWork: true }],
    ['slow', { kind: 'latency', ms: 50 }],
  ])('is not repeated; the listing shows that the file is gone (%s)', async (_name, fault) => {
    const bench = await start()
    const { job, gone } = await deleteLogo(bench, fault)
    expect(gone).toEqual([logo])
    expect(states(job)).toEqual(['deleted-and-verified'])
    expect(bench.listDeletes()).toHaveLength(1)
  })

  it('leaves a file alone that somebody uploaded anew meanwhile', async () => {
    const bench = await start()
    const release = bench.server.faults.hold(deleteCalls)
    const arrived = bench.server.faults.waitFor(deleteCalls)
    const deleting = deleteLogo(bench, { kind: 'drop', when: 'before-work' })
    await arrived
    await bench.server.store.put({ segmentId: crowdedSegment, name: 'logo.png', bytes: 'a newer logo' })
    release()
    const { job, gone } = await deleting
    expect(gone).toEqual([])
    expect(job.files[0]?.outcome).toEqual({ state: 'still-on-server', replaced: true })
    expect(bench.listDeletes()).toHaveLength(1)
  })
})

describe('between the question and the confirmation', () => {
  it('a file that changed drops out, one that went was already gone, the rest is deleted', async () => {
    const bench = await start()
    const listed = await bench.listAssets(projectContext, [secondSegment, crowdedSegment])
    const chosen = listed.filter(({ name }) => name.endsWith('.txt'))
    const question = await bench.planDeletion(chosen)
    await bench.server.store.put({ segmentId: secondSegment, name: 'a.txt', bytes: 'changed' })
    await bench.server.store.remove({ segmentId: crowdedSegment, name: 'empty.txt' })
    const job = await bench.runDeletion(question)
    expect(
      Object.fromEntries(job.files.map(({ identity, outcome }) => [identity.name, outcomeText(outcome)])),
    ).toEqual({
      'a.txt': 'not-deleted: changed',
      'empty.txt': 'already-gone',
      'b.txt': 'deleted-and-verified',
    })
    expect(bench.storedFiles([secondSegment]).map(({ name }) => name)).toEqual(['a.txt'])
  })
})
