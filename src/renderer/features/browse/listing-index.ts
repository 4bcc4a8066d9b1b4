import type { Asset, AssetKind } from '../../../shared/asset'
import { lazy, memoized } from '../../../shared/lazy'
import { foldText } from '../../../shared/order/fold-text'
import { folderText } from '../../../shared/order/folder-text'
import { naturalRanks, ranksBy } from '../../../shared/order/natural-ranks'
import { sortByName } from '../../../shared/order/sort-by-name'
import { assetKind } from '../../lib/asset-kind'

/** Derived data of a listing for sorting, filtering and grouping. Each part is computed once, when first needed. */
export interface ListingIndex {
  readonly kinds: readonly AssetKind[]
  readonly folders: readonly string[]
  readonly foldedNames: readonly string[]
  /** Folder and name, case-folded and without accents. */
  readonly foldedPaths: readonly string[]
  readonly folderRanks: Uint32Array
  readonly languageRanks: Uint32Array
  /** Order by name, then by folder, language and segment: the tie-breaker of every other order. */
  readonly byName: Uint32Array
  /** Ranks by name alone. */
  readonly nameRanks: Uint32Array
  /** The position of each asset in `byName`; all are distinct. */
  readonly positions: Uint32Array
}

function createIndex(assets: readonly Asset[], isByName: boolean): ListingIndex {
  const kinds = lazy(() => assets.map(assetKind))
  const folders = lazy(() => {
    const toFolder = memoized(folderText)
    return assets.map((asset) => toFolder(asset.relativePath))
  })
  const foldedNames = lazy(() => assets.map((asset) => foldText(asset.name)))
  const foldedPaths = lazy(() => {
    const fold = memoized(foldText)
    return foldedNames().map((name, position) => `${fold(folders()[position] ?? '')}/${name}`)
  })
  const folderRanks = lazy(() => naturalRanks(folders()))
  const languageRanks = lazy(() => naturalRanks(assets.map((asset) => asset.locale ?? '')))
  const byName = lazy(() => (isByName ? Uint32Array.from(assets.keys()) : sortByName(assets, index)))
  const nameRanks = lazy(() =>
    ranksBy(
      byName(),
      assets.map(({ name }) => name),
    ),
  )
  const positions = lazy(() => {
    const result = new Uint32Array(assets.length)
    byName().forEach((assetIndex, position) => {
      result[assetIndex] = position
    })
    return result
  })
  const index: ListingIndex = {
    get kinds() {
      return kinds()
    },
    get folders() {
      return folders()
    },
    get foldedNames() {
      return foldedNames()
    },
    get foldedPaths() {
      return foldedPaths()
    },
    get folderRanks() {
      return folderRanks()
    },
    get languageRanks() {
      return languageRanks()
    },
    get byName() {
      return byName()
    },
    get nameRanks() {
      return nameRanks()
    },
    get positions() {
      return positions()
    },
  }
  return index
}

const indexes = new WeakMap<readonly Asset[], ListingIndex>()

export function getListingIndex(assets: readonly Asset[]): ListingIndex {
  const known = indexes.get(assets)
  if (known !== undefined) return known
  const index = createIndex(assets, false)
  indexes.set(assets, index)
  return index
}

/** Marks assets that are already sorted by name, so that their names are not processed before the first search. */
export function markSortedByName(assets: readonly Asset[]): void {
  indexes.set(assets, createIndex(assets, true))
}
