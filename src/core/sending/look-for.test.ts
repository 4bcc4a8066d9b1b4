import { describe, expect, it } from 'vitest'
import type { Asset, AssetIdentity } from '../../shared/asset'
import { assetKey } from '../assets/asset-key'
import { lookForAll, type SoughtFile } from './look-for'

const place: AssetIdentity = {
  context: { family: 'classic', scope: 'pr1' },
  ...{ segmentId: 1, locale: 'de', relativePath: 'ui/menu', name: 'a.png' },
}

function listed(wish: Partial<Asset> = {}): Asset {
  const identity = { ...place, ...wish }
  const facts = { contentType: '', createdDate: null, modifiedDate: null, documentId: null, projectId: 1 }
  return { size: 5, ...facts, ...identity, key: assetKey(identity) }
}

function look(after: readonly Asset[], before: readonly Asset[] = [], others: readonly Asset[] = []): string {
  const [seen = ''] = lookAll([{ place, size: 5, before }, ...others.map(sent)], after)
  return seen
}

function lookAll(files: readonly SoughtFile[], after: readonly Asset[]): string[] {
  return [...lookForAll(files, after).values()].map((sighting) => sighting.seen)
}

function sent(wish: Partial<AssetIdentity>): SoughtFile {
  return { place: { ...place, ...wish }, size: 5, before: [] }
}

describe('a file that was sent', () => {
  it('is at its place where the listing shows it there with its size', () => {
    expect(look([listed()])).toBe('at-its-place')
  })

  it('is different where its place has another size, whatever else is new', () => {
    expect(look([listed({ size: 6 }), listed({ name: 'a (1).png' })])).toBe('different')
  })

  it.each([
    ['another spelling of its folder', { relativePath: 'ui\\menu' }],
    ['its language as a folder', { locale: null, relativePath: 'de/ui/menu' }],
    ['a new name', { name: 'a (1).png' }],
  ])('is elsewhere where the listing shows it under %s', (_, wish) => {
    expect(look([listed(wish)])).toBe('elsewhere')
  })

  it.each([
    ['was there before', [listed({ name: 'a (1).png' })], []],
    ['is that of another file of the round', [], [listed({ name: 'a (1).png' })]],
  ])('is not one that %s', (_, before, taken) => {
    expect(look([listed({ name: 'a (1).png' })], before, taken)).toBe('nowhere')
  })

  it('is nowhere where nothing new has its size in its folder', () => {
    expect(look([listed({ name: 'b.png', size: 6 }), listed({ name: 'b.png', locale: 'fr' })])).toBe(
      'nowhere',
    )
  })
})

describe('files that were sent together', () => {
  it('are not proven two by one', () => {
    const files = [sent({ name: 'one' }), sent({ name: 'two' })]
    expect(lookAll(files, [listed({ name: '1_one' })])).toEqual(['elsewhere', 'nowhere'])
  })

  it.each([
    ['at its place', { name: 'two' }],
    ['under another spelling of its name', { name: 'TWO' }],
  ])('leave to each other what is found more surely, %s', (_, wish) => {
    const [one, two] = lookAll([sent({ name: 'one' }), sent({ name: 'two' })], [listed(wish)])
    expect(one).toBe('nowhere')
    expect(two).not.toBe('nowhere')
  })

  it('are each compared with what was there before just them', () => {
    const first = listed({ name: 'one (1)' })
    const files = [sent({ name: 'one' }), { ...sent({ name: 'two' }), before: [first] }]
    expect(lookAll(files, [first, listed({ name: 'two (1)' })])).toEqual(['elsewhere', 'elsewhere'])
  })
})
