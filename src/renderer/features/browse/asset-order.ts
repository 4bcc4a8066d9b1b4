import type { Asset } from '../../../shared/asset'
import { assetKind } from '../../lib/asset-kind'
import { folderText } from '../../lib/folder-text'
import { naturalRanks } from './natural-ranks'

export const columns = ['name', 'folder', 'language', 'segment', 'size', 'kind', 'modified'] as const
export type Column = (typeof columns)[number]

export interface Sort {
  readonly column: Column
  readonly direction: 'ascending' | 'descending'
}

export const initialSort: Sort = { column: 'name', direction: 'ascending' }

/** Pressing the header of the sorted column turns it round, pressing another sorts by that. */
export function nextSort(sort: Sort, column: Column): Sort {
  const turned = sort.column === column && sort.direction === 'ascending'
  return { column, direction: turned ? 'descending' : 'ascending' }
}

type Ranks = Int32Array | Float64Array

interface OrderKeys {
  readonly name: Ranks
  readonly folder: Ranks
  readonly language: Ranks
}

const keysOf = new WeakMap<readonly Asset[], OrderKeys>()

function orderKeys(assets: readonly Asset[]): OrderKeys {
  const known = keysOf.get(assets)
  if (known !== undefined) return known
  const keys = {
    name: naturalRanks(assets.map((asset) => asset.name)),
    folder: naturalRanks(assets.map((asset) => folderText(asset.relativePath))),
    language: naturalRanks(assets.map((asset) => asset.locale ?? '')),
  }
  keysOf.set(assets, keys)
  return keys
}

function moment(iso: string | null): number {
  const time = iso === null ? Number.NaN : Date.parse(iso)
  return Number.isNaN(time) ? -1 : time
}

function columnKeys(assets: readonly Asset[], column: Column): Ranks {
  switch (column) {
    case 'name':
    case 'folder':
    case 'language':
      return orderKeys(assets)[column]
    case 'segment':
      return Float64Array.from(assets, (asset) => asset.segmentId)
    case 'size':
      return Float64Array.from(assets, (asset) => asset.size ?? -1)
    case 'kind':
      return naturalRanks(assets.map(assetKind))
    case 'modified':
      return Float64Array.from(assets, (asset) => moment(asset.modifiedDate))
  }
}

/** The order of the whole set: by the column, ties by name, folder, language, segment. Indexes into `assets`. */
export function assetOrder(assets: readonly Asset[], sort: Sort): Uint32Array {
  const first = columnKeys(assets, sort.column)
  const { name, folder, language } = orderKeys(assets)
  const sign = sort.direction === 'ascending' ? 1 : -1
  const at = (keys: Ranks, index: number): number => keys[index] ?? 0
  const segment = (index: number): number => assets[index]?.segmentId ?? 0
  return Uint32Array.from(assets.keys()).sort(
    (a, b) =>
      (at(first, a) - at(first, b)) * sign ||
      at(name, a) - at(name, b) ||
      at(folder, a) - at(folder, b) ||
      at(language, a) - at(language, b) ||
      segment(a) - segment(b) ||
      a - b,
  )
}
