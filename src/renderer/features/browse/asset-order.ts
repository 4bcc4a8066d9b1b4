import type { Asset } from '../../../shared/asset'
import type { Column } from '../../../shared/view-preferences'
import { getListingIndex } from './listing-index'
import { naturalRanks } from '../../../shared/order/natural-ranks'

export interface Sort {
  readonly column: Column
  readonly direction: 'ascending' | 'descending'
}

export const initialSort: Sort = { column: 'name', direction: 'ascending' }

/** Pressing the header of the sorted column turns it round, pressing another sorts by that. */
export function nextSort(sort: Sort, column: Column): Sort {
  const isReversed = sort.column === column && sort.direction === 'ascending'
  return { column, direction: isReversed ? 'descending' : 'ascending' }
}

function moment(iso: string | null): number {
  const time = iso === null ? Number.NaN : Date.parse(iso)
  return Number.isNaN(time) ? -1 : time
}

/** The place of the first value that is not smaller. */
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

/** Equal numbers have equal ranks. Sorting numbers without a comparison of ours is native, hence quick. */
function rankNumbers(values: Float64Array): Uint32Array {
  const sorted = values.slice().sort()
  const ranks = new Uint32Array(values.length)
  for (let at = 0; at < values.length; at += 1) ranks[at] = lowerBound(sorted, values[at] ?? 0)
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
      return rankNumbers(Float64Array.from(assets, (asset) => moment(asset.modifiedDate)))
    case 'created':
      return rankNumbers(Float64Array.from(assets, (asset) => moment(asset.createdDate)))
  }
}

const ranksOf = new WeakMap<readonly Asset[], Map<Column, Uint32Array>>()

function columnRanks(assets: readonly Asset[], column: Column): Uint32Array {
  const known = ranksOf.get(assets) ?? new Map<Column, Uint32Array>()
  ranksOf.set(assets, known)
  const before = known.get(column)
  if (before !== undefined) return before
  const made = rank(assets, column)
  known.set(column, made)
  return made
}

/**
 * The order of the whole set: by the column, ties by name, folder, language, segment. Indexes into `assets`. Rank and tie
 * are one number each, exact up to 94 million files, so that the sort is the native one of numbers.
 */
export function assetOrder(assets: readonly Asset[], sort: Sort): Uint32Array {
  const index = getListingIndex(assets)
  const { byName } = index
  if (sort.column === 'name' && sort.direction === 'ascending') return byName
  const { positions } = index
  const count = assets.length
  const ranks = columnRanks(assets, sort.column)
  const isAscending = sort.direction === 'ascending'
  // Plain loops: with a function for each element, `from` takes as long as the sort itself.
  const keys = new Float64Array(count)
  for (let at = 0; at < count; at += 1) {
    const value = ranks[at] ?? 0
    keys[at] = (isAscending ? value : count - value) * count + (positions[at] ?? 0)
  }
  keys.sort()
  const order = new Uint32Array(count)
  for (let at = 0; at < count; at += 1) order[at] = byName[(keys[at] ?? 0) % count] ?? 0
  return order
}
