import { describe, expect, it } from 'vitest'
import type { SeedSpec } from '../../../demo-server'
import {
  contractHarnesses,
  outcomeOf,
  describeFiles,
  listCalls,
  fileKey,
  required,
} from '../../../testing/contract-harness'
import {
  contextsOfOneFile,
  crowdedSegment,
  flexContext,
  flexCrowdedSegment,
  switchPositions,
  projectContext,
  secondSegment,
} from '../../../testing/contract-workspace'

const start = contractHarnesses()

describe.each(Object.entries(contextsOfOneFile))('listing by %s', (_name, { context, segments }) => {
  it.each(switchPositions.neutralLocale)(
    'equals the store, neutral files told by %s',
    async (neutralLocale) => {
      const bench = await start({ switches: { neutralLocale } })
      const listed = await bench.listAssets(context, segments)
      expect(describeFiles(listed)).toEqual(describeFiles(bench.storedFiles(segments)))
      expect(listed.map(({ locale }) => locale)).not.toContain('')
    },
  )

  it.each(switchPositions.classicSeparator)(
    'keeps folders as listed, by %s in classic answers',
    async (separator) => {
      const bench = await start({ switches: { classicSeparator: separator } })
      const listed = await bench.listAssets(context, segments)
      const shown = context.family === 'flex' ? '\\' : separator
      expect(listed.map(({ relativePath }) => relativePath)).toContain(`ui${shown}icons`)
      expect(describeFiles(listed)).toEqual(describeFiles(bench.storedFiles(segments)))
    },
  )

  it.each(switchPositions.downloadUrl)('makes no use of a %s downloadUrl', async (downloadUrl) => {
    const bench = await start({ switches: { downloadUrl } })
    const [asset] = await bench.listAssets(context, segments)
    expect(asset).toBeDefined()
    expect(Object.keys(asset ?? {})).not.toContain('downloadUrl')
  })

  it('shows each segment by its own call as the call for many shows it', async () => {
    const bench = await start()
    const alone = await Promise.all(segments.map((id) => bench.client.listSegment(context, id)))
    expect(describeFiles(alone.flat())).toEqual(describeFiles(await bench.listAssets(context, segments)))
  })
})

describe('a segment that the server does not know', () => {
  const unknown = 999

  it('adds nothing where the server answers with an empty array', async () => {
    const bench = await start({ switches: { unknownSegmentInList: 'empty' } })
    const listing = await bench.client.listSegments(projectContext, [crowdedSegment, unknown, secondSegment])
    expect(listing.rejected).toEqual([])
    expect(describeFiles(listing.assets)).toEqual(
      describeFiles(bench.storedFiles([crowdedSegment, secondSegment])),
    )
  })

  it('is told by its id and the words of the server where that refuses; the others are listed', async () => {
    const bench = await start({ switches: { unknownSegmentInList: '400' } })
    const listing = await bench.client.listSegments(projectContext, [
      crowdedSegment,
      unknown,
      secondSegment,
      flexCrowdedSegment,
      998,
    ])
    expect(listing.rejected).toEqual(
      expect.arrayContaining([
        { segmentId: unknown, detail: 'Segment 999 does not exist.' },
        { segmentId: 998, detail: 'Segment 998 does not exist.' },
      ]),
    )
    expect(listing.rejected).toHaveLength(2)
    expect(describeFiles(listing.assets)).toEqual(
      describeFiles(bench.storedFiles([crowdedSegment, secondSegment, flexCrowdedSegment])),
    )
  })

  it('is told so where it is a segment of another place', async () => {
    const bench = await start({ switches: { unknownSegmentInList: '400' } })
    const { rejected, assets } = await bench.client.listSegments(flexContext, [
      flexCrowdedSegment,
      crowdedSegment,
    ])
    expect(rejected.map(({ segmentId }) => segmentId)).toEqual([crowdedSegment])
    expect(describeFiles(assets)).toEqual(describeFiles(bench.storedFiles([flexCrowdedSegment])))
  })

  it('fails the listing where there is no other', async () => {
    const bench = await start({ switches: { unknownSegmentInList: '400' } })
    expect(await outcomeOf(bench.listAssets(projectContext, [unknown]))).toBe('server-refused')
    expect(await outcomeOf(bench.listAssets(projectContext, [unknown, 998]))).toBe('server-refused')
  })
})

describe('an installation without the asset API', () => {
  it.each(Object.values(contextsOfOneFile))(
    'is told as such ($context.family)',
    async ({ context, segments }) => {
      const bench = await start({ switches: { assetApi: 'absent' } })
      expect(await outcomeOf(bench.listAssets(context, segments))).toBe('no-asset-api')
      expect(bench.server.calls.count(listCalls)).toBeLessThan(5)
    },
  )

  it('is told as such by the call for one segment too, and by a download', async () => {
    const bench = await start()
    const [asset] = await bench.listAssets(projectContext, [crowdedSegment])
    bench.server.switches.assetApi = 'absent'
    expect(await outcomeOf(bench.client.listSegment(projectContext, crowdedSegment))).toBe(
      'answer-unexpected',
    )
    expect(await outcomeOf(bench.client.download({ asset: required(asset) }))).toBe('answer-unexpected')
  })
})

describe('600 segments', () => {
  const ids = Array.from({ length: 600 }, (_, index) => 27_665_601 + index)
  const seed: SeedSpec = {
    projects: [{ id: 7214 }],
    documents: [{ did: 1, pid: 7214 }],
    segments: ids.map((sid) => ({ sid, did: 1 })),
    assets: ids.map((segmentId) => ({ segmentId, name: `of ${String(segmentId)}.png`, bytes: 'x' })),
  }

  it('are listed whole in 8 calls at most, each within the limit of the server', async () => {
    const bench = await start({ seed })
    expect(describeFiles(await bench.listAssets(projectContext, ids))).toEqual(
      describeFiles(bench.server.store.all()),
    )
    expect(bench.server.calls.count(listCalls)).toBeLessThanOrEqual(8)
    for (const { rawQuery } of bench.server.calls.filter(listCalls))
      expect(rawQuery.length).toBeLessThanOrEqual(2_048)
  })

  it.each([404, 414])('are listed whole where queries over 500 characters get %i', async (status) => {
    const bench = await start({ seed })
    const match = { method: 'GET', path: /\/list\?.{501}/ }
    bench.server.faults.add({ match, fault: { kind: 'html', status } })
    expect(describeFiles(await bench.listAssets(projectContext, ids))).toEqual(
      describeFiles(bench.server.store.all()),
    )
    expect(bench.server.calls.count(listCalls)).toBeLessThan(40)
  })

  it('are listed whole where an answer is too large to be read: fewer are asked for', async () => {
    const bench = await start({ seed })
    const match = { method: 'GET', path: /\/list\?.{1500}/, times: 1 }
    bench.server.faults.add({ match, fault: { kind: 'gzip-bomb', unpackedBytes: 80 * 1024 * 1024 } })
    expect(describeFiles(await bench.listAssets(projectContext, ids))).toEqual(
      describeFiles(bench.server.store.all()),
    )
  })
})

describe('a query over the limit of the server', () => {
  // 6 characters a letter on the wire: 3,000 and more.
  const name = `${'é'.repeat(500)}.png`
  const seed: SeedSpec = {
    projects: [{ id: 7214 }],
    documents: [{ did: 1, pid: 7214 }],
    segments: [{ sid: crowdedSegment, did: 1 }],
    assets: [{ segmentId: crowdedSegment, name, bytes: 'x' }],
  }

  it.each([
    [404, 'answer-unexpected'],
    [414, 'query-too-long'],
  ] as const)('that answers %i is told for a download as %s', async (longQuery, kind) => {
    const bench = await start({ seed, switches: { longQuery } })
    const [asset] = await bench.listAssets(projectContext, [crowdedSegment])
    expect(await outcomeOf(bench.client.download({ asset: required(asset) }))).toBe(kind)
  })

  it.each(switchPositions.longQuery)('is never sent for a DELETE (%i)', async (longQuery) => {
    const bench = await start({ seed, switches: { longQuery } })
    const [asset] = await bench.listAssets(projectContext, [crowdedSegment])
    const question = await bench.planDeletion([required(asset)])
    expect(question.files.map(({ planned }) => planned)).toEqual([
      { state: 'excluded', reason: 'name-too-long' },
    ])
    const job = await bench.runDeletion(question)
    expect(job.files[0]?.outcome).toMatchObject({ state: 'not-deleted', reason: 'name-too-long' })
    expect(bench.listDeletes()).toEqual([])
  })
})

it('shows two spellings that the server folds into one file as what the server lists', async () => {
  const bench = await start({ switches: { nameMatching: 'case-insensitive' } })
  await bench.server.store.put({ segmentId: secondSegment, name: 'A.TXT', bytes: 'AA' })
  const listed = await bench.listAssets(projectContext, [secondSegment])
  expect(listed).toHaveLength(2)
  expect(new Set(listed.map(fileKey)).size).toBe(2)
})

describe.each(switchPositions.anyRight)('a key whose right to look is %s', (anyRight) => {
  it('gets the whole list, or is told that it is forbidden', async () => {
    const bench = await start({ switches: { anyRight } })
    const end = await outcomeOf(bench.listAssets(projectContext, [crowdedSegment, secondSegment]))
    expect(end).toBe(anyRight === 'granted' ? 'done' : 'forbidden')
  })
})
