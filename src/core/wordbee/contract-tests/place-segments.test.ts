import { describe, expect, it } from 'vitest'
import type { SeedSpec, Switches } from '../../../demo-server'
import type { OpeningProgress } from '../../../shared/ipc/contract'
import type { SegmentedPlace } from '../../../shared/place'
import {
  contractHarnesses,
  describeFiles,
  listCalls,
  required,
  type ContractHarness,
} from '../../../testing/contract-harness'
import { switchPositions } from '../../../testing/contract-workspace'
import { openListing, createPlaces } from '../../../testing/places-harness'
import type { Places } from '../../places/places'

const start = contractHarnesses()

const searches = { method: 'POST', path: /segments\/search$/ } as const

const ofDocument = Array.from({ length: 230 }, (_, index) => 1_000_001 + index)
const ofFlex = Array.from({ length: 230 }, (_, index) => 2_000_001 + index)

/** A document that two jobs hold, a Flex document of its own, one of a Codyt job, and a document of nobody. */
const seed: SeedSpec = {
  projects: [{ id: 77, reference: 'Say "hi" {x}', locales: ['de', 'en'] }],
  documents: [
    { did: 7, pid: 77, name: 'ui\\menu.docx' },
    { did: 8, pid: 77 },
    { did: 9, pid: 77, flexId: '9371', name: 'strings.json' },
    { did: 10, pid: 77, flexId: 'c2003', name: 'of a job.json' },
  ],
  jobs: [
    { id: 's773', pid: 77, documentIds: [7] },
    { id: 'c2002', pid: 77, documentIds: [7] },
    { id: 'c2003', pid: 77, documentIds: [10] },
  ],
  segments: [
    ...ofDocument.map((sid) => ({ sid, did: 7, texts: { de: `Satz ${String(sid)}` } })),
    { sid: 1_500_000, did: 8 },
    ...ofFlex.map((sid) => ({ sid, did: 9, texts: { de: `Satz ${String(sid)}` } })),
    { sid: 3_000_001, did: 10, texts: { de: 'Satz' } },
  ],
  assets: [...ofDocument, ...ofFlex]
    .filter((sid) => sid % 10 === 0)
    .map((segmentId) => ({
      ...{ segmentId, name: 'a.png', bytes: 'a', relativePath: 'public/views' },
      locale: segmentId % 20 === 0 ? null : 'de',
    })),
}

interface Kind {
  readonly place: SegmentedPlace
  readonly ids: readonly number[]
  /** Something beside the search tells how many segments there are. */
  readonly isTold: boolean
}

const job = { kind: 'job', jobName: 'j', projectName: null, sourceLanguage: 'de' } as const
const inProject = { projectId: 77, projectName: 'p' } as const
const flexDocument = { kind: 'flex', documentName: 'f', projectName: null, sourceLanguage: 'de' } as const
const told = { documentId: 9, projectId: 77, documentSegments: 230 } as const
const untold = { documentId: null, projectId: null, documentSegments: null } as const

const kinds: Readonly<Record<string, Kind>> = {
  'a document': {
    place: { kind: 'document', ...inProject, documentId: 7, documentName: 'd', documentSegments: 230 },
    ...{ ids: ofDocument, isTold: true },
  },
  'a document without a number of its own': {
    place: { kind: 'document', ...inProject, documentId: 7, documentName: 'd', documentSegments: null },
    ...{ ids: ofDocument, isTold: false },
  },
  'a Standard job': { place: { ...job, scope: 'jbs773' }, ids: ofDocument, isTold: false },
  'a Codyt job': { place: { ...job, scope: 'jbc2002' }, ids: ofDocument, isTold: false },
  'a Flex document': { place: { ...flexDocument, flexId: '9371', ...told }, ids: ofFlex, isTold: true },
  'a Flex document by its id alone': {
    place: { ...flexDocument, flexId: '9371', ...untold },
    ...{ ids: ofFlex, isTold: false },
  },
}

async function listed(bench: ContractHarness, place: SegmentedPlace) {
  const result = await createPlaces(bench).listSegments('1', place)
  if (!result.ok) throw new Error(result.failure.kind)
  return result.value
}

const pagings = switchPositions.searchPageSize.flatMap((searchPageSize) =>
  switchPositions.searchPaging.flatMap((searchPaging) =>
    switchPositions.searchTotal.map((searchTotal) => ({ searchPageSize, searchPaging, searchTotal })),
  ),
)

describe.each(Object.entries(kinds))('the segments of %s', (_name, { place, ids, isTold }) => {
  it.each(pagings)('are all there where the search pages, and called so: %o', async (switches) => {
    for (const segmentSearch of ['pages', 'all-rows'] as const) {
      const bench = await start({ seed, switches: { ...switches, segmentSearch } })
      const list = await listed(bench, place)
      expect(list.segments.map(({ id }) => id)).toEqual(ids)
      expect(list).toMatchObject({ segmentsExpected: null, mayHaveMore: false })
      expect(bench.server.calls.count(listCalls)).toBe(0)
      expect(bench.server.calls.count(searches)).toBeLessThanOrEqual(Math.ceil(230 / 20) + 3)
    }
  })

  it.each(pagings)('are called a part, or perhaps one, where one page is all: %o', async (switches) => {
    const bench = await start({ seed, switches: { ...switches, segmentSearch: 'first-page-only' } })
    const isAll = switches.searchPageSize >= 230
    const isKnown = isTold || switches.searchTotal !== 'absent'
    const extent = {
      segmentsExpected: isAll || !isKnown ? null : 230,
      mayHaveMore: !isKnown,
    }
    const list = await listed(bench, place)
    expect(list.segments.map(({ id }) => id)).toEqual(ids.slice(0, switches.searchPageSize))
    expect(list).toMatchObject(extent)
    const listing = await openListing(bench, place)
    expect(listing).toMatchObject({ ...extent, segments: list.segments })
    expect(describeFiles(listing.assets)).toEqual(
      describeFiles(bench.storedFiles(list.segments.map(({ id }) => id))),
    )
    expect(bench.server.calls.count(searches)).toBeLessThanOrEqual(2 * 3)
  })

  it.each(switchPositions.segmentTexts)(
    'have their text where the server gives it: %s',
    async (segmentTexts) => {
      const bench = await start({ seed, switches: { segmentTexts } })
      const [first] = (await listed(bench, place)).segments
      const text = segmentTexts === 'absent' ? null : `Satz ${String(ids[0])}`
      expect(first).toEqual({ id: ids[0], number: '1', text })
    },
  )

  it.each([
    ...switchPositions.tokenErrorStatus.map((tokenErrorStatus): Partial<Switches> => ({ tokenErrorStatus })),
    ...switchPositions.neutralLocale.map((neutralLocale): Partial<Switches> => ({ neutralLocale })),
    ...switchPositions.classicSeparator.map((classicSeparator): Partial<Switches> => ({ classicSeparator })),
    ...switchPositions.unknownSegmentInList.map((unknownSegmentInList): Partial<Switches> => ({
      unknownSegmentInList,
    })),
    ...switchPositions.documentsList.map((documentsList): Partial<Switches> => ({ documentsList })),
    ...switchPositions.longQuery.map((longQuery): Partial<Switches> => ({ longQuery })),
    ...switchPositions.tokenResponse.map((tokenResponse): Partial<Switches> => ({ tokenResponse })),
  ])('and its files are listed with %o', async (switches) => {
    const bench = await start({ seed, switches: { ...switches, segmentSearch: 'pages' } })
    // The session ends on the way.
    bench.server.faults.add({
      match: { ...searches, nth: 2 },
      fault: { kind: 'token-dies', status: switches.tokenErrorStatus ?? 400 },
    })
    const listing = await openListing(bench, place)
    expect(describeFiles(listing.assets)).toEqual(describeFiles(bench.storedFiles(ids)))
  })

  it.each(['400', '403'] as const)('are not told without any right (%s)', async (anyRight) => {
    const bench = await start({ seed, switches: { anyRight } })
    expect(await createPlaces(bench).listSegments('1', place)).toMatchObject({
      ok: false,
      failure: { kind: 'forbidden' },
    })
  })

  it('are told as far as they came before a page of a proxy', async () => {
    const bench = await start({ seed, switches: { segmentSearch: 'pages', searchTotal: 'absent' } })
    bench.server.faults.add({ match: { ...searches, nth: 2 }, fault: { kind: 'html', status: 200 } })
    const list = await listed(bench, place)
    expect(list.segments).toHaveLength(100)
    expect(list).toMatchObject(
      isTold ? { segmentsExpected: 230, mayHaveMore: false } : { segmentsExpected: null, mayHaveMore: true },
    )
  })
})

describe('a Flex document of a Codyt job', () => {
  const place: SegmentedPlace = {
    ...{ ...flexDocument, flexId: 'c2003' },
    ...{ documentId: 10, projectId: 77, documentSegments: null },
  }
  const scopes = (bench: ContractHarness) =>
    bench.server.calls.filter(searches).map(({ body }) => (body as { scope?: unknown } | undefined)?.scope)

  it.each([400, 403])('is searched by its job where the project is refused with %i', async (status) => {
    const bench = await start({ seed })
    const body = '{"error":{"title":"No right."},"reason":"No right."}'
    bench.server.faults.add({
      match: { ...searches, nth: 1 },
      fault: { kind: 'status', status, body },
    })
    const listing = await openListing(bench, place)
    expect(listing.segments.map(({ id }) => id)).toEqual([3_000_001])
    expect(scopes(bench).at(-1)).toEqual({ type: 'Job', jobid: 2003, jobcdyt: true })
    expect(bench.server.calls.count(searches)).toBe(2)
  })

  it('is searched by its job where its project is not known', async () => {
    const bench = await start({ seed })
    const unknown = { kind: 'status', status: 200, body: '{"id":null,"pid":null}' } as const
    bench.server.faults.add({ match: { path: /documents\/c2003\/short$/ }, fault: unknown })
    const listing = await openListing(bench, { ...place, documentId: null, projectId: null })
    expect(listing.segments.map(({ id }) => id)).toEqual([3_000_001])
    expect(scopes(bench)).toEqual([{ type: 'Job', jobid: 2003, jobcdyt: true }])
  })

  it('fails with the words for it where no job is there to go by', async () => {
    const bench = await start({ seed })
    bench.server.faults.add({ match: searches, fault: { kind: 'status', status: 403, body: '{}' } })
    const other = required(kinds['a Flex document']).place
    expect(await createPlaces(bench).openPlace('1', other)).toMatchObject({
      ok: false,
      failure: { kind: 'forbidden' },
    })
    expect(bench.server.calls.count(searches)).toBe(1)
  })
})

describe('the documents of a project', () => {
  /** A server that gives 20 documents at once, whatever it is asked for. */
  function listInTwenties(bench: ContractHarness, documents: number): void {
    for (let nth = 1; nth <= documents / 20; nth += 1) {
      const items = Array.from({ length: 20 }, (_, at) => ({ did: nth * 20 + at, name: 'd' }))
      bench.server.faults.add({
        match: { path: /documents\/list$/, nth },
        fault: { kind: 'status', status: 200, body: JSON.stringify({ items, total: documents }) },
      })
    }
  }

  it('are read to the end where few come at once, and that is told', async () => {
    const bench = await start({ seed })
    listInTwenties(bench, 600)
    const news: OpeningProgress[] = []
    const places = createPlaces(bench, [], (each) => news.push(each))
    expect(await places.listDocuments('1', 77)).toMatchObject({
      ok: true,
      value: { received: 600, total: 600, mayHaveMore: false },
    })
    expect(news.find(({ cost }) => cost !== null)).toMatchObject({ needsApproval: false, cost: { calls: 29 } })
  })

  it('are asked about where they cost much, and No ends it', async () => {
    const bench = await start({ seed })
    listInTwenties(bench, 2_600)
    const places: Places = createPlaces(bench, [], ({ needsApproval: asks }) => {
      if (asks) places.cancelOpening('1')
    })
    expect(await places.listDocuments('1', 77)).toMatchObject({ ok: false, failure: { kind: 'stopped' } })
    expect(bench.server.calls.count({ path: /documents\/list$/ })).toBe(1)
    const place = { kind: 'project', ...inProject } as const
    bench.server.faults.clear()
    listInTwenties(bench, 2_600)
    expect(await places.openPlace('1', place)).toMatchObject({ ok: false, failure: { kind: 'stopped' } })
    expect(bench.server.calls.count(searches)).toBe(0)
  })
})

describe('a window that is out of order', () => {
  it('cannot have many searches made at once, nor two under one name', async () => {
    const bench = await start({ seed })
    const release = bench.server.faults.hold(searches)
    const places = createPlaces(bench)
    const { place } = required(kinds['a Standard job'])
    const names = [...Array.from({ length: 25 }, (_, index) => String(index)), '0']
    const work = names.map((name) => places.listSegments(name, place))
    const refused = await Promise.all(work.slice(20))
    expect(refused.map((each) => (each.ok ? 'done' : each.failure.kind))).toEqual(
      refused.map(() => 'request-invalid'),
    )
    release()
    expect((await Promise.all(work.slice(0, 20))).every(({ ok }) => ok)).toBe(true)
  })
})
