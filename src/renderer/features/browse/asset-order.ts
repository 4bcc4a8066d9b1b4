import type { Asset } from '../../../shared/asset'
import { knownMoment } from '../../../shared/server-date'
import type { Column } from '../../../shared/view-preferences'
import { getListingIndex } from './listing-index'
import { naturalRanks } from '../../../shared/order/natural-ranks'

export interface Sort {
  readonly column: Column
  readonly direction: 'ascending' | 'descending'
}

export const initialSort: Sort = { column: 'name', direction: 'ascending' }

/** The sort after a click on a header: reversed for the sorted column, ascending for another. */
export function nextSort(sort: Sort, column: Column): Sort {
  const isReversed = sort.column === column && sort.direction === 'ascending'
  return { column, direction: isReversed ? 'descending' : 'ascending' }
}

/** Files without a date come before all others. */
function timestampOf(text: string | null): number {
  return knownMoment(text) ?? Number.NEGATIVE_INFINITY
}

/** The index of the first value that is not smaller. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Ranks numbers; equal numbers have equal ranks. A typed array without a comparator sorts natively, which is fast. */
function rankNumbers(values: Float64Array): Uint32Array {
  const sorted = values.slice().sort()
  const ranks = new Uint32Array(values.length)
  for (let index = 0; index < values.length; index += 1) ranks[index] = lowerBound(sorted, values[index] ?? 0)
  return ranks
}

function rank(assets: readonly Asset[], column: Column): Uint32Array {
  const index = getListingIndex(assets)
  switch (column) {
    case 'name':
      return index.nameRanks
    case 'folder':
      return index.folderRanks
    case 'language':
      return index.languageRanks
    case 'kind':
      return naturalRanks(index.kinds)
    case 'type':
      return naturalRanks(assets.map((asset) => asset.contentType))
    case 'segment':
      return rankNumbers(Float64Array.from(assets, (asset) => asset.segmentId))
    case 'size':
      return rankNumbers(Float64Array.from(assets, (asset) => asset.size ?? -1))
    case 'modified':
      return rankNumbers(Float64Array.from(assets, (asset) => timestampOf(asset.modifiedDate)))
    case 'created':
      return rankNumbers(Float64Array.from(assets, (asset) => timestampOf(asset.createdDate)))
  }
}

const ranksCache = new WeakMap<readonly Asset[], Map<Column, Uint32Array>>()

function columnRanks(assets: readonly Asset[], column: Column): Uint32Array {
  const ranksByColumn = ranksCache.get(assets) ?? new Map<Column, Uint32Array>()
  ranksCache.set(assets, ranksByColumn)
  const cached = ranksByColumn.get(column)
  if (cached !== undefined) return cached
  const ranks = rank(assets, column)
  ranksByColumn.set(column, ranks)
  return ranks
}

/**
 * The order of all assets as indexes: by the column, then by name, folder, language and segment. Rank and tie-breaker
 * are combined into one number, exact up to 94 million files, so that a native sort of numbers is sufficient.
 */
export function assetOrder(assets: readonly Asset[], sort: Sort): Uint32Array {
  const listingIndex = getListingIndex(assets)
  const { byName } = listingIndex
  if (sort.column === 'name' && sort.direction === 'ascending') return byName
  const { positions } = listingIndex
  const count = assets.length
  const ranks = columnRanks(assets, sort.column)
  const isAscending = sort.direction === 'ascending'
  // Plain loops: `Float64Array.from` with a mapping function takes as long as the sort itself.
  const keys = new Float64Array(count)
  for (let index = 0; index < count; index += 1) {
    const value = ranks[index] ?? 0
    keys[index] = (isAscending ? value : count - value) * count + (positions[index] ?? 0)
  }
  keys.sort()
  const order = new Uint32Array(count)
  for (let index = 0; index < count; index += 1) order[index] = byName[(keys[index] ?? 0) % count] ?? 0
  return order
}
