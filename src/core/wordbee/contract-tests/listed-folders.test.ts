import { describe, expect, it } from 'vitest'
import {
  contractHarnesses,
  describeFiles,
  fileKey,
  missingFiles,
  required,
} from '../../../testing/contract-harness'
import {
  contextsOfOneFile,
  crowdedSegment,
  projectContext,
  secondSegment,
  switchPositions,
} from '../../../testing/contract-workspace'
import type { HttpResponse } from '../../ports'

const start = contractHarnesses()

async function readAll(response: HttpResponse): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of response.body) parts.push(part)
  return Buffer.concat(parts)
}

const positions = switchPositions.listedFolder.flatMap((listedFolder) =>
  switchPositions.folderRows.flatMap((folderRows) =>
    switchPositions.classicSeparator.map(
      (classicSeparator) => [listedFolder, folderRows, classicSeparator] as const,
    ),
  ),
)

describe.each(positions)(
  'folders listed as %s, with rows of folders %s and %s as the separator',
  (listedFolder, folderRows, classicSeparator) => {
    const switches = { listedFolder, folderRows, classicSeparator }

    it.each(Object.entries(contextsOfOneFile))(
      'can be read and deleted file by file, and nothing else goes (%s)',
      async (_name, { context, segments }) => {
        const [first = 0] = segments
        const harness = await start({ switches })
        const listed = await harness.listAssets(context, [first])
        expect(describeFiles(listed)).toEqual(describeFiles(harness.storedFiles([first])))
        for (const asset of listed) {
          const before = harness.server.store.all()
          const stored = before.find((file) => fileKey(file) === fileKey(asset))
          const bytes = await readAll(await harness.client.download({ asset }))
          expect(bytes).toEqual(Buffer.from(await harness.server.store.readBytes(required(stored))))
          const run = await harness.runDeletion(await harness.planDeletion([asset]))
          expect(run.files.map(({ outcome }) => outcome.state)).toEqual(['deleted-and-verified'])
          expect(missingFiles(before, harness.server.store.all())).toEqual([fileKey(asset)])
        }
        expect(harness.storedFiles([first])).toEqual([])
      },
    )
  },
)

describe('a file that a script named after a missing value', () => {
  it('is deleted alone', async () => {
    const harness = await start()
    for (const name of ['undefined', 'null', 'keep.png'])
      await harness.server.store.put({ segmentId: secondSegment, name, bytes: name })
    const before = harness.server.store.all()
    const run = await harness.deleteFiles(projectContext, [secondSegment], ({ name }) =>
      ['undefined', 'null'].includes(name),
    )
    expect(run.files.map(({ outcome }) => outcome.state)).toEqual([
      'deleted-and-verified',
      'deleted-and-verified',
    ])
    expect(missingFiles(before, harness.server.store.all())).toEqual(
      ['undefined', 'null'].map((name) => JSON.stringify([secondSegment, null, '', name])).sort(),
    )
  })
})

describe('a path in a name', () => {
  it('puts the file of that name at the root at risk, since a server may ignore the path', async () => {
    const harness = await start({ switches: { listedFolder: 'in-name' } })
    const listed = await harness.listAssets(projectContext, [crowdedSegment])
    const inFolder = listed.filter(({ name, locale }) => name === 'ui/icons/logo.png' && locale === 'de')
    expect(inFolder).toHaveLength(1)
    const plan = await harness.planDeletion(inFolder)
    expect(plan.atRisk.map(fileKey)).toEqual([JSON.stringify([crowdedSegment, 'de', '', 'logo.png'])])
  })
})
