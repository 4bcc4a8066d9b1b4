import { describe, expect, it } from 'vitest'
import type { SeedSpec, Switches } from '../../../demo-server'
import type { ListingPart, OpeningProgress } from '../../../shared/ipc/contract'
import type { Listing, PlaceRequest } from '../../../shared/place'
import {
  contractHarnesses,
  describeFiles,
  listCalls,
  required,
  type ContractHarness,
} from '../../../testing/contract-harness'
import {
  contextsOfOneFile,
  crowdedSegment,
  emptySegment,
  fourthSegment,
  switchPositions,
  secondSegment,
} from '../../../testing/contract-workspace'
import { openListing, createPlaces } from '../../../testing/places-harness'
import type { Places } from '../../places/places'
import { contextKey } from '../../assets/asset-key'

const start = contractHarnesses()

const searches = { method: 'POST', path: /segments\/search$/ } as const
const sids = Array.from({ length: 600 }, (_, index) => 1_000_001 + index)

/** One document of 600 segments among 450 documents; every tenth segment has a file. */
const large: SeedSpec = {
  projects: Array.from({ length: 130 }, (_, index) => ({
    id: index + 1,
    reference: index === 76 ? 'Say "hi" {x} \\ %' : `Project ${String(index + 1)}`,
    locales: ['de', 'en'],
  })),
  documents: Array.from({ length: 450 }, (_, index) => ({ did: index + 1, pid: 77 })),
  segments: [
    ...sids.map((sid) => ({ sid, did: 7, texts: { de: `Satz ${String(sid)}`, en: 'Sentence' } })),
    { sid: 2_000_000, did: 8 },
  ],
  assets: [
    ...sids.filter((sid) => sid % 10 === 0).map((segmentId) => ({ segmentId, name: 'a.png', bytes: 'a' })),
    { segmentId: 2_000_000, name: 'not of this document.png', bytes: 'b' },
  ],
}

const document = (documentSegments: number | null): PlaceRequest => ({
  kind: 'document',
  projectId: 77,
  projectName: 'p',
  documentId: 7,
  documentName: 'd',
  documentSegments,
})

async function openDocument(harness: ContractHarness, segments: number | null = 600): Promise<Listing> {
  return openListing(harness, document(segments))
}

const flexSegments = required(contextsOfOneFile['a Flex document of a job']).segments

function flexPlace(documentId: number | null, projectId: number | null): PlaceRequest {
  const names = { documentName: 'strings.json', projectName: null, sourceLanguage: 'en' }
  return { kind: 'flex', flexId: 'c7787', documentId, projectId, documentSegments: null, ...names }
}

describe('projects', () => {
  it('are listed in pages, newest first, with their total', async () => {
    const harness = await start({ seed: large })
    const pages = []
    for (const skip of [0, 50, 100]) pages.push(await harness.client.listProjects({ search: '', skip }))
    expect(pages.map(({ total }) => total)).toEqual([130, 130, 130])
    const ids = pages.flatMap(({ rows }) => rows.map(({ id }) => id))
    expect(ids).toEqual(Array.from({ length: 130 }, (_, index) => 130 - index))
  })

  it.each(['"', '"hi"', '{x}', '\\', '%', 'Say "hi" {x} \\ %'])(
    'are found by %j, which is quoted',
    async (search) => {
      const harness = await start({ seed: large })
      const { rows } = await harness.client.listProjects({ search, skip: 0 })
      expect(rows.map(({ id }) => id)).toEqual([77])
    },
  )

  it('have a source language', async () => {
    const harness = await start({ seed: large })
    expect(await harness.client.readSourceLanguage(77)).toBe('de')
  })
})

describe.each(switchPositions.documentsList)('a documents list with %s', (documentsList) => {
  it('is read to the end, with each document once and its segment count', async () => {
    const harness = await start({ seed: large, switches: { documentsList } })
    const { rows, total } = await harness.client.listDocuments(77)
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 450 }, (_, index) => index + 1))
    expect(rows[6]?.segments).toBe(600)
    expect(total).toBe(documentsList === 'hasmore' ? null : 450)
  })
})

describe('a segment search', () => {
  const paged = switchPositions.searchPageSize.flatMap((searchPageSize) =>
    switchPositions.searchPaging.flatMap((searchPaging) =>
      switchPositions.searchTotal.map((searchTotal): Partial<Switches> => ({
        searchPageSize,
        searchPaging,
        searchTotal,
      })),
    ),
  )

  it.each(paged)('by pages finds the whole document: %o', async (switches) => {
    const harness = await start({ seed: large, switches: { ...switches, segmentSearch: 'pages' } })
    for (const documentSegments of [600, null]) {
      const listing = await openDocument(harness, documentSegments)
      expect(listing.segments.map(({ id }) => id)).toEqual(sids)
      expect(listing.segmentsExpected).toBeNull()
    }
  })

  it.each(paged)('that returns only its first page reports the expected number: %o', async (switches) => {
    const harness = await start({ seed: large, switches: { ...switches, segmentSearch: 'first-page-only' } })
    const listing = await openDocument(harness)
    expect(listing.segments).toHaveLength(switches.searchPageSize ?? 0)
    expect(listing.segmentsExpected).toBe(600)
    expect(describeFiles(listing.assets)).toEqual(
      describeFiles(harness.storedFiles(listing.segments.map(({ id }) => id))),
    )
    expect(harness.server.calls.count(searches)).toBeLessThanOrEqual(4)
  })

  it.each(switchPositions.searchTotal)(
    'that returns all rows at once is complete (total %s)',
    async (searchTotal) => {
      const harness = await start({ seed: large, switches: { searchTotal } })
      const listing = await openDocument(harness)
      expect(listing.segments.map(({ id }) => id)).toEqual(sids)
      expect(describeFiles(listing.assets)).toEqual(describeFiles(harness.storedFiles(sids)))
    },
  )

  it.each(switchPositions.segmentTexts)('finds the source text in the shape %s', async (segmentTexts) => {
    const harness = await start({ seed: large, switches: { segmentTexts } })
    const [first] = (await openDocument(harness)).segments
    const text = segmentTexts === 'absent' ? null : 'Satz 1000001'
    expect(first).toEqual({ id: 1_000_001, number: '1', text })
  })

  it('works if the source language cannot be read', async () => {
    const harness = await start({ seed: large })
    harness.server.faults.add({ match: { path: /locales/ }, fault: { kind: 'html', status: 404 } })
    expect((await openDocument(harness)).segments[0]?.text).toBe('Sentence')
  })

  it.each(switchPositions.anyRight)('without the right to read is forbidden (%s)', async (anyRight) => {
    const harness = await start({ seed: large, switches: { anyRight } })
    const opened = await createPlaces(harness).openPlace('1', document(600))
    expect(opened.ok ? 'done' : opened.failure.kind).toBe(anyRight === 'granted' ? 'done' : 'forbidden')
  })
})

describe.each(Object.entries(contextsOfOneFile))('pasting segments of %s', (_name, { context, segments }) => {
  it('returns their files as they arrive, and the ids that the server rejects', async () => {
    const harness = await start({ switches: { unknownSegmentInList: '400' } })
    const parts: ListingPart[] = []
    const place: PlaceRequest = {
      kind: 'segments',
      scope: contextKey(context),
      segmentIds: [...segments, 999],
    }
    const opened = await createPlaces(harness, parts).openPlace('1', place)
    const { listing, reported } = required(opened.ok ? opened.value : undefined)
    expect(describeFiles(listing.assets)).toEqual(describeFiles(harness.storedFiles(segments)))
    // The window builds its list from the parts.
    expect(parts.flatMap(({ assets }) => assets)).toEqual(listing.assets)
    expect(reported).toBe(listing.assets.length)
    expect(listing.rejectedSegments.map(({ segmentId }) => segmentId)).toEqual([999])
  })
})

describe('opening a place', () => {
  it('takes at most 8 listings for 600 segments', async () => {
    const harness = await start({ seed: large })
    await openDocument(harness)
    expect(harness.server.calls.count(listCalls)).toBeLessThanOrEqual(8)
  })

  it('ends when it is cancelled while the server does not respond', async () => {
    const harness = await start()
    const places = createPlaces(harness)
    const release = harness.server.faults.hold(listCalls)
    const arrived = harness.server.faults.waitFor(listCalls)
    const opening = places.openPlace('1', {
      kind: 'segments',
      scope: 'pr7214',
      segmentIds: [crowdedSegment, secondSegment],
    })
    await arrived
    places.cancelOpening('1')
    expect(await opening).toMatchObject({ ok: false, failure: { kind: 'stopped' } })
    release()
  })

  it('fails if the project or job does not exist', async () => {
    const harness = await start()
    for (const scope of ['pr1', 'jbs1', 'jbc1', 'flex1']) {
      const opened = await createPlaces(harness).openPlace('1', {
        kind: 'segments',
        scope,
        segmentIds: [crowdedSegment],
      })
      expect(opened).toMatchObject({ ok: false, failure: { kind: 'server-refused' } })
    }
  })
})

describe('opening a project', () => {
  const expected = 601

  it.each(switchPositions.segmentSearch)(
    'lists the segments that the search returns, with the expected number: %s',
    async (segmentSearch) => {
      const harness = await start({ seed: large, switches: { segmentSearch, searchPageSize: 100 } })
      const listing = await openListing(harness, { kind: 'project', projectId: 77, projectName: 'p' })
      // Every search returns one page, so the second document takes a separate search.
      const count = segmentSearch === 'first-page-only' ? 101 : expected
      expect(listing.segments).toHaveLength(count)
      expect(listing.segmentsExpected).toBe(count === expected ? null : expected)
      expect(describeFiles(listing.assets)).toEqual(
        describeFiles(harness.storedFiles(listing.segments.map(({ id }) => id))),
      )
    },
  )

  it('relies on the search alone if the documents cannot be listed', async () => {
    const harness = await start({ seed: large })
    harness.server.faults.add({
      match: { path: /documents\/list/ },
      fault: { kind: 'status', status: 400, body: '{}' },
    })
    const listing = await openListing(harness, { kind: 'project', projectId: 77, projectName: 'p' })
    expect(listing.segments).toHaveLength(expected)
    expect(listing.segmentsExpected).toBeNull()
  })
})

describe('jobs', () => {
  it('are listed with their scopes, found by reference, and opened with their segments', async () => {
    const harness = await start()
    const all = await harness.client.listJobs({ search: '', skip: 0 })
    expect(all.rows.map(({ id }) => id)).toEqual(['jbc2002', 'jbs773'])
    expect(all).toMatchObject({ received: 2, total: 2 })
    const job = required(all.rows[1])
    const found = await harness.client.listJobs({ search: job.reference, skip: 0 })
    expect(found.rows.map(({ id }) => id)).toContain('jbs773')
    const place = {
      kind: 'job',
      scope: job.id,
      jobName: job.reference,
      projectName: null,
      sourceLanguage: 'en',
    } as const
    const listing = await openListing(harness, place)
    expect(listing.context).toEqual({ family: 'classic', scope: 'jbs773' })
    expect(listing.segments.map(({ id }) => id)).toEqual([
      crowdedSegment,
      secondSegment,
      emptySegment,
      fourthSegment,
    ])
    expect(describeFiles(listing.assets)).toEqual(
      describeFiles(harness.storedFiles([crowdedSegment, secondSegment, emptySegment, fourthSegment])),
    )
  })
})

describe('Flex documents', () => {
  it('are listed, found by name, and opened with the calls for Flex', async () => {
    const harness = await start()
    const { rows } = await harness.client.listFlexDocuments({ search: 'strings', skip: 0 })
    const document = required(rows[0])
    expect(document).toMatchObject({ id: 'c7787', documentId: 19_914, projectId: 7214, segments: 2 })
    const listing = await openListing(harness, flexPlace(document.documentId, document.projectId))
    expect(listing.context).toEqual({ family: 'flex', documentId: 'c7787' })
    expect(listing.segments[0]).toMatchObject({ text: `Text ${String(flexSegments[0])}` })
    expect(describeFiles(listing.assets)).toEqual(describeFiles(harness.storedFiles(flexSegments)))
  })

  it('are opened by their id alone', async () => {
    const harness = await start()
    const listing = await openListing(harness, flexPlace(null, null))
    expect(listing.segments.map(({ id }) => id)).toEqual(flexSegments)
  })
})

describe('a place that costs many calls', () => {
  const paged: Partial<Switches> = { segmentSearch: 'pages', searchPageSize: 20 }

  it('reports its cost first, and needs no approval up to a tenth of the allowance', async () => {
    const harness = await start({ seed: large, switches: paged })
    const progress: OpeningProgress[] = []
    await createPlaces(harness, [], (event) => progress.push(event)).openPlace('1', document(600))
    const [first] = progress.filter(({ cost }) => cost !== null)
    expect(first).toMatchObject({ needsApproval: false, cost: { calls: 33, segments: 600, waitMs: 0 } })
    expect(harness.server.calls.count({})).toBeLessThanOrEqual(3 + 33)
  })

  it('needs approval above that; nothing is sent before it, and refusing ends the opening', async () => {
    const harness = await start({ seed: { ...large, assets: [] } })
    const many = Array.from({ length: 30_000 }, (_, index) => 10_000_000 + index)
    const place: PlaceRequest = { kind: 'segments', scope: 'pr77', segmentIds: many }
    for (const isApproved of [false, true]) {
      harness.server.calls.clear()
      let approvalRequests = 0
      const places: Places = createPlaces(harness, [], ({ requestId, needsApproval }) => {
        if (!needsApproval) return
        approvalRequests += 1
        expect(harness.server.calls.count(listCalls)).toBe(0)
        if (isApproved) places.approveOpening(requestId)
        else places.cancelOpening(requestId)
      })
      const opened = await places.openPlace('1', place)
      expect(approvalRequests).toBe(1)
      expect(opened.ok ? 'done' : opened.failure.kind).toBe(isApproved ? 'done' : 'stopped')
    }
  })
})
