import { describe, expect, it } from 'vitest'
import type { Asset } from '../../shared/asset'
import { unpackListing, type PackedListing } from '../../shared/ipc/pack-assets'
import type { Listing, PlaceRequest } from '../../shared/place'
import { FakeClock, MemoryFiles, nodeHash } from '../../testing/memory-ports'
import { assetKey } from '../assets/asset-key'
import { ListingCache, type ListingCacheLimits } from './listing-cache'

const context = { family: 'classic', scope: 'pr7' } as const

function asset(name: string, segmentId = 1): Asset {
  const identity = { context, segmentId, locale: null, relativePath: 'ui\\icons', name }
  const facts = { size: 3, contentType: 'image/png', createdDate: null, modifiedDate: '2026-01-01' }
  return { ...identity, ...facts, documentId: '9', projectId: 7, key: assetKey(identity) }
}

const place = (documentId: number): PlaceRequest => ({
  kind: 'document',
  projectId: 7,
  projectName: 'p',
  documentId,
  documentName: 'd',
  documentSegments: 2,
})

function listing(assets: readonly Asset[], documentId = 9, scope = 'pr7'): Listing {
  return {
    place: place(documentId),
    context: { family: 'classic', scope },
    segments: [1, 2].map((id) => ({ id, number: String(id), text: null })),
    segmentsExpected: null,
    mayHaveMore: false,
    rejectedSegments: [],
    assets,
    listedAt: 1_000,
  }
}

function createHarness(limits?: ListingCacheLimits) {
  const files = new MemoryFiles()
  const clock = new FakeClock()
  const open = () =>
    new ListingCache({ files, hash: nodeHash, clock, ...(limits === undefined ? {} : { limits }) })
  return { files, clock, open }
}

function unpacked(packed: PackedListing | null): Listing | null {
  return packed === null ? null : unpackListing(packed)
}

function namesOf(packed: PackedListing | null): string[] {
  return unpacked(packed)?.assets.map(({ name }) => name) ?? []
}

const refresh = (assets: readonly Asset[], scope = 'pr7', segmentIds = [1]) => ({
  context: { family: 'classic', scope } as const,
  segmentIds,
  assets,
})

describe('a cached listing', () => {
  it('is complete after a restart, with any names, and only for its account', async () => {
    const { open } = createHarness()
    const cached = listing([asset('"\\\u0000'), asset('e\u0301'), asset('\u00e9')])
    await open().saveListing('one', cached)
    expect(unpacked(await open().readListing('one', cached.place))).toEqual(cached)
    expect(await open().readListing('other', cached.place)).toBeNull()
    expect(await open().readListing('one', place(10))).toBeNull()
  })

  it('loses deleted files in the segments that a deletion listed', async () => {
    const { open } = createHarness()
    const cache = open()
    await cache.saveListing('one', listing([asset('a'), asset('b'), asset('c', 2)]))
    await cache.applyRefresh('one', refresh([asset('b')]))
    const cached = await open().readListing('one', place(9))
    expect(namesOf(cached).sort()).toEqual(['b', 'c'])
    expect(cached?.listedAt).toBe(1_000)
  })

  it('is dropped when its segments are refreshed in another scope, and kept when others are', async () => {
    const { open } = createHarness()
    const cache = open()
    await cache.saveListing('one', listing([asset('a')]))
    await cache.applyRefresh('one', refresh([], 'jbs3', [77]))
    await cache.applyRefresh('other', refresh([], 'jbs3'))
    expect(await cache.readListing('one', place(9))).not.toBeNull()
    await cache.applyRefresh('one', refresh([], 'jbs3'))
    expect(await open().readListing('one', place(9))).toBeNull()
  })

  it('is dropped when any byte is damaged, and replaced by the next listing', async () => {
    const { files, open } = createHarness()
    await open().saveListing('one', listing([asset('a')]))
    const name = [...files.files.keys()].find((fileName) => fileName.startsWith('listing-')) ?? ''
    const whole = (await files.read(name)) ?? new Uint8Array()
    for (let position = 0; position < whole.length; position += 7) {
      await open().saveListing('one', listing([asset('a')]))
      const damaged = Uint8Array.from(whole, (byte, index) => (index === position ? byte ^ 1 : byte))
      await files.write(name, position % 2 === 0 ? damaged : whole.subarray(0, position))
      expect(await open().readListing('one', place(9))).toBeNull()
      expect(await files.read(name)).toBeNull()
    }
  })

  it('is the current one, even if it was preloaded', async () => {
    const { files, open } = createHarness()
    await open().saveListing('one', listing([asset('a'), asset('b')]))
    const cache = open()
    await cache.preload('one', place(9))
    const name = [...files.files.keys()].find((fileName) => fileName.startsWith('listing-')) ?? ''
    const bytes = (await files.read(name)) ?? new Uint8Array()
    // The preloaded listing is used, not the file.
    await files.write(name, new Uint8Array())
    expect(namesOf(await cache.readListing('one', place(9)))).toEqual(['a', 'b'])
    await files.write(name, bytes)
    await cache.preload('one', place(9))
    await cache.applyRefresh('one', refresh([asset('b')]))
    expect(namesOf(await cache.readListing('one', place(9)))).toEqual(['b'])
    await cache.preload('one', place(9))
    await cache.saveListing('one', listing([asset('c')]))
    expect(namesOf(await cache.readListing('one', place(9)))).toEqual(['c'])
    await cache.preload('one', place(9))
    await cache.forgetAccount('one')
    expect(await cache.readListing('one', place(9))).toBeNull()
  })

  it('is ignored without an index, and can be saved again', async () => {
    const { files, open } = createHarness()
    await open().saveListing('one', listing([asset('a')]))
    await files.write('listings.json', new TextEncoder().encode('{"v":1'))
    const cache = open()
    expect(await cache.readListing('one', place(9))).toBeNull()
    await cache.saveListing('one', listing([asset('b')]))
    expect(namesOf(await open().readListing('one', place(9)))).toEqual(['b'])
  })

  it('is evicted as the oldest if there are too many, and dropped if it is too large', async () => {
    const { files, clock, open } = createHarness({ listingBytes: 3_000, allBytes: 100_000, listings: 2 })
    const cache = open()
    for (const id of [1, 2, 3]) {
      await cache.saveListing('one', listing([asset('a')], id))
      await clock.sleep(1)
    }
    expect(await cache.readListing('one', place(1))).toBeNull()
    expect(await cache.readListing('one', place(3))).not.toBeNull()
    await cache.saveListing('one', listing([asset('x'.repeat(4_000))], 3))
    expect(await cache.readListing('one', place(3))).toBeNull()
    expect([...files.files.keys()].filter((name) => name.startsWith('listing-'))).toHaveLength(1)
  })

  it.each([-3_650, -40, 40, 3_650])(
    'is evicted in the order of saving after a start with the clock %i days off',
    async (days) => {
      const { clock, open } = createHarness({ listingBytes: 3_000, allBytes: 100_000, listings: 2 })
      const save = async (id: number): Promise<void> => {
        await open().saveListing('one', listing([asset('a')], id))
        clock.advance(1_000)
      }
      await save(1)
      clock.setWallBy(days * 86_400_000)
      await save(2)
      await save(3)
      clock.setWallBy(-days * 86_400_000)
      await save(4)
      const kept = await Promise.all([1, 2, 3, 4].map((id) => open().readListing('one', place(id))))
      expect(kept.map((found) => found !== null)).toEqual([false, false, true, true])
    },
  )

  it('is removed with its account', async () => {
    const { files, open } = createHarness()
    const cache = open()
    await cache.saveListing('demo', listing([asset('a')]))
    await cache.forgetAccount('demo')
    expect([...files.files.keys()]).toEqual(['listings.json'])
  })
})
