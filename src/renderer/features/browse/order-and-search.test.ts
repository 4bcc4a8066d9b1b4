import { describe, expect, it } from 'vitest'
import type { Asset } from '../../../shared/asset'
import { sampleAsset } from '../../../testing/window-api'
import type { Column } from '../../../shared/view-preferences'
import { assetOrder, initialSort, nextSort, type Sort } from './asset-order'
import { naturalRanks } from '../../../shared/order/natural-ranks'
import { assetRowName } from '../../lib/asset-row-name'
import { matcher, noFilters } from './filters'
import { foldText } from '../../../shared/order/fold-text'

function ordered(assets: readonly Asset[], sort: Sort): string[] {
  return [...assetOrder(assets, sort)].map((index) => assets[index]?.key ?? '')
}

function by(column: Column, direction: Sort['direction'] = 'ascending'): Sort {
  return { column, direction }
}

describe('naturalRanks', () => {
  it('puts file2 before file10', () => {
    const [ten = 0, two = 0, one = 0] = naturalRanks(['file10.png', 'file2.png', 'file1.png'])
    expect(one < two && two < ten).toBe(true)
  })

  it('ranks equal texts equally, and NFC and NFD differently', () => {
    const [first, second, composed, decomposed] = naturalRanks(['a', 'a', '\u00e9', 'e\u0301'])
    expect(first).toBe(second)
    expect(composed).not.toBe(decomposed)
  })
})

describe('assetOrder', () => {
  const assets = [
    sampleAsset({ key: 'b-de', name: 'b.png', locale: 'de', size: 5, segmentId: 2 }),
    sampleAsset({ key: 'a10', name: 'a10.png', size: null, modifiedDate: null, segmentId: 10 }),
    sampleAsset({ key: 'b-all', name: 'b.png', size: 700, segmentId: 3, relativePath: 'z' }),
    sampleAsset({ key: 'a2', name: 'a2.wav', size: 30, modifiedDate: '2026-03-01', segmentId: 1 }),
  ]

  it('sorts names in natural order, then by folder', () => {
    expect(ordered(assets, initialSort)).toEqual(['a2', 'a10', 'b-de', 'b-all'])
  })

  it('sorts sizes and segments as numbers, unknown first', () => {
    expect(ordered(assets, by('size'))).toEqual(['a10', 'b-de', 'a2', 'b-all'])
    expect(ordered(assets, by('segment', 'descending'))).toEqual(['a10', 'b-all', 'b-de', 'a2'])
  })

  it('sorts by kind, language, folder and date', () => {
    expect(ordered(assets, by('kind'))[0]).toBe('a2')
    expect(ordered(assets, by('language', 'descending'))[0]).toBe('b-de')
    expect(ordered(assets, by('folder', 'descending'))[0]).toBe('b-all')
    expect(ordered(assets, by('modified', 'descending'))[0]).toBe('a2')
  })

  it('is reversed by a second click on a header', () => {
    expect(nextSort(initialSort, 'name')).toEqual(by('name', 'descending'))
    expect(nextSort(by('name', 'descending'), 'name')).toEqual(by('name'))
    expect(nextSort(by('name', 'descending'), 'size')).toEqual(by('size'))
  })
})

describe('search', () => {
  const assets = [
    sampleAsset({ name: 'Überblick.PDF', relativePath: 'docs\\Größe' }),
    sampleAsset({ name: 'u\u0308berblick.pdf' }),
    sampleAsset({ name: '#1 100%.png', relativePath: '/ui/' }),
  ]
  const matcherOf = (search: string) =>
    matcher(assets, { search, filters: noFilters, isProtected: () => false })
  const found = (search: string) => assets.filter((_, index) => matcherOf(search)?.(index) ?? true).length

  it('ignores case and accents, composed or not', () => {
    expect(found('uberblick')).toBe(2)
    expect(found('ÜBERBLICK')).toBe(2)
  })

  it('searches names and folders, with either slash', () => {
    expect(found('grosse')).toBe(1)
    expect(found('größe')).toBe(1)
    expect(found('docs/gro')).toBe(1)
    expect(found('docs\\gro')).toBe(1)
    expect(found('ui/#1 100%')).toBe(1)
  })

  it('reads special characters literally, not as a pattern', () => {
    expect(found('100%')).toBe(1)
    expect(found('.*')).toBe(0)
  })

  it('filters nothing if the text is empty or blank', () => {
    expect(matcherOf('')).toBeNull()
    expect(matcherOf('  ')).toBeNull()
  })

  it('folds text without losing letters of other scripts', () => {
    expect(foldText('截图')).toBe('截图')
    expect(foldText('ÉCRAN')).toBe('ecran')
  })
})

describe('assetRowName', () => {
  it('has the form that scripts rely on: name as listed, language, folder, segment', () => {
    expect(
      assetRowName(
        sampleAsset({ name: 'a b.png', locale: 'de', relativePath: 'public\\views\\', segmentId: 7 }),
      ),
    ).toBe('a b.png, de, public/views, 7')
    expect(assetRowName(sampleAsset({ name: '#1 100%.png', locale: '', segmentId: 7 }))).toBe(
      '#1 100%.png, all, -, 7',
    )
  })

  it('keeps the name unchanged', () => {
    expect(assetRowName(sampleAsset({ name: ' x\u202e\n.png ', segmentId: 7 }))).toBe(
      ' x\u202e\n.png , all, -, 7',
    )
  })
})
