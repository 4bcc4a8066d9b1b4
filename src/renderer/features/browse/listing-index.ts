import type { Asset, AssetKind } from '../../../shared/asset'
import { lazily, memoized } from '../../../shared/lazily'
import { fold } from '../../../shared/order/fold'
import { folderText } from '../../../shared/order/folder-text'
import { naturalRanks, ranksBy } from '../../../shared/order/natural-ranks'
import { orderByName } from '../../../shared/order/order-by-name'
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
  readonly places: Uint32Array
}

function createIndex(assets: readonly Asset[], isByName: boolean): ListingIndex {
  const kinds = lazily(() => assets.map(assetKind))
  const folders = lazily(() => {
    const shown = memoized(folderText)
    return assets.map((asset) => shown(asset.relativePath))
  })
  const foldedNames = lazily(() => assets.map((asset) => fold(asset.name)))
  const foldedPaths = lazily(() => {
    const folded = memoized(fold)
    return foldedNames().map((name, at) => `${folded(folders()[at] ?? '')}/${name}`)
  })
  const folderRanks = lazily(() => naturalRanks(folders()))
  const languageRanks = lazily(() => naturalRanks(assets.map((asset) => asset.locale ?? '')))
  const byName = lazily(() => (isByName ? Uint32Array.from(assets.keys()) : orderByName(assets, index)))
  const nameRanks = lazily(() =>
    ranksBy(
      byName(),
      assets.map(({ name }) => name),
    ),
  )
  const places = lazily(() => {
    const made = new Uint32Array(assets.length)
    byName().forEach((at, place) => {
      made[at] = place
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
    get places() {
      return places()
    },
  }
  return index
}

const indexOf = new WeakMap<readonly Asset[], ListingIndex>()

export function listingIndex(assets: readonly Asset[]): ListingIndex {
  const known = indexOf.get(assets)
  if (known !== undefined) return known
  const made = createIndex(assets, false)
  indexOf.set(assets, made)
  return made
}

/** Of assets that stand in the order by name already: nobody looks at their names before somebody searches. */
export function noteByName(assets: readonly Asset[]): void {
  indexOf.set(assets, createIndex(assets, true))
}
