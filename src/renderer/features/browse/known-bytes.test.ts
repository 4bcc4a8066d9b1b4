import { describe, expect, it } from 'vitest'
import type { Asset } from '../../../shared/asset'
import type { KnownBytes } from '../../../shared/recycle-bin'
import { succeed } from '../../../shared/result'
import { fakeWindowApi, deferred, packedListing, sampleAsset } from '../../../testing/window-api'
import { createBrowseStore } from './browse-store'
import { countSimilar, knownHashOf } from './known-bytes'

const place = { kind: 'segments', scope: 'pr7214', segmentIds: [1] } as const
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => sampleAsset({ name, size: 7 })) as [
  Asset,
  Asset,
  Asset,
  Asset,
]

function copyOf({ key, modifiedDate }: Asset, sha256: string): KnownBytes {
  return { key, size: 7, modifiedDate: modifiedDate ?? '', sha256 }
}

describe('known bytes', () => {
  it('apply only to a file with the size and date of its copy', () => {
    const knownBytes = new Map([[a.key, [copyOf(a, 'x')]]])
    expect(knownHashOf(a, knownBytes)).toBe('x')
    expect(knownHashOf({ ...a, modifiedDate: '2027-01-01T00:00:00' }, knownBytes)).toBeNull()
    expect(knownHashOf({ ...a, size: 8 }, knownBytes)).toBeNull()
    expect(knownHashOf(b, knownBytes)).toBeNull()
  })

  it('distinguish files that are equal, may be equal, and are different', () => {
    const known = [copyOf(a, 'x'), copyOf(b, 'x'), copyOf(c, 'y')]
    const knownBytes = new Map(known.map((version) => [version.key, [version]]))
    const files = [a, b, c, d, sampleAsset({ name: 'e', size: 8 })]
    expect(countSimilar(a, files, knownBytes)).toEqual({ sameBytes: 1, sameSize: 1 })
    expect(countSimilar(d, files, knownBytes)).toEqual({ sameBytes: 0, sameSize: 3 })
    const unsized = [sampleAsset({ name: 'f', size: null }), sampleAsset({ name: 'g', size: null })]
    expect(countSimilar(sampleAsset({ name: 'f', size: null }), unsized, knownBytes)).toEqual({
      sameBytes: 0,
      sameSize: 0,
    })
  })

  it('are loaded from main, and a response for a closed place is dropped', async () => {
    const reply = deferred<readonly KnownBytes[]>()
    const responses = [reply.answer, Promise.resolve([copyOf(a, 'x'), copyOf(b, 'x')])]
    const api = fakeWindowApi({
      openPlace: () => Promise.resolve(succeed(packedListing([a, b, c], { place }))),
      listKnownBytes: async () => succeed((await responses.shift()) ?? []),
    })
    const store = createBrowseStore(api)
    await store.openPlace(place)
    store.groupBy('duplicates')
    const pendingLoad = store.loadKnownBytes()
    store.closePlace()
    reply.resolve([copyOf(a, 'x'), copyOf(b, 'y')])
    await pendingLoad
    expect(store.getState().knownBytes.size).toBe(0)
    await store.openPlace(place)
    store.groupBy('duplicates')
    await store.loadKnownBytes()
    const groups = store.getState().groups.map(({ id, count }) => [id, count])
    expect(groups).toEqual([
      ['7 x', 2],
      ['7', 1],
    ])
    expect(store.selected()).toEqual([])
  })
})
