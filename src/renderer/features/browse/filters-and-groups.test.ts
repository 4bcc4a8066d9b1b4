import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Asset } from '../../../shared/asset'
import { sampleAsset } from '../../../testing/window-api'
import { compareListings, changeMarkOf } from './changes'
import { filterOptions } from './filter-options'
import { uiLanguages } from '../../../shared/settings'
import { formatSize } from '../../lib/format'
import { setLocale } from '../../lib/intl'
import { filterText, parseSegmentFilter, parseSizeFilter } from './filter-values'
import { matcher, noFilters, type Filters } from './filters'
import { groupAssets, groupings, readDuplicatesId, type Grouping } from './groups'
import { naturalRanks } from '../../../shared/order/natural-ranks'

const assets = [
  sampleAsset({ name: 'a.png', locale: 'en', size: 1_000, relativePath: 'ui\\menu', segmentId: 3 }),
  sampleAsset({ name: 'b.pdf', locale: 'de', size: 2_000, relativePath: 'ui', segmentId: 1 }),
  sampleAsset({ name: 'c.wav', size: null, relativePath: 'uix', segmentId: 2, modifiedDate: null }),
  sampleAsset({
    name: 'd.png',
    locale: 'en',
    size: 1_000,
    segmentId: 3,
    modifiedDate: '2026-07-01T23:30:00',
  }),
]

const protectedNames = new Set(['b.pdf'])
const isProtected = (key: string) =>
  assets.some((asset) => asset.key === key && protectedNames.has(asset.name))

function shown(filters: Partial<Filters>, search = ''): string {
  const matches = matcher(assets, { search, filters: { ...noFilters, ...filters }, isProtected })
  return assets
    .filter((_, index) => matches?.(index) ?? true)
    .map(({ name }) => name[0])
    .join('')
}

describe('filters', () => {
  it('match any of the chosen kinds, languages or segments', () => {
    expect(shown({ kinds: ['image'] })).toBe('ad')
    expect(shown({ kinds: ['image', 'pdf'] })).toBe('abd')
    expect(shown({ languages: ['all'] })).toBe('c')
    expect(shown({ segments: [1, 2] })).toBe('bc')
  })

  it('match a folder with its subfolders, but no folder with the same prefix', () => {
    expect(shown({ folders: ['ui'] })).toBe('ab')
    expect(shown({ folders: [''] })).toBe('d')
  })

  it('include both ends of a range, and exclude unknown values', () => {
    expect(shown({ size: { from: 1_000, to: 1_000 } })).toBe('ad')
    expect(shown({ size: { from: null, to: 9_999 } })).toBe('abd')
    expect(shown({ modified: { from: '2026-07-01', to: '2026-07-01' } })).toBe('d')
    expect(shown({ modified: { from: null, to: '2026-06-30' } })).toBe('ab')
  })

  it('match protected files, unprotected files, or both', () => {
    expect(shown({ protection: ['protected'] })).toBe('b')
    expect(shown({ protection: ['open'], kinds: ['image', 'pdf'] })).toBe('ad')
    expect(shown({ protection: ['protected', 'open'] })).toBe('abcd')
    const options = filterOptions({ assets, isProtected }, 'protection')
    expect(options.map(({ text, count }) => `${text} ${count}`)).toEqual(['Not protected 3', 'Protected 1'])
  })

  it('must all match, together with the search', () => {
    expect(shown({ kinds: ['image'], folders: ['ui'] })).toBe('a')
    expect(shown({ kinds: ['image'] }, 'D.')).toBe('d')
    expect(shown({ kinds: ['audio'] }, 'png')).toBe('')
  })

  it('show their values in their chips', () => {
    const text = (filters: Partial<Filters>, name: keyof Filters) =>
      filterText({ ...noFilters, ...filters }, name).replaceAll('\u00a0', ' ')
    expect(text({ kinds: ['image', 'pdf', 'audio'] }, 'kinds')).toBe('Image and 2 more')
    expect(text({ folders: [''] }, 'folders')).toBe('No folder')
    expect(text({ size: { from: 500_000, to: null } }, 'size')).toBe('from 500 KB')
    expect(text({ modified: { from: '2026-01-31', to: null } }, 'modified')).toMatch(/^since .*31.*2026$/)
  })
})

describe('parsing filter values', () => {
  it.each([
    ['500', 500],
    ['1.5 MB', 1_500_000],
    ['2,5kb', 2_500],
    ['1 GB', 1_000_000_000],
    ['much', null],
    ['-3', null],
  ])('reads the size %s as %s', (text, bytes) => {
    expect(parseSizeFilter(text)).toBe(bytes)
  })

  it('reads sizes as they are formatted in each language', async () => {
    for (const language of uiLanguages) {
      await setLocale(language)
      const sizes = [0, 999, 1_500, 96_400_000, 2_500_000_000]
      expect(sizes.map((bytes) => parseSizeFilter(formatSize(bytes)))).toEqual(sizes)
    }
    await setLocale('en')
  })

  it('accepts ids and ranges, and reports the first invalid token', () => {
    expect(parseSegmentFilter('7, 9-11\n7')).toEqual({ ok: true, ids: [7, 9, 10, 11] })
    expect(parseSegmentFilter('７、９－１１')).toEqual({ ok: true, ids: [7, 9, 10, 11] })
    expect(parseSizeFilter('１．５　ＭＢ')).toBe(1_500_000)
    expect(parseSizeFilter('٣٠ KB')).toBe(30_000)
    expect(parseSegmentFilter('7 x9')).toEqual({ ok: false, token: 'x9' })
    expect(parseSegmentFilter('11-9')).toEqual({ ok: false, token: '11-9' })
    expect(parseSegmentFilter('1-999999999999')).toMatchObject({ ok: false })
  })
})

function grouped(grouping: Grouping): string[] {
  const segments = [1, 3, 2].map((id) => ({ id, number: null, text: null }))
  const input = { assets, segments, hashOf: () => null }
  const { view, groups } = groupAssets(assets.keys(), grouping, input)
  return groups.map(({ id, start, count }) => {
    const names = view.slice(start, start + count).map(({ name }) => name[0])
    return `${id}:${names.join('')}`
  })
}

describe('groups', () => {
  it('are in the order of the document, or in natural order', () => {
    expect(grouped('segment')).toEqual(['1:b', '3:ad', '2:c'])
    expect(grouped('language')).toEqual(['all:c', 'de:b', 'en:ad'])
    expect(grouped('folder')).toEqual([':d', 'ui:b', 'ui/menu:a', 'uix:c'])
    expect(grouped('kind')).toEqual(['audio:c', 'image:ad', 'pdf:b'])
  })

  it('of duplicates contain only files of equal, known size', () => {
    expect(grouped('duplicates')).toEqual(['1000:ad'])
  })

  it('of duplicates separate files with known equal bytes, and omit files known to be unique', () => {
    const files = ['aX', 'bX', 'cY', 'd-', 'e-'].map((name) => sampleAsset({ name, size: 7 }))
    const known = new Map([
      ['X', 'hash x'],
      ['Y', 'hash y'],
    ])
    const divide = (count: number) => {
      const all = files.slice(0, count)
      const hashOf = ({ name }: Asset) => known.get(name.slice(1)) ?? null
      const { view, groups } = groupAssets(all.keys(), 'duplicates', { assets: all, segments: [], hashOf })
      return groups.map(({ id, start, count: size }) => [
        readDuplicatesId(id).isSameBytes,
        view
          .slice(start, start + size)
          .map(({ name }) => name[0])
          .join(''),
      ])
    }
    expect(divide(3)).toEqual([[true, 'ab']])
    expect(divide(5)).toEqual([
      [true, 'ab'],
      [false, 'cde'],
    ])
  })

  it('neither lose nor repeat a file, and keep the order within each group', () => {
    const file = fc.record({
      size: fc.option(fc.nat(5)),
      segmentId: fc.nat(4),
      locale: fc.option(fc.constantFrom('a', 'b')),
    })
    fc.assert(
      fc.property(fc.array(file, { maxLength: 20 }), fc.constantFrom(...groupings), (files, grouping) => {
        const all = files.map((facts, index) => sampleAsset({ ...facts, name: `${index}` }))
        const { view, groups } = groupAssets(all.keys(), grouping, {
          assets: all,
          segments: [],
          hashOf: ({ locale }) => locale,
        })
        expect(new Set(view).size).toBe(view.length)
        if (grouping !== 'duplicates') expect(view.length).toBe(all.length)
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(view.length)
        for (const { start, count } of groups) {
          const indexes = view.slice(start, start + count).map(({ name }) => Number(name))
          expect(indexes).toEqual([...indexes].sort((a, b) => a - b))
        }
      }),
    )
  })
})

describe('the changes of a refresh', () => {
  const [a, b, c] = assets as [Asset, Asset, Asset]

  it('are new, changed and gone files, by identity', () => {
    const changes = compareListings([a, b], [{ ...b, size: 9 }, c])
    expect(changes?.gone).toEqual([a])
    expect(changeMarkOf(changes, b.key)).toBe('changed')
    expect(changeMarkOf(changes, c.key)).toBe('new')
    expect(changeMarkOf(changes, a.key)).toBeNull()
  })

  it('are null if only the order differs', () => {
    expect(compareListings([a, b], [b, { ...a }])).toBeNull()
  })
})

describe('natural order', () => {
  const digits = fc.array(fc.nat(99_999), { minLength: 2, maxLength: 12 })

  it('sorts numbers in names by value, even with leading zeros', () => {
    fc.assert(
      fc.property(digits, fc.nat(3), (numbers, zeros) => {
        const names = numbers.map((number, index) => `shot ${'0'.repeat(index % (zeros + 1))}${number}.png`)
        const ranks = [...naturalRanks(names)]
        for (const [index, number] of numbers.entries()) {
          for (const [otherIndex, other] of numbers.entries()) {
            if (number < other) expect(ranks[index] ?? 0).toBeLessThan(ranks[otherIndex] ?? 0)
          }
        }
      }),
    )
  })

  it('gives equal ranks exactly to equal texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 4 }), { maxLength: 12 }), (texts) => {
        const ranks = naturalRanks(texts)
        for (const [index, text] of texts.entries()) {
          for (const [otherIndex, other] of texts.entries())
            expect(ranks[index] === ranks[otherIndex]).toBe(text === other)
        }
      }),
    )
  })

  it('ignores case and accents at first, and sorts special letters with their base letters', () => {
    const names = ['zebra', 'Ärger', 'arm', 'Ölung', 'œuvre', 'øre', 'Łódź', 'lamp']
    const ranks = naturalRanks(names)
    const ordered = names
      .map((name, index) => ({ name, rank: ranks[index] ?? 0 }))
      .sort((x, y) => x.rank - y.rank)
    expect(ordered.map(({ name }) => name)).toEqual([
      'Ärger',
      'arm',
      'lamp',
      'Łódź',
      'œuvre',
      'Ölung',
      'øre',
      'zebra',
    ])
  })
})
