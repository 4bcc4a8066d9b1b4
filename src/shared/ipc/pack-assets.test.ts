import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileText } from '../../testing/hostile-names'
import { sampleAsset, sampleListing } from '../../testing/window-api'
import type { Asset } from '../asset'
import { sortByName } from '../order/sort-by-name'
import { packAnswer, packAssets, packByName, packListing, unpackAssets, unpackListing } from './pack-assets'

const text = fc.string({ unit: 'binary', maxLength: 12 })
const nullableText = fc.option(text)
const asset: fc.Arbitrary<Asset> = fc.record({
  key: text,
  context: fc.oneof(
    text.map((scope) => ({ family: 'classic', scope }) as const),
    text.map((documentId) => ({ family: 'flex', documentId }) as const),
  ),
  segmentId: fc.nat(),
  locale: nullableText,
  relativePath: text,
  name: text,
  size: fc.option(fc.nat()),
  contentType: text,
  createdDate: nullableText,
  modifiedDate: nullableText,
  documentId: nullableText,
  projectId: fc.option(fc.nat()),
})

describe('packed assets', () => {
  it('are unchanged after unpacking, whatever a server lists', () => {
    fc.assert(
      fc.property(fc.array(asset, { maxLength: 8 }), (assets) => {
        expect(unpackAssets(packAssets(assets))).toEqual(assets)
      }),
    )
  })

  it('preserve names with separators, lone surrogates and empty names', () => {
    const odd = ['\u0000', '\u0001', '', 'a\u0000b', '\ud800', ...fc.sample(hostileText, 20)]
    const assets = odd.map((name) => sampleAsset({ name }))
    expect(unpackAssets(packAssets(assets))).toEqual(assets)
  })

  it('preserve keys that do or do not end with the name', () => {
    const ending = ['a.png', 'a "b" \\ c', '\u0000', '\ud800', ''].map((name) =>
      sampleAsset({ name, key: JSON.stringify(['pr7214', 1, null, '', name]) }),
    )
    expect(packAssets(ending).keysEndWithName).toBe(true)
    expect(unpackAssets(packAssets(ending))).toEqual(ending)
    const mixed = [...ending, sampleAsset({ name: 'b.png', key: 'another kind of key' })]
    expect(unpackAssets(packAssets(mixed))).toEqual(mixed)
  })

  it('may be an empty list, or one asset whose texts are all empty', () => {
    expect(unpackAssets(packAssets([]))).toEqual([])
    const empty = sampleAsset({ name: '', key: '', modifiedDate: '', contentType: '' })
    expect(unpackAssets(packAssets([empty]))).toEqual([empty])
  })

  it('share equal values in memory', () => {
    const [first, second] = unpackAssets(packAssets([sampleAsset({ name: 'a' }), sampleAsset({ name: 'b' })]))
    expect(first?.context).toBe(second?.context)
  })

  it('preserve the rest of a listing', () => {
    const listing = sampleListing([sampleAsset()])
    expect(unpackListing(packListing(listing))).toEqual(listing)
  })

  it('are in the order of the list if they are sorted by name', () => {
    const nameFacts = fc.record({
      segmentId: fc.nat(3),
      locale: fc.constantFrom(null, '', 'de', 'en'),
      relativePath: fc.constantFrom('', 'ui', 'ui\\icons', '/ui/icons/', 'file10', 'file2'),
      name: fc.constantFrom('a1', 'A1', 'a01', 'a10', 'a2', 'ä2', 'Z'),
    })
    fc.assert(
      fc.property(fc.array(nameFacts, { maxLength: 40 }), (facts) => {
        const assets = facts.map((fact, index) => sampleAsset({ ...fact, key: String(index) }))
        const { assets: packed, isByName } = packByName(sampleListing(assets))
        expect([isByName, packed.count]).toEqual([true, assets.length])
        expect([...sortByName(unpackAssets(packed))]).toEqual([...assets.keys()])
      }),
    )
  })

  it('are not sent again after parts have contained them', () => {
    const [one, two] = [sampleAsset({ name: 'a' }), sampleAsset({ name: 'b' })]
    const { parts, assets } = packAnswer(sampleListing([one, two]), { parts: 1, reported: 1 })
    expect([parts, unpackAssets(assets)]).toEqual([1, [two]])
  })
})
