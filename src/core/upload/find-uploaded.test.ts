import { describe, expect, it } from 'vitest'
import type { Asset, AssetIdentity } from '../../shared/asset'
import { assetKey } from '../assets/asset-key'
import { findUploadedFiles, type SentFileWithBaseline } from './find-uploaded'

const destination: AssetIdentity = {
  context: { family: 'classic', scope: 'pr1' },
  segmentId: 1,
  locale: 'de',
  relativePath: 'ui/menu',
  name: 'a.png',
}

function listed(change: Partial<Asset> = {}): Asset {
  const identity = { ...destination, ...change }
  return {
    size: 5,
    contentType: '',
    createdDate: null,
    modifiedDate: null,
    documentId: null,
    projectId: 1,
    ...identity,
    key: assetKey(identity),
  }
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

describe('one uploaded file', () => {
  it('is found at its destination if it is listed there with its size', () => {
    expect(matchOne([listed()])).toBe('at-its-place')
  })

  it('is reported as different if the size at its destination differs, whatever else is new', () => {
    expect(matchOne([listed({ size: 6 }), listed({ name: 'a (1).png' })])).toBe('different')
  })

  it.each([
    ['another spelling of its folder', { relativePath: 'ui\\menu' }],
    ['its language as a folder', { locale: null, relativePath: 'de/ui/menu' }],
    ['its folder in the name', { relativePath: '', name: 'ui\\menu\\a.png' }],
    ['a new name', { name: 'a (1).png' }],
    ['a new name in another spelling of its folder', { relativePath: 'ui\\menu', name: 'a (1).png' }],
    ['a new name with the folder in it', { relativePath: '', name: 'ui/menu/a (1).png' }],
  ])('is found elsewhere if it is listed under %s', (_, change) => {
    expect(matchOne([listed(change)])).toBe('elsewhere')
  })

  it.each([
    ['was listed before', [listed({ name: 'a (1).png' })], []],
    ['is the destination of another file of the round', [], [listed({ name: 'a (1).png' })]],
  ])('is not matched with an asset that %s', (_, before, taken) => {
    expect(matchOne([listed({ name: 'a (1).png' })], before, taken)).toBe('nowhere')
  })

  it('is not found if nothing new in its folder has its size', () => {
    expect(matchOne([listed({ name: 'b.png', size: 6 }), listed({ name: 'b.png', locale: 'fr' })])).toBe(
      'nowhere',
    )
  })
})

describe('files that were uploaded together', () => {
  it('are not both verified by one listed asset', () => {
    const files = [sent({ name: 'one' }), sent({ name: 'two' })]
    expect(matchAll(files, [listed({ name: '1_one' })])).toEqual(['elsewhere', 'nowhere'])
  })

  it.each([
    ['at its destination', { name: 'two' }],
    ['under another spelling of its name', { name: 'TWO' }],
  ])('give an asset to the more certain match, %s', (_, change) => {
    const [first, second] = matchAll([sent({ name: 'one' }), sent({ name: 'two' })], [listed(change)])
    expect(first).toBe('nowhere')
    expect(second).not.toBe('nowhere')
  })

  it('are each compared with the last listing before their own upload', () => {
    const first = listed({ name: 'one (1)' })
    const files = [sent({ name: 'one' }), { ...sent({ name: 'two' }), before: [first] }]
    expect(matchAll(files, [first, listed({ name: 'two (1)' })])).toEqual(['elsewhere', 'elsewhere'])
  })
})
