import { describe, expect, it } from 'vitest'
import type { SeedSpec, Switches } from '../../../demo-server'
import type { ListingPart, OpeningProgress } from '../../../shared/ipc/contract'
import type { PlaceRequest } from '../../../shared/place'
import {
  contractHarnesses,
  describeFiles,
  listCalls,
  type ContractHarness,
} from '../../../testing/contract-harness'
import { createPlaces } from '../../../testing/places-harness'
import type { Places } from '../../places/places'

const start = contractHarnesses()
const searches = { method: 'POST', path: /segments\/search$/ } as const
const sids = Array.from({ length: 600 }, (_, index) => 1_000_001 + index)

const seed: SeedSpec = {
  projects: [{ id: 77, reference: 'p' }],
  documents: [{ did: 7, pid: 77 }],
  jobs: [{ id: 's773', pid: 77, documentIds: [7] }],
  segments: sids.map((sid) => ({ sid, did: 7, texts: { en: 'Sentence' } })),
  assets: sids.filter((sid) => sid % 10 === 0).map((segmentId) => ({ segmentId, name: 'a.png', bytes: 'a' })),
}
const pages: Partial<Switches> = { segmentSearch: 'pages', searchPageSize: 100 }
const place: PlaceRequest = {
  kind: 'document',
  projectId: 77,
  projectName: 'p',
  documentId: 7,
  documentName: 'd',
  documentSegments: 600,
}

/** Opens the place and holds the search back once this many segments were found. */
function openWithHeldSearch(harness: ContractHarness, from: number, parts: ListingPart[] = []) {
  let release: (() => void) | null = null
  const places = createPlaces(harness, parts, ({ found }) => {
    if (found === from) release ??= harness.server.faults.hold(searches)
  })
  const listed = harness.server.faults.waitFor(listCalls)
  return { places, listed, opening: places.openPlace('1', place), release: () => release?.() }
}

describe('a place whose search takes several pages', () => {
  it('is listed during the search, in no more calls than after it', async () => {
    const harness = await start({ seed, switches: pages })
    const parts: ListingPart[] = []
    const { listed, opening, release } = openWithHeldSearch(harness, 300, parts)
    await listed
    expect(harness.server.calls.count(searches)).toBeLessThanOrEqual(4)
    release()
    const listing = await opening
    expect(describeFiles(listing.ok ? listing.value.listing.assets : [])).toEqual(
      describeFiles(harness.storedFiles(sids)),
    )
    expect(harness.server.calls.count(listCalls)).toBe(4)
    expect(parts.at(-1)).toMatchObject({ callsDone: 4, callsTotal: 4 })
  })

  it('stops the search and the listing when it is cancelled', async () => {
    const harness = await start({ seed, switches: pages })
    const releaseListings = harness.server.faults.hold(listCalls)
    const { places, listed, opening, release } = openWithHeldSearch(harness, 300)
    await listed
    places.cancelOpening('1')
    expect(await opening).toMatchObject({ ok: false, failure: { kind: 'stopped' } })
    release()
    releaseListings()
    await harness.client.listProjects({ search: '', skip: 0 })
    expect([harness.server.calls.count(searches), harness.server.calls.count(listCalls)]).toEqual([4, 1])
  })

  it('ends with the failure of a listing', async () => {
    const harness = await start({ seed, switches: pages })
    const fault = { kind: 'status', status: 403, body: '{}' } as const
    harness.server.faults.add({ match: listCalls, fault })
    const { opening, release } = openWithHeldSearch(harness, 300)
    expect(await opening).toMatchObject({ ok: false, failure: { kind: 'forbidden' } })
    release()
  })

  it('ends with the failure of the search', async () => {
    const harness = await start({ seed, switches: pages })
    const fault = { kind: 'status', status: 403, body: '{}' } as const
    harness.server.faults.add({ match: { ...searches, nth: 5 }, fault })
    expect(await createPlaces(harness).openPlace('1', place)).toMatchObject({
      ok: false,
      failure: { kind: 'forbidden' },
    })
    const { length } = harness.server.calls.filter(listCalls)
    await harness.client.listProjects({ search: '', skip: 0 })
    expect(harness.server.calls.count(listCalls)).toBe(length)
  })

  it('lists no more while it waits for approval of its cost', async () => {
    const many = Array.from({ length: 2_200 }, (_, index) => 2_000_001 + index)
    const large = { ...seed, segments: many.map((sid) => ({ sid, did: 7 })), assets: [] }
    const switches = { ...pages, searchPageSize: 20, searchTotal: 'absent' } as const
    const harness = await start({ seed: large, switches })
    const waitsForApproval = new Promise<OpeningProgress>((resolve) => {
      const places: Places = createPlaces(harness, [], (progress) => {
        if (progress.needsApproval) resolve(progress)
      })
      void places.openPlace('1', { ...place, documentSegments: null })
    })
    await waitsForApproval
    // Calls in flight finish; no others follow.
    await harness.client.listProjects({ search: '', skip: 0 })
    const calls = harness.server.calls.count({})
    for (let time = 0; time < 3; time += 1) await harness.client.listProjects({ search: '', skip: 0 })
    expect(harness.server.calls.count({})).toBe(calls + 3)
    expect(harness.server.calls.count(listCalls)).toBeGreaterThan(0)
  })
})
