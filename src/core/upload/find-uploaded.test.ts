import { describe, expect, it } from 'vitest'
import type { Asset, AssetIdentity } from '../../shared/asset'
import { assetKey } from '../assets/asset-key'
import { findUploadedFiles, type SentFileWithBaseline } from './find-uploaded'

const destination: AssetIdentity = {
  context: { family: 'classic', scope: 'pr1' },
  ...{ segmentId: 1, locale: 'de', relativePath: 'ui/menu', name: 'a.png' },
}

function listed(change: Partial<Asset> = {}): Asset {
  const identity = { ...destination, ...change }
  const facts = { contentType: '', createdDate: null, modifiedDate: null, documentId: null, projectId: 1 }
  return { size: 5, ...facts, ...identity, key: assetKey(identity) }
}

function matchOne(
  after: readonly Asset[],
  before: readonly Asset[] = [],
  others: readonly Asset[] = [],
): string {
  const [match = ''] = matchAll([{ destination, size: 5, before }, ...others.map(sent)], after)
  return match
}

function matchAll(files: readonly SentFileWithBaseline[], after: readonly Asset[]): string[] {
  return [...findUploadedFiles(files, after).values()].map((found) => found.match)
}

function sent(change: Partial<AssetIdentity>): SentFileWithBaseline {
  return { destination: { ...destination, ...change }, size: 5, before: [] }
}

describe('a file that was sent', () => {
  it('is at its place where the listing shows it there with its size', () => {
    expect(matchOne([listed()])).toBe('at-its-place')
  })

  it('is different where its place has another size, whatever else is new', () => {
    expect(matchOne([listed({ size: 6 }), listed({ name: 'a (1).png' })])).toBe('different')
  })

  it.each([
    ['another spelling of its folder', { relativePath: 'ui\\menu' }],
    ['its language as a folder', { locale: null, relativePath: 'de/ui/menu' }],
    ['a new name', { name: 'a (1).png' }],
  ])('is elsewhere where the listing shows it under %s', (_, change) => {
    expect(matchOne([listed(change)])).toBe('elsewhere')
  })

  it.each([
    ['was there before', [listed({ name: 'a (1).png' })], []],
    ['is that of another file of the round', [], [listed({ name: 'a (1).png' })]],
  ])('is not one that %s', (_, before, taken) => {
    expect(matchOne([listed({ name: 'a (1).png' })], before, taken)).toBe('nowhere')
  })

  it('is nowhere where nothing new has its size in its folder', () => {
    expect(matchOne([listed({ name: 'b.png', size: 6 }), listed({ name: 'b.png', locale: 'fr' })])).toBe(
      'nowhere',
    )
  })
})

describe('files that were sent together', () => {
  it('are not proven two by one', () => {
    const files = [sent({ name: 'one' }), sent({ name: 'two' })]
    expect(matchAll(files, [listed({ name: '1_one' })])).toEqual(['elsewhere', 'nowhere'])
  })

  it.each([
    ['at its place', { name: 'two' }],
    ['under another spelling of its name', { name: 'TWO' }],
  ])('leave to each other what is found more surely, %s', (_, change) => {
    const [one, two] = matchAll([sent({ name: 'one' }), sent({ name: 'two' })], [listed(change)])
    expect(one).toBe('nowhere')
    expect(two).not.toBe('nowhere')
  })

  it('are each compared with what was there before just them', () => {
    const first = listed({ name: 'one (1)' })
    const files = [sent({ name: 'one' }), { ...sent({ name: 'two' }), before: [first] }]
    expect(matchAll(files, [first, listed({ name: 'two (1)' })])).toEqual(['elsewhere', 'elsewhere'])
  })
})
