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
  ...{ kind: 'document', projectId: 7, projectName: 'p', documentId, documentName: 'd' },
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

function desk(limits?: ListingCacheLimits) {
  const files = new MemoryFiles()
  const clock = new FakeClock()
  const open = () =>
    new ListingCache({ files, hash: nodeHash, clock, ...(limits === undefined ? {} : { limits }) })
  return { files, clock, open }
}

function unpacked(known: PackedListing | null): Listing | null {
  return known === null ? null : unpackListing(known)
}

function namesOf(known: PackedListing | null): string[] {
  return unpacked(known)?.assets.map(({ name }) => name) ?? []
}

const refresh = (assets: readonly Asset[], scope = 'pr7', segmentIds = [1]) => ({
  ...{ context: { family: 'classic', scope } as const, segmentIds, assets },
})

describe('a remembered listing', () => {
  it('comes back whole after a restart, whatever the names, by the account it is of alone', async () => {
    const { open } = desk()
    const known = listing([asset('"\\\u0000'), asset('e\u0301'), asset('\u00e9')])
    await open().saveListing('one', known)
    expect(unpacked(await open().readListing('one', known.place))).toEqual(known)
    expect(await open().readListing('other', known.place)).toBeNull()
    expect(await open().readListing('one', place(10))).toBeNull()
  })

  it('loses what a job deleted, in the segments that the job listed', async () => {
    const { open } = desk()
    const remembered = open()
    await remembered.saveListing('one', listing([asset('a'), asset('b'), asset('c', 2)]))
    await remembered.applyRefresh('one', refresh([asset('b')]))
    const known = await open().readListing('one', place(9))
    expect(namesOf(known).sort()).toEqual(['b', 'c'])
    expect(known?.listedAt).toBe(1_000)
  })

  it('is dropped where a job touched its segments by another scope, and kept where it touched others', async () => {
    const { open } = desk()
    const remembered = open()
    await remembered.saveListing('one', listing([asset('a')]))
    await remembered.applyRefresh('one', refresh([], 'jbs3', [77]))
    await remembered.applyRefresh('other', refresh([], 'jbs3'))
    expect(await remembered.readListing('one', place(9))).not.toBeNull()
    await remembered.applyRefresh('one', refresh([], 'jbs3'))
    expect(await open().readListing('one', place(9))).toBeNull()
  })

  it('is dropped when it is damaged, at whatever place, and is there again after the next listing', async () => {
    const { files, open } = desk()
    await open().saveListing('one', listing([asset('a')]))
    const name = [...files.files.keys()].find((each) => each.startsWith('listing-')) ?? ''
    const whole = (await files.read(name)) ?? new Uint8Array()
    for (let at = 0; at < whole.length; at += 7) {
      await open().saveListing('one', listing([asset('a')]))
      const damaged = Uint8Array.from(whole, (byte, index) => (index === at ? byte ^ 1 : byte))
      await files.write(name, at % 2 === 0 ? damaged : whole.subarray(0, at))
      expect(await open().readListing('one', place(9))).toBeNull()
      expect(await files.read(name)).toBeNull()
    }
  })

  it('is the one of now, also where it was read before it was asked for', async () => {
    const { files, open } = desk()
    await open().saveListing('one', listing([asset('a'), asset('b')]))
    const remembered = open()
    await remembered.preload('one', place(9))
    const name = [...files.files.keys()].find((each) => each.startsWith('listing-')) ?? ''
    const bytes = (await files.read(name)) ?? new Uint8Array()
    // Read ahead indeed: what the file holds by now is not looked at.
    await files.write(name, new Uint8Array())
    expect(namesOf(await remembered.readListing('one', place(9)))).toEqual(['a', 'b'])
    await files.write(name, bytes)
    await remembered.preload('one', place(9))
    await remembered.applyRefresh('one', refresh([asset('b')]))
    expect(namesOf(await remembered.readListing('one', place(9)))).toEqual(['b'])
    await remembered.preload('one', place(9))
    await remembered.saveListing('one', listing([asset('c')]))
    expect(namesOf(await remembered.readListing('one', place(9)))).toEqual(['c'])
    await remembered.preload('one', place(9))
    await remembered.removeAccount('one')
    expect(await remembered.readListing('one', place(9))).toBeNull()
  })

  it('is of no use without its index, and does no harm', async () => {
    const { files, open } = desk()
    await open().saveListing('one', listing([asset('a')]))
    await files.write('listings.json', new TextEncoder().encode('{"v":1'))
    const remembered = open()
    expect(await remembered.readListing('one', place(9))).toBeNull()
    await remembered.saveListing('one', listing([asset('b')]))
    expect(namesOf(await open().readListing('one', place(9)))).toEqual(['b'])
  })

  it('goes when others were used later and there are too many, or too many bytes', async () => {
    const { files, clock, open } = desk({ listingBytes: 3_000, allBytes: 100_000, listings: 2 })
    const remembered = open()
    for (const id of [1, 2, 3]) {
      await remembered.saveListing('one', listing([asset('a')], id))
      await clock.sleep(1)
    }
    expect(await remembered.readListing('one', place(1))).toBeNull()
    expect(await remembered.readListing('one', place(3))).not.toBeNull()
    await remembered.saveListing('one', listing([asset('x'.repeat(4_000))], 3))
    expect(await remembered.readListing('one', place(3))).toBeNull()
    expect([...files.files.keys()].filter((name) => name.startsWith('listing-'))).toHaveLength(1)
  })

  it('is forgotten with its account', async () => {
    const { files, open } = desk()
    const remembered = open()
    await remembered.saveListing('demo', listing([asset('a')]))
    await remembered.removeAccount('demo')
    expect([...files.files.keys()]).toEqual(['listings.json'])
  })
})
