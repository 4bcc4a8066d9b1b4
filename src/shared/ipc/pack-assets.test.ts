import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileText } from '../../testing/hostile-names'
import { sampleAsset, sampleListing } from '../../testing/window-api'
import type { Asset } from '../asset'
import { sortByName } from '../order/sort-by-name'
import { packAnswer, packAssets, packByName, packListing, unpackAssets, unpackListing } from './pack-assets'

const text = fc.string({ unit: 'binary', maxLength: 12 })
const maybe = fc.option(text)
const asset: fc.Arbitrary<Asset> = fc.record({
  key: text,
  context: fc.oneof(
    text.map((scope) => ({ family: 'classic', scope }) as const),
    text.map((documentId) => ({ family: 'flex', documentId }) as const),
  ),
  segmentId: fc.nat(),
  locale: maybe,
  relativePath: text,
  name: text,
  size: fc.option(fc.nat()),
  contentType: text,
  createdDate: maybe,
  modifiedDate: maybe,
  documentId: maybe,
  projectId: fc.option(fc.nat()),
})

describe('assets on their way to the window', () => {
  it('come out as they went in, whatever a server lists', () => {
    fc.assert(
      fc.property(fc.array(asset, { maxLength: 8 }), (assets) => {
        expect(unpackAssets(packAssets(assets))).toEqual(assets)
      }),
    )
  })

  it('keep names with the very signs that separate them, lone surrogates and nothing at all', () => {
    const odd = ['\u0000', '\u0001', '', 'a\u0000b', '\ud800', ...fc.sample(hostileText, 20)]
    const assets = odd.map((name) => sampleAsset({ name }))
    expect(unpackAssets(packAssets(assets))).toEqual(assets)
  })

  it('have their keys whole, whether these end with the name or not', () => {
    const ending = ['a.png', 'a "b" \\ c', '\u0000', '\ud800', ''].map((name) =>
      sampleAsset({ name, key: JSON.stringify(['pr7214', 1, null, '', name]) }),
    )
    expect(packAssets(ending).keysEndWithName).toBe(true)
    expect(unpackAssets(packAssets(ending))).toEqual(ending)
    const mixed = [...ending, sampleAsset({ name: 'b.png', key: 'another kind of key' })]
    expect(unpackAssets(packAssets(mixed))).toEqual(mixed)
  })

  it('may be none, or one whose every text is empty', () => {
    expect(unpackAssets(packAssets([]))).toEqual([])
    const empty = sampleAsset({ name: '', key: '', modifiedDate: '', contentType: '' })
    expect(unpackAssets(packAssets([empty]))).toEqual([empty])
  })

  it('share what they have in common, so that memory is not spent on it again', () => {
    const [first, second] = unpackAssets(packAssets([sampleAsset({ name: 'a' }), sampleAsset({ name: 'b' })]))
    expect(first?.context).toBe(second?.context)
  })

  it('take the rest of a listing along', () => {
    const listing = sampleListing([sampleAsset()])
    expect(unpackListing(packListing(listing))).toEqual(listing)
  })

  it('stand in the very order that the list would make of them, where they are kept in it', () => {
    const few = fc.record({
      segmentId: fc.nat(3),
      locale: fc.constantFrom(null, '', 'de', 'en'),
      relativePath: fc.constantFrom('', 'ui', 'ui\\icons', '/ui/icons/', 'file10', 'file2'),
      name: fc.constantFrom('a1', 'A1', 'a01', 'a10', 'a2', 'ä2', 'Z'),
    })
    fc.assert(
      fc.property(fc.array(few, { maxLength: 40 }), (facts) => {
        const assets = facts.map((each, index) => sampleAsset({ ...each, key: String(index) }))
        const { assets: kept, isByName } = packByName(sampleListing(assets))
        expect([isByName, kept.count]).toEqual([true, assets.length])
        expect([...sortByName(unpackAssets(kept))]).toEqual([...assets.keys()])
      }),
    )
  })

  it('are not sent twice where parts have brought them', () => {
    const [one, two] = [sampleAsset({ name: 'a' }), sampleAsset({ name: 'b' })]
    const { parts, assets } = packAnswer(sampleListing([one, two]), { parts: 1, reported: 1 })
    expect([parts, unpackAssets(assets)]).toEqual([1, [two]])
  })
})
