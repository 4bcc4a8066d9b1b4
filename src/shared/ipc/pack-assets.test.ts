import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileText } from '../../testing/hostile-names'
import { sampleAsset, sampleListing } from '../../testing/window-api'
import type { Asset } from '../asset'
import { packAssets, packListing, unpackAssets, unpackListing } from './pack-assets'

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
})
