import type { Asset, AssetKind } from '../../../shared/asset'
import { lazy, memoized } from '../../../shared/lazy'
import { foldText } from '../../../shared/order/fold-text'
import { folderText } from '../../../shared/order/folder-text'
import { naturalRanks, ranksBy } from '../../../shared/order/natural-ranks'
import { sortByName } from '../../../shared/order/sort-by-name'
import { assetKind } from '../../lib/asset-kind'

/** What is reckoned once of a listing, however often it is sorted, filtered and grouped. Each part when first needed. */
export interface ListingIndex {
  readonly kinds: readonly AssetKind[]
  readonly folders: readonly string[]
  readonly foldedNames: readonly string[]
  /** Folder and name, folded. */
  readonly foldedPaths: readonly string[]
  readonly folderRanks: Uint32Array
  readonly languageRanks: Uint32Array
  /** By name, ties by folder, language and segment: the order among equals of every other one. */
  readonly byName: Uint32Array
  /** By name alone. */
  readonly nameRanks: Uint32Array
  /** The place of each asset in `byName`: no two are equal. */
  readonly positions: Uint32Array
}

function createIndex(assets: readonly Asset[], isByName: boolean): ListingIndex {
  const kinds = lazy(() => assets.map(assetKind))
  const folders = lazy(() => {
    const shown = memoized(folderText)
    return assets.map((asset) => shown(asset.relativePath))
  })
  const foldedNames = lazy(() => assets.map((asset) => foldText(asset.name)))
  const foldedPaths = lazy(() => {
    const folded = memoized(foldText)
    return foldedNames().map((name, at) => `${folded(folders()[at] ?? '')}/${name}`)
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
    const made = new Uint32Array(assets.length)
    byName().forEach((at, position) => {
      made[at] = position
    })
    return made
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
  const made = createIndex(assets, false)
  indexes.set(assets, made)
  return made
}

/** Of assets that stand in the order by name already: nobody looks at their names before somebody searches. */
export function markSortedByName(assets: readonly Asset[]): void {
  indexes.set(assets, createIndex(assets, true))
}
