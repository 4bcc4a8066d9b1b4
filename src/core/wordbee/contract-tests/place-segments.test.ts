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

const documentSegmentIds = Array.from({ length: 230 }, (_, index) => 1_000_001 + index)
const flexSegmentIds = Array.from({ length: 230 }, (_, index) => 2_000_001 + index)

/** A document that two jobs contain, a Flex document, one of a Codyt job, and a document in no job. */
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
    ...documentSegmentIds.map((sid) => ({ sid, did: 7, texts: { de: `Satz ${String(sid)}` } })),
    { sid: 1_500_000, did: 8 },
    ...flexSegmentIds.map((sid) => ({ sid, did: 9, texts: { de: `Satz ${String(sid)}` } })),
    { sid: 3_000_001, did: 10, texts: { de: 'Satz' } },
  ],
  assets: [...documentSegmentIds, ...flexSegmentIds]
    .filter((sid) => sid % 10 === 0)
    .map((segmentId) => ({
      segmentId,
      name: 'a.png',
      bytes: 'a',
      relativePath: 'public/views',
      locale: segmentId % 20 === 0 ? null : 'de',
    })),
}

interface PlaceSample {
  readonly place: SegmentedPlace
  readonly ids: readonly number[]
  /** Whether the number of segments is known before the search. */
  readonly isCountKnown: boolean
}

const job = { kind: 'job', jobName: 'j', projectName: null, sourceLanguage: 'de' } as const
const inProject = { projectId: 77, projectName: 'p' } as const
const flexDocument = { kind: 'flex', documentName: 'f', projectName: null, sourceLanguage: 'de' } as const
const knownCount = { documentId: 9, projectId: 77, documentSegments: 230 } as const
const unknownCount = { documentId: null, projectId: null, documentSegments: null } as const

const samples: Readonly<Record<string, PlaceSample>> = {
  'a document': {
    place: { kind: 'document', ...inProject, documentId: 7, documentName: 'd', documentSegments: 230 },
    ids: documentSegmentIds,
    isCountKnown: true,
  },
  'a document without a segment count': {
    place: { kind: 'document', ...inProject, documentId: 7, documentName: 'd', documentSegments: null },
    ids: documentSegmentIds,
    isCountKnown: false,
  },
  'a Standard job': { place: { ...job, scope: 'jbs773' }, ids: documentSegmentIds, isCountKnown: false },
  'a Codyt job': { place: { ...job, scope: 'jbc2002' }, ids: documentSegmentIds, isCountKnown: false },
  'a Flex document': {
    place: { ...flexDocument, flexId: '9371', ...knownCount },
    ids: flexSegmentIds,
    isCountKnown: true,
  },
  'a Flex document by its id alone': {
    place: { ...flexDocument, flexId: '9371', ...unknownCount },
    ids: flexSegmentIds,
    isCountKnown: false,
  },
}

async function listSegments(harness: ContractHarness, place: SegmentedPlace) {
  const result = await createPlaces(harness).listSegments('1', place)
  if (!result.ok) throw new Error(result.failure.kind)
  return result.value
}

const pagings = switchPositions.searchPageSize.flatMap((searchPageSize) =>
  switchPositions.searchPaging.flatMap((searchPaging) =>
    switchPositions.searchTotal.map((searchTotal) => ({ searchPageSize, searchPaging, searchTotal })),
  ),
)

describe.each(Object.entries(samples))('the segments of %s', (_name, { place, ids, isCountKnown }) => {
  it.each(pagings)('are complete if the search has pages, and reported as such: %o', async (switches) => {
    for (const segmentSearch of ['pages', 'all-rows'] as const) {
      const harness = await start({ seed, switches: { ...switches, segmentSearch } })
      const list = await listSegments(harness, place)
      expect(list.segments.map(({ id }) => id)).toEqual(ids)
      expect(list).toMatchObject({ segmentsExpected: null, mayHaveMore: false })
      expect(harness.server.calls.count(listCalls)).toBe(0)
      expect(harness.server.calls.count(searches)).toBeLessThanOrEqual(Math.ceil(230 / 20) + 3)
    }
  })

  it.each(pagings)('are reported as incomplete if only one page is returned: %o', async (switches) => {
    const harness = await start({ seed, switches: { ...switches, segmentSearch: 'first-page-only' } })
    const isComplete = switches.searchPageSize >= 230
    const isKnown = isCountKnown || switches.searchTotal !== 'absent'
    const extent = {
      segmentsExpected: isComplete || !isKnown ? null : 230,
      mayHaveMore: !isKnown,
    }
    const list = await listSegments(harness, place)
    expect(list.segments.map(({ id }) => id)).toEqual(ids.slice(0, switches.searchPageSize))
    expect(list).toMatchObject(extent)
    const listing = await openListing(harness, place)
    expect(listing).toMatchObject({ ...extent, segments: list.segments })
    expect(describeFiles(listing.assets)).toEqual(
      describeFiles(harness.storedFiles(list.segments.map(({ id }) => id))),
    )
    expect(harness.server.calls.count(searches)).toBeLessThanOrEqual(2 * 3)
  })

  it.each(switchPositions.segmentTexts)(
    'have their text if the server returns it: %s',
    async (segmentTexts) => {
      const harness = await start({ seed, switches: { segmentTexts } })
      const [first] = (await listSegments(harness, place)).segments
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
  ])('and their files are listed with %o', async (switches) => {
    const harness = await start({ seed, switches: { ...switches, segmentSearch: 'pages' } })
    // The session expires during the search.
    harness.server.faults.add({
      match: { ...searches, nth: 2 },
      fault: { kind: 'token-dies', status: switches.tokenErrorStatus ?? 400 },
    })
    const listing = await openListing(harness, place)
    expect(describeFiles(listing.assets)).toEqual(describeFiles(harness.storedFiles(ids)))
  })

  it.each(['400', '403'] as const)('are forbidden without the right to read (%s)', async (anyRight) => {
    const harness = await start({ seed, switches: { anyRight } })
    expect(await createPlaces(harness).listSegments('1', place)).toMatchObject({
      ok: false,
      failure: { kind: 'forbidden' },
    })
  })

  it('are returned up to the point where a proxy responds with a page', async () => {
    const harness = await start({ seed, switches: { segmentSearch: 'pages', searchTotal: 'absent' } })
    harness.server.faults.add({ match: { ...searches, nth: 2 }, fault: { kind: 'html', status: 200 } })
    const list = await listSegments(harness, place)
    expect(list.segments).toHaveLength(100)
    expect(list).toMatchObject(
      isCountKnown
        ? { segmentsExpected: 230, mayHaveMore: false }
        : { segmentsExpected: null, mayHaveMore: true },
    )
  })
})

describe('a Flex document of a Codyt job', () => {
  const place: SegmentedPlace = {
    ...flexDocument,
    flexId: 'c2003',
    documentId: 10,
    projectId: 77,
    documentSegments: null,
  }
  const scopes = (harness: ContractHarness) =>
    harness.server.calls.filter(searches).map(({ body }) => (body as { scope?: unknown } | undefined)?.scope)

  it.each([400, 403])('is searched by its job if the project is refused with %i', async (status) => {
    const harness = await start({ seed })
    const body = '{"error":{"title":"No right."},"reason":"No right."}'
    harness.server.faults.add({
      match: { ...searches, nth: 1 },
      fault: { kind: 'status', status, body },
    })
    const listing = await openListing(harness, place)
    expect(listing.segments.map(({ id }) => id)).toEqual([3_000_001])
    expect(scopes(harness).at(-1)).toEqual({ type: 'Job', jobid: 2003, jobcdyt: true })
    expect(harness.server.calls.count(searches)).toBe(2)
  })

  it('is searched by its job if its project is unknown', async () => {
    const harness = await start({ seed })
    const unknown = { kind: 'status', status: 200, body: '{"id":null,"pid":null}' } as const
    harness.server.faults.add({ match: { path: /documents\/c2003\/short$/ }, fault: unknown })
    const listing = await openListing(harness, { ...place, documentId: null, projectId: null })
    expect(listing.segments.map(({ id }) => id)).toEqual([3_000_001])
    expect(scopes(harness)).toEqual([{ type: 'Job', jobid: 2003, jobcdyt: true }])
  })

  it('fails as forbidden if it has no job to search by', async () => {
    const harness = await start({ seed })
    harness.server.faults.add({ match: searches, fault: { kind: 'status', status: 403, body: '{}' } })
    const otherPlace = required(samples['a Flex document']).place
    expect(await createPlaces(harness).openPlace('1', otherPlace)).toMatchObject({
      ok: false,
      failure: { kind: 'forbidden' },
    })
    expect(harness.server.calls.count(searches)).toBe(1)
  })
})

describe('the documents of a project', () => {
  /** Makes the server return 20 documents per page, whatever is requested. */
  function listInTwenties(harness: ContractHarness, documents: number): void {
    for (let nth = 1; nth <= documents / 20; nth += 1) {
      const items = Array.from({ length: 20 }, (_, index) => ({ did: nth * 20 + index, name: 'd' }))
      harness.server.faults.add({
        match: { path: /documents\/list$/, nth },
        fault: { kind: 'status', status: 200, body: JSON.stringify({ items, total: documents }) },
      })
    }
  }

  it('are read to the end if pages are small, and their cost is reported', async () => {
    const harness = await start({ seed })
    listInTwenties(harness, 600)
    const progress: OpeningProgress[] = []
    const places = createPlaces(harness, [], (event) => progress.push(event))
    expect(await places.listDocuments('1', 77)).toMatchObject({
      ok: true,
      value: { received: 600, total: 600, mayHaveMore: false },
    })
    expect(progress.find(({ cost }) => cost !== null)).toMatchObject({
      needsApproval: false,
      cost: { calls: 29 },
    })
  })

  it('need approval if they cost many calls, and end when it is refused', async () => {
    const harness = await start({ seed })
    listInTwenties(harness, 2_600)
    const places: Places = createPlaces(harness, [], ({ needsApproval }) => {
      if (needsApproval) places.cancelOpening('1')
    })
    expect(await places.listDocuments('1', 77)).toMatchObject({ ok: false, failure: { kind: 'stopped' } })
    expect(harness.server.calls.count({ path: /documents\/list$/ })).toBe(1)
    const place = { kind: 'project', ...inProject } as const
    harness.server.faults.clear()
    listInTwenties(harness, 2_600)
    expect(await places.openPlace('1', place)).toMatchObject({ ok: false, failure: { kind: 'stopped' } })
    expect(harness.server.calls.count(searches)).toBe(0)
  })
})

describe('a misbehaving window', () => {
  it('cannot start too many searches in parallel, nor two with one id', async () => {
    const harness = await start({ seed })
    const release = harness.server.faults.hold(searches)
    const places = createPlaces(harness)
    const { place } = required(samples['a Standard job'])
    const requestIds = [...Array.from({ length: 25 }, (_, index) => String(index)), '0']
    const work = requestIds.map((requestId) => places.listSegments(requestId, place))
    const refused = await Promise.all(work.slice(20))
    expect(refused.map((result) => (result.ok ? 'done' : result.failure.kind))).toEqual(
      refused.map(() => 'request-invalid'),
    )
    release()
    expect((await Promise.all(work.slice(0, 20))).every(({ ok }) => ok)).toBe(true)
  })
})
