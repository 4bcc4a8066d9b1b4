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
import { describeOutcome } from '../../../testing/client-deletion-harness'

const start = contractHarnesses()

describe.each(Object.entries(contextsOfOneFile))('listing by %s', (_name, { context, segments }) => {
  it.each(switchPositions.neutralLocale)(
    'returns what is stored, with neutral files given as %s',
    async (neutralLocale) => {
      const harness = await start({ switches: { neutralLocale } })
      const listed = await harness.listAssets(context, segments)
      expect(describeFiles(listed)).toEqual(describeFiles(harness.storedFiles(segments)))
      expect(listed.map(({ locale }) => locale)).not.toContain('')
    },
  )

  it.each(switchPositions.classicSeparator)(
    'keeps folders as listed, with %s in classic responses',
    async (separator) => {
      const harness = await start({ switches: { classicSeparator: separator } })
      const listed = await harness.listAssets(context, segments)
      const expectedSeparator = context.family === 'flex' ? '\\' : separator
      expect(listed.map(({ relativePath }) => relativePath)).toContain(`ui${expectedSeparator}icons`)
      expect(describeFiles(listed)).toEqual(describeFiles(harness.storedFiles(segments)))
    },
  )

  it.each(switchPositions.downloadUrl)('ignores a %s downloadUrl', async (downloadUrl) => {
    const harness = await start({ switches: { downloadUrl } })
    const [asset] = await harness.listAssets(context, segments)
    expect(asset).toBeDefined()
    expect(Object.keys(asset ?? {})).not.toContain('downloadUrl')
  })

  it('returns the same with one call per segment as with one for many', async () => {
    const harness = await start()
    const single = await Promise.all(segments.map((id) => harness.client.listSegment(context, id)))
    expect(describeFiles(single.flat())).toEqual(describeFiles(await harness.listAssets(context, segments)))
  })
})

describe('a segment that the server does not know', () => {
  const unknown = 999

  it('adds nothing if the server responds with an empty array', async () => {
    const harness = await start({ switches: { unknownSegmentInList: 'empty' } })
    const listing = await harness.client.listSegments(projectContext, [
      crowdedSegment,
      unknown,
      secondSegment,
    ])
    expect(listing.rejected).toEqual([])
    expect(describeFiles(listing.assets)).toEqual(
      describeFiles(harness.storedFiles([crowdedSegment, secondSegment])),
    )
  })

  it('is rejected with its id and the server’s message, and the others are listed', async () => {
    const harness = await start({ switches: { unknownSegmentInList: '400' } })
    const listing = await harness.client.listSegments(projectContext, [
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
      describeFiles(harness.storedFiles([crowdedSegment, secondSegment, flexCrowdedSegment])),
    )
  })

  it('is rejected if it belongs to another place', async () => {
    const harness = await start({ switches: { unknownSegmentInList: '400' } })
    const { rejected, assets } = await harness.client.listSegments(flexContext, [
      flexCrowdedSegment,
      crowdedSegment,
    ])
    expect(rejected.map(({ segmentId }) => segmentId)).toEqual([crowdedSegment])
    expect(describeFiles(assets)).toEqual(describeFiles(harness.storedFiles([flexCrowdedSegment])))
  })

  it('fails the listing if there are no others', async () => {
    const harness = await start({ switches: { unknownSegmentInList: '400' } })
    expect(await outcomeOf(harness.listAssets(projectContext, [unknown]))).toBe('server-refused')
    expect(await outcomeOf(harness.listAssets(projectContext, [unknown, 998]))).toBe('server-refused')
  })
})

describe('an installation without the asset API', () => {
  it.each(Object.values(contextsOfOneFile))(
    'is reported ($context.family)',
    async ({ context, segments }) => {
      const harness = await start({ switches: { assetApi: 'absent' } })
      expect(await outcomeOf(harness.listAssets(context, segments))).toBe('no-asset-api')
      expect(harness.server.calls.count(listCalls)).toBeLessThan(5)
    },
  )

  it('fails the call for one segment, and a download', async () => {
    const harness = await start()
    const [asset] = await harness.listAssets(projectContext, [crowdedSegment])
    harness.server.switches.assetApi = 'absent'
    expect(await outcomeOf(harness.client.listSegment(projectContext, crowdedSegment))).toBe(
      'answer-unexpected',
    )
    expect(await outcomeOf(harness.client.download({ asset: required(asset) }))).toBe('answer-unexpected')
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

  it('are listed in at most 8 calls, each within the limit of the server', async () => {
    const harness = await start({ seed })
    expect(describeFiles(await harness.listAssets(projectContext, ids))).toEqual(
      describeFiles(harness.server.store.all()),
    )
    expect(harness.server.calls.count(listCalls)).toBeLessThanOrEqual(8)
    for (const { rawQuery } of harness.server.calls.filter(listCalls))
      expect(rawQuery.length).toBeLessThanOrEqual(2_048)
  })

  it.each([404, 414])('are listed if queries over 500 characters get %i', async (status) => {
    const harness = await start({ seed })
    const match = { method: 'GET', path: /\/list\?.{501}/ }
    harness.server.faults.add({ match, fault: { kind: 'html', status } })
    expect(describeFiles(await harness.listAssets(projectContext, ids))).toEqual(
      describeFiles(harness.server.store.all()),
    )
    expect(harness.server.calls.count(listCalls)).toBeLessThan(40)
  })

  it('are listed in smaller batches if a response is too large', async () => {
    const harness = await start({ seed })
    const match = { method: 'GET', path: /\/list\?.{1500}/, times: 1 }
    harness.server.faults.add({ match, fault: { kind: 'gzip-bomb', unpackedBytes: 80 * 1024 * 1024 } })
    expect(describeFiles(await harness.listAssets(projectContext, ids))).toEqual(
      describeFiles(harness.server.store.all()),
    )
  })
})

describe('a query over the limit of the server', () => {
  // Each letter takes 6 characters when encoded, so the query exceeds 3,000.
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
  ] as const)('that gets a %i fails a download as %s', async (longQuery, kind) => {
    const harness = await start({ seed, switches: { longQuery } })
    const [asset] = await harness.listAssets(projectContext, [crowdedSegment])
    expect(await outcomeOf(harness.client.download({ asset: required(asset) }))).toBe(kind)
  })

  it.each(switchPositions.longQuery)(
    'is tried for a DELETE, whose refusal (%i) concerns only that file and proves that it is still there',
    async (longQuery) => {
      const long = Array.from({ length: 4 }, (_, n) => ({
        segmentId: crowdedSegment,
        name: `${'é'.repeat(500)}${String(n)}.png`,
        bytes: 'x',
      }))
      const short = { segmentId: crowdedSegment, name: 'short.png', bytes: 'x' }
      const harness = await start({
        seed: { ...seed, assets: [...long, short] },
        switches: { longQuery },
      })
      const assets = await harness.listAssets(projectContext, [crowdedSegment])
      const plan = await harness.planDeletion(assets)
      expect(new Set(plan.files.map(({ planned }) => planned.state))).toEqual(new Set(['will-be-deleted']))
      const run = await harness.runDeletion(plan)
      // More failures in a row than stop a run.
      expect(run.stop).toBeNull()
      const outcomes = run.files.map(({ outcome }) => describeOutcome(outcome)).sort()
      expect(outcomes).toEqual([
        'deleted-and-verified',
        ...Array<string>(4).fill('not-deleted: name-too-long'),
      ])
      expect(harness.server.store.all()).toHaveLength(4)
    },
  )

  it('is not refused by a server that accepts it', async () => {
    const fullWidth = { segmentId: crowdedSegment, name: `${'ａ'.repeat(205)}.png`, bytes: 'x' }
    const harness = await start({ seed: { ...seed, assets: [fullWidth] } })
    const assets = await harness.listAssets(projectContext, [crowdedSegment])
    const run = await harness.runDeletion(await harness.planDeletion(assets))
    expect(run.files.map(({ outcome }) => describeOutcome(outcome))).toEqual(['deleted-and-verified'])
    expect(harness.server.store.all()).toEqual([])
  })
})

it('lists both spellings that a case-insensitive server lists', async () => {
  const harness = await start({ switches: { nameMatching: 'case-insensitive' } })
  await harness.server.store.put({ segmentId: secondSegment, name: 'A.TXT', bytes: 'AA' })
  const listed = await harness.listAssets(projectContext, [secondSegment])
  expect(listed).toHaveLength(2)
  expect(new Set(listed.map(fileKey)).size).toBe(2)
})

describe.each(switchPositions.anyRight)('a key whose right to read is %s', (anyRight) => {
  it('gets the complete list or a forbidden failure', async () => {
    const harness = await start({ switches: { anyRight } })
    const outcome = await outcomeOf(harness.listAssets(projectContext, [crowdedSegment, secondSegment]))
    expect(outcome).toBe(anyRight === 'granted' ? 'done' : 'forbidden')
  })
})
