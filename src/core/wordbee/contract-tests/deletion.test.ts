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
  fourthSegment,
  switchPositions,
  projectContext,
  secondSegment,
} from '../../../testing/contract-workspace'
import { describeOutcome } from '../../../testing/client-deletion-harness'

const start = contractHarnesses()

const isNeutralLogo = ({ name, locale, relativePath }: Asset): boolean =>
  name === 'logo.png' && locale === null && relativePath === ''

const states = (run: DeletionRun): string[] => run.files.map(({ outcome }) => describeOutcome(outcome))

/** Deletes the neutral logo of the crowded segment; returns the run and the files that are gone. */
async function deleteLogo(
  harness: ContractHarness,
  fault?: Fault,
): Promise<{ readonly run: DeletionRun; readonly gone: readonly string[] }> {
  if (fault !== undefined) harness.server.faults.add({ match: { ...deleteCalls, nth: 1 }, fault })
  const before = harness.server.store.all()
  const run = await harness.deleteFiles(projectContext, [crowdedSegment], isNeutralLogo)
  expectTruthfulReport(harness, run, before)
  return { run, gone: missingFiles(before, harness.server.store.all()) }
}

const logo = JSON.stringify([crowdedSegment, null, '', 'logo.png'])

describe.each(Object.entries(contextsOfOneFile))('deleting by %s', (_name, { context, segments }) => {
  it('removes each file of a crowded segment alone, with one DELETE', async () => {
    const [first = 0] = segments
    const harness = await start()
    for (const asset of await harness.listAssets(context, [first])) {
      const before = harness.server.store.all()
      const [run, deletes] = [
        await harness.runDeletion(await harness.planDeletion([asset])),
        harness.listDeletes().length,
      ]
      expect(states(run)).toEqual(['deleted-and-verified'])
      expect(missingFiles(before, harness.server.store.all())).toEqual([fileKey(asset)])
      expect(deletes).toBe(harness.listDeletes().length)
      expectTruthfulReport(harness, run, before)
    }
    expect(harness.storedFiles([first])).toEqual([])
  })

  it('empties a place with one named DELETE per file, and refreshes it', async () => {
    const harness = await start()
    const before = harness.server.store.all()
    const run = await harness.deleteFiles(context, segments, () => true)
    expect(new Set(states(run))).toEqual(new Set(['deleted-and-verified']))
    expect(describeFiles(harness.server.store.all())).toEqual(
      describeFiles(before.filter(({ segmentId }) => !segments.includes(segmentId))),
    )
    expect(harness.refreshes.at(-1)?.assets).toEqual([])
    for (const { params } of harness.listDeletes()) expect(params['filename']).not.toBe('')
  })
})

describe.each(switchPositions.emptyFilename)(
  'a server that treats an empty filename as %s',
  (emptyFilename) => {
    it.each(switchPositions.localeWithoutFilename)(
      '(and a missing one as %s) gets none',
      async (localeWithoutFilename) => {
        const harness = await start({ switches: { emptyFilename, localeWithoutFilename } })
        const unsafeNames = ['', ' ', '\u200b', '\ufeff', '.', '..', '/b.png', 'a//b.png', 'a/', '..\\b.png']
        for (const name of unsafeNames)
          await harness.server.store.put({ segmentId: secondSegment, name, bytes: 'x', locale: 'en' })
        const before = harness.server.store.all()
        const listed = await harness.listAssets(projectContext, [secondSegment])
        const chosen = listed.filter(({ name }) => unsafeNames.includes(name))
        const run = await harness.runDeletion(await harness.planDeletion(chosen))
        expect(states(run)).toEqual(unsafeNames.map(() => 'not-deleted: unsafe-name'))
        expect(harness.listDeletes()).toEqual([])
        expect(describeFiles(harness.server.store.all())).toEqual(describeFiles(before))
      },
    )
  },
)

describe('a file that the server deletes together with another', () => {
  it('is reported if a name is deleted in every language', async () => {
    const { run, gone } = await deleteLogo(
      await start({ switches: { filenameWithoutLocale: 'every-locale' } }),
    )
    const others = ['en', 'de'].map((locale) => JSON.stringify([crowdedSegment, locale, '', 'logo.png']))
    expect(gone).toEqual([logo, ...others].sort())
    expect(run.vanished.map(fileKey).sort()).toEqual(others.sort())
    expect(run.stop?.reason).toBe('vanished-unasked')
  })

  it('is reported if a name without a language means the source language', async () => {
    const harness = await start({ switches: { filenameWithoutLocale: 'source-locale' } })
    const { run, gone } = await deleteLogo(harness)
    const inSource = JSON.stringify([crowdedSegment, 'en', '', 'logo.png'])
    expect(gone).toEqual([inSource])
    expect(run.vanished.map(fileKey)).toEqual([inSource])
    expect(states(run)).toEqual(['still-on-server'])
    expect(run.stop?.reason).toBe('vanished-unasked')
  })

  it('is reported if a language and a folder of that name share a storage path', async () => {
    const harness = await start({ switches: { folderNamedLikeLocale: 'shared' } })
    await harness.server.store.put({
      segmentId: crowdedSegment,
      name: 'logo.png',
      relativePath: 'de',
      bytes: 'folder',
    })
    const run = await harness.deleteFiles(
      projectContext,
      [crowdedSegment],
      ({ locale, relativePath, name }) => {
        return locale === 'de' && relativePath === '' && name === 'logo.png'
      },
    )
    expect(run.vanished.map(fileKey)).toEqual([JSON.stringify([crowdedSegment, null, 'de', 'logo.png'])])
    expect(run.stop?.reason).toBe('vanished-unasked')
    expect(harness.listDeletes()).toHaveLength(1)
  })

  it('is reported if a delete ignores case although the listing distinguishes it', async () => {
    const harness = await start()
    await harness.server.store.put({ segmentId: crowdedSegment, name: 'LOGO.png', bytes: 'shouting' })
    const release = harness.server.faults.hold(deleteCalls)
    const arrived = harness.server.faults.waitFor(deleteCalls)
    const deleting = deleteLogo(harness)
    await arrived
    harness.server.switches.nameMatching = 'case-insensitive'
    release()
    const { run } = await deleting
    expect(run.vanished.map(({ name }) => name)).toEqual(['LOGO.png'])
    expect(run.stop?.reason).toBe('vanished-unasked')
    expect(harness.listDeletes()).toHaveLength(1)
  })

  it('is reported as the one deleted file if the listing ignores case too', async () => {
    const harness = await start({ switches: { nameMatching: 'case-insensitive' } })
    const { run, gone } = await deleteLogo(harness)
    expect(states(run)).toEqual(['deleted-and-verified'])
    expect(gone).toEqual([logo])
  })
})

describe('a folder in a request', () => {
  const isInFolder = ({ relativePath }: Asset): boolean => relativePath !== ''

  it.each(
    switchPositions.relativePathInRequests.flatMap((rule) =>
      switchPositions.classicSeparator.map((separator) => [rule, separator] as const),
    ),
  )(
    'is sent as listed, so that a server with %s and %s deletes it or is caught not doing so',
    async (rule, separator) => {
      const switches: Partial<Switches> = { relativePathInRequests: rule, classicSeparator: separator }
      const harness = await start({ switches })
      const before = harness.storedFiles([crowdedSegment])
      const run = await harness.deleteFiles(projectContext, [crowdedSegment], isInFolder)
      const isUnderstood = (folder: string): boolean =>
        !(rule === 'slash-only' && separator === '\\' && folder.includes('/'))
      const expected = before.filter(({ relativePath }) => relativePath !== '' && isUnderstood(relativePath))
      expect(missingFiles(before, harness.storedFiles([crowdedSegment]))).toEqual(
        expected.map(fileKey).sort(),
      )
      expect(states(run).filter((state) => state === 'deleted-and-verified')).toHaveLength(expected.length)
      expectTruthfulReport(harness, run, [...before])
    },
  )
})

describe('a key without the right to delete', () => {
  it.each([
    ['400', 'en'],
    ['403', 'en'],
    ['400', 'fr'],
    ['403', 'fr'],
  ] as const)(
    'is noticed at the first file (%s, in %s), and no other DELETE is sent',
    async (deleteRight, errorLanguage) => {
      const harness = await start({ switches: { deleteRight, errorLanguage } })
      const before = harness.server.store.all()
      const run = await harness.deleteFiles(projectContext, [crowdedSegment, secondSegment], () => true)
      expect(run.stop?.reason).toBe('forbidden')
      expect(new Set(states(run))).toEqual(new Set(['not-deleted: forbidden']))
      expect(harness.listDeletes()).toHaveLength(1)
      expect(describeFiles(harness.server.store.all())).toEqual(describeFiles(before))
    },
  )
})

describe('a file that the server cannot delete', () => {
  const positions = switchPositions.fileOnDisk
    .filter((position) => position !== 'free')
    .flatMap((position) => switchPositions.errorLanguage.map((language) => [position, language] as const))

  it.each(['in use by another process', 'denied'])(
    'is left with its reason, and the run continues (%s)',
    async (end) => {
      const harness = await start()
      const before = harness.server.store.all()
      const title = `The process cannot access the file 'E:\\empty.txt': access ${end}.`
      harness.server.faults.add({
        match: { ...deleteCalls, path: /filename=empty/ },
        fault: { kind: 'status', status: 400, body: JSON.stringify({ error: { title } }) },
      })
      const run = await harness.deleteFiles(projectContext, [crowdedSegment], () => true)
      expect(run.stop).toBeNull()
      const kept = run.files.filter(({ outcome }) => outcome.state !== 'deleted-and-verified')
      expect(kept.map(({ identity }) => identity.name)).toEqual(['empty.txt'])
      expect(kept[0]?.outcome).toMatchObject({ reason: 'refused-by-server', detail: title })
      expectTruthfulReport(harness, run, before)
    },
  )

  it.each(positions)(
    'is not taken for a missing right, even as the first one (%s, in %s)',
    async (fileOnDisk, errorLanguage) => {
      const harness = await start({ switches: { fileOnDisk, errorLanguage } })
      const run = await harness.deleteFiles(projectContext, [fourthSegment], () => true)
      expect(states(run)).toEqual(['not-deleted: refused-by-server'])
      expect(run.stop?.reason).not.toBe('forbidden')
    },
  )
})

describe('a server that does not do what it responds', () => {
  it('is caught at the first file if it deletes nothing', async () => {
    const harness = await start()
    harness.server.faults.add({ match: deleteCalls, fault: { kind: 'lying-delete' } })
    const run = await harness.deleteFiles(projectContext, [crowdedSegment, secondSegment], () => true)
    expect(run.stop?.reason).toBe('canary-still-there')
    expect(states(run).filter((state) => state === 'still-on-server')).toHaveLength(1)
    expect(states(run).filter((state) => state === 'deleted-and-verified')).toEqual([])
    expect(harness.listDeletes()).toHaveLength(1)
  })

  it.each(['same-name-other-locales', 'one-other-file', 'whole-segment'] as const)(
    'is caught at the first file if it deletes more (%s)',
    async (also) => {
      const harness = await start()
      harness.server.faults.add({ match: deleteCalls, fault: { kind: 'greedy-delete', also } })
      const before = harness.server.store.all()
      const chosen = (asset: Asset): boolean => isNeutralLogo(asset) || asset.segmentId === secondSegment
      const run = await harness.deleteFiles(projectContext, [crowdedSegment, secondSegment], chosen)
      expect(harness.listDeletes()).toHaveLength(1)
      expect(run.stop?.reason).toBe('vanished-unasked')
      const unasked = missingFiles(before, harness.server.store.all()).filter((key) => key !== logo)
      expect(unasked.length).toBeGreaterThan(0)
      expect(run.vanished.map(fileKey).sort()).toEqual(unasked)
      expectTruthfulReport(harness, run, before)
    },
  )

  it('has its extra deletions reported if they start after the first file', async () => {
    const harness = await start()
    harness.server.faults.add({
      match: { ...deleteCalls, nth: 2 },
      fault: { kind: 'greedy-delete', also: 'one-other-file' },
    })
    const before = harness.server.store.all()
    const run = await harness.deleteFiles(
      projectContext,
      [crowdedSegment],
      ({ name }) => name.normalize() === 'é.png',
    )
    expect(run.vanished.map(fileKey)).toEqual([logo])
    expectTruthfulReport(harness, run, before)
  })
})

describe('a DELETE without a clear response', () => {
  it.each<[string, Fault]>([
    ['dropped before the work', { kind: 'drop', when: 'before-work' }],
    ['reset before the work', { kind: 'drop', when: 'before-work', reset: true }],
    ['502 of a proxy', { kind: 'html', status: 502 }],
    ['500 without work', { kind: 'status', status: 500, body: '{"error":{"title":"Deadlock."}}' }],
    ['404 without work', { kind: 'html', status: 404 }],
  ])('is not repeated; the file is reported as still there (%s)', async (_name, fault) => {
    const harness = await start()
    const { run, gone } = await deleteLogo(harness, fault)
    expect(gone).toEqual([])
    expect(states(run)).toEqual(['still-on-server'])
    expect(run.stop?.reason).toBe('canary-unclear')
    expect(harness.listDeletes()).toHaveLength(1)
  })

  it.each<[string, Fault]>([
    ['dropped after the work', { kind: 'drop', when: 'after-work' }],
    ['reset after the work', { kind: 'drop', when: 'after-work', reset: true }],
    ['502 after the work', { kind: 'html', status: 502, afterWork: true }],
    ['200 with an HTML page', { kind: 'html', status: 200, afterWork: true }],
    ['truncated', { kind: 'cut-body', afterBytes: 0 }],
    ['too short', { kind: 'wrong-length', by: 10 }],
    ['204', { kind: 'status', status: 204, afterWork: true }],
    ['slow', { kind: 'latency', ms: 50 }],
  ])('is not repeated; the listing shows that the file is gone (%s)', async (_name, fault) => {
    const harness = await start()
    const { run, gone } = await deleteLogo(harness, fault)
    expect(gone).toEqual([logo])
    expect(states(run)).toEqual(['deleted-and-verified'])
    expect(harness.listDeletes()).toHaveLength(1)
  })

  it('leaves a file alone that was uploaded again in between', async () => {
    const harness = await start()
    const release = harness.server.faults.hold(deleteCalls)
    const arrived = harness.server.faults.waitFor(deleteCalls)
    const deleting = deleteLogo(harness, { kind: 'drop', when: 'before-work' })
    await arrived
    await harness.server.store.put({ segmentId: crowdedSegment, name: 'logo.png', bytes: 'a newer logo' })
    release()
    const { run, gone } = await deleting
    expect(gone).toEqual([])
    expect(run.files[0]?.outcome).toEqual({ state: 'still-on-server', replaced: true })
    expect(harness.listDeletes()).toHaveLength(1)
  })
})

describe('between planning and confirmation', () => {
  it('a changed file is excluded, a missing one is reported as gone, the rest is deleted', async () => {
    const harness = await start()
    const listed = await harness.listAssets(projectContext, [secondSegment, crowdedSegment])
    const chosen = listed.filter(({ name }) => name.endsWith('.txt'))
    const plan = await harness.planDeletion(chosen)
    await harness.server.store.put({ segmentId: secondSegment, name: 'a.txt', bytes: 'changed' })
    await harness.server.store.remove({ segmentId: crowdedSegment, name: 'empty.txt' })
    const run = await harness.runDeletion(plan)
    expect(
      Object.fromEntries(run.files.map(({ identity, outcome }) => [identity.name, describeOutcome(outcome)])),
    ).toEqual({
      'a.txt': 'not-deleted: changed',
      'empty.txt': 'already-gone',
      'b.txt': 'deleted-and-verified',
    })
    expect(harness.storedFiles([secondSegment]).map(({ name }) => name)).toEqual(['a.txt'])
  })
})
