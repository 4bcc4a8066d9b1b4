import { describe, expect, it } from 'vitest'
import type { SeedSpec } from '../../demo-server'
import { contractBenches, endOf, facts, listings, placeOf, present } from '../../testing/contract-bench'
import {
  contexts,
  crowded,
  flex,
  flexCrowded,
  positions,
  project,
  second,
} from '../../testing/contract-workspace'

const start = contractBenches()

describe.each(Object.entries(contexts))('listing by %s', (_name, { context, segments }) => {
  it.each(positions.neutralLocale)('equals the store, neutral files told by %s', async (neutralLocale) => {
    const bench = await start({ switches: { neutralLocale } })
    const listed = await bench.list(context, segments)
    expect(facts(listed)).toEqual(facts(bench.stored(segments)))
    expect(listed.map(({ locale }) => locale)).not.toContain('')
  })

  it.each(positions.classicSeparator)(
    'keeps folders as listed, by %s in classic answers',
    async (separator) => {
      const bench = await start({ switches: { classicSeparator: separator } })
      const listed = await bench.list(context, segments)
      const shown = context.family === 'flex' ? '\\' : separator
      expect(listed.map(({ relativePath }) => relativePath)).toContain(`ui${shown}icons`)
      expect(facts(listed)).toEqual(facts(bench.stored(segments)))
    },
  )

  it.each(positions.downloadUrl)('makes no use of a %s downloadUrl', async (downloadUrl) => {
    const bench = await start({ switches: { downloadUrl } })
    const [asset] = await bench.list(context, segments)
    expect(asset).toBeDefined()
    expect(Object.keys(asset ?? {})).not.toContain('downloadUrl')
  })

  it('shows each segment by its own call as the call for many shows it', async () => {
    const bench = await start()
    const alone = await Promise.all(segments.map((id) => bench.client.listSegment(context, id)))
    expect(facts(alone.flat())).toEqual(facts(await bench.list(context, segments)))
  })
})

describe('a segment that the server does not know', () => {
  const unknown = 999

  it('adds nothing where the server answers with an empty array', async () => {
    const bench = await start({ switches: { unknownSegmentInList: 'empty' } })
    const listing = await bench.client.listSegments(project, [crowded, unknown, second])
    expect(listing.rejected).toEqual([])
    expect(facts(listing.assets)).toEqual(facts(bench.stored([crowded, second])))
  })

  it('is told by its id and the words of the server where that refuses; the others are listed', async () => {
    const bench = await start({ switches: { unknownSegmentInList: '400' } })
    const listing = await bench.client.listSegments(project, [crowded, unknown, second, flexCrowded, 998])
    expect(listing.rejected).toEqual(
      expect.arrayContaining([
        { segmentId: unknown, detail: 'Segment 999 does not exist.' },
        { segmentId: 998, detail: 'Segment 998 does not exist.' },
      ]),
    )
    expect(listing.rejected).toHaveLength(2)
    expect(facts(listing.assets)).toEqual(facts(bench.stored([crowded, second, flexCrowded])))
  })

  it('is told so where it is a segment of another place', async () => {
    const bench = await start({ switches: { unknownSegmentInList: '400' } })
    const { rejected, assets } = await bench.client.listSegments(flex, [flexCrowded, crowded])
    expect(rejected.map(({ segmentId }) => segmentId)).toEqual([crowded])
    expect(facts(assets)).toEqual(facts(bench.stored([flexCrowded])))
  })

  it('fails the listing where there is no other', async () => {
    const bench = await start({ switches: { unknownSegmentInList: '400' } })
    expect(await endOf(bench.list(project, [unknown]))).toBe('server-refused')
    expect(await endOf(bench.list(project, [unknown, 998]))).toBe('server-refused')
  })
})

describe('an installation without the asset API', () => {
  it.each(Object.values(contexts))('is told as such ($context.family)', async ({ context, segments }) => {
    const bench = await start({ switches: { assetApi: 'absent' } })
    expect(await endOf(bench.list(context, segments))).toBe('no-asset-api')
    expect(bench.server.calls.count(listings)).toBeLessThan(5)
  })

  it('is told as such by the call for one segment too, and by a download', async () => {
    const bench = await start()
    const [asset] = await bench.list(project, [crowded])
    bench.server.switches.assetApi = 'absent'
    expect(await endOf(bench.client.listSegment(project, crowded))).toBe('answer-unexpected')
    expect(await endOf(bench.client.download({ asset: present(asset) }))).toBe('answer-unexpected')
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
    expect(facts(await bench.list(project, ids))).toEqual(facts(bench.server.store.all()))
    expect(bench.server.calls.count(listings)).toBeLessThanOrEqual(8)
    for (const { rawQuery } of bench.server.calls.filter(listings))
      expect(rawQuery.length).toBeLessThanOrEqual(2_048)
  })

  it.each([404, 414])('are listed whole where queries over 500 characters get %i', async (status) => {
    const bench = await start({ seed })
    const match = { method: 'GET', path: /\/list\?.{501}/ }
    bench.server.faults.add({ match, fault: { kind: 'html', status } })
    expect(facts(await bench.list(project, ids))).toEqual(facts(bench.server.store.all()))
    expect(bench.server.calls.count(listings)).toBeLessThan(40)
  })

  it('are listed whole where an answer is too large to be read: fewer are asked for', async () => {
    const bench = await start({ seed })
    const match = { method: 'GET', path: /\/list\?.{1500}/, times: 1 }
    bench.server.faults.add({ match, fault: { kind: 'gzip-bomb', unpackedBytes: 80 * 1024 * 1024 } })
    expect(facts(await bench.list(project, ids))).toEqual(facts(bench.server.store.all()))
  })
})

describe('a query over the limit of the server', () => {
  // 6 characters a letter on the wire: 3,000 and more.
  const name = `${'é'.repeat(500)}.png`
  const seed: SeedSpec = {
    projects: [{ id: 7214 }],
    documents: [{ did: 1, pid: 7214 }],
    segments: [{ sid: crowded, did: 1 }],
    assets: [{ segmentId: crowded, name, bytes: 'x' }],
  }

  it.each([
    [404, 'answer-unexpected'],
    [414, 'query-too-long'],
  ] as const)('that answers %i is told for a download as %s', async (longQuery, kind) => {
    const bench = await start({ seed, switches: { longQuery } })
    const [asset] = await bench.list(project, [crowded])
    expect(await endOf(bench.client.download({ asset: present(asset) }))).toBe(kind)
  })

  it.each(positions.longQuery)('is never sent for a DELETE (%i)', async (longQuery) => {
    const bench = await start({ seed, switches: { longQuery } })
    const [asset] = await bench.list(project, [crowded])
    const question = await bench.plan([present(asset)])
    expect(question.files.map(({ planned }) => planned)).toEqual([
      { state: 'excluded', reason: 'name-too-long' },
    ])
    const job = await bench.run(question)
    expect(job.files[0]?.outcome).toMatchObject({ state: 'not-deleted', reason: 'name-too-long' })
    expect(bench.deletes()).toEqual([])
  })
})

it('shows two spellings that the server folds into one file as what the server lists', async () => {
  const bench = await start({ switches: { nameMatching: 'case-insensitive' } })
  await bench.server.store.put({ segmentId: second, name: 'A.TXT', bytes: 'AA' })
  const listed = await bench.list(project, [second])
  expect(listed).toHaveLength(2)
  expect(new Set(listed.map(placeOf)).size).toBe(2)
})

describe.each(positions.anyRight)('a key whose right to look is %s', (anyRight) => {
  it('gets the whole list, or is told that it is forbidden', async () => {
    const bench = await start({ switches: { anyRight } })
    const end = await endOf(bench.list(project, [crowded, second]))
    expect(end).toBe(anyRight === 'granted' ? 'done' : 'forbidden')
  })
})
