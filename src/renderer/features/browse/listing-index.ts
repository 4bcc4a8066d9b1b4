import type { Asset, AssetKind } from '../../../shared/asset'
import { assetKind } from '../../lib/asset-kind'
import { folderText } from '../../lib/folder-text'
import { naturalRanks, orderNaturally, ranksBy } from './natural-ranks'
import { fold } from './search'

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

/** A value that is made when it is first asked for. */
function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => (made ??= { value: make() }).value
}

/** Folding the same folder 100,000 times would take longer than all names. */
function memoized(change: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const changed = change(text)
    known.set(text, changed)
    return changed
  }
}

function orderByName(assets: readonly Asset[], index: ListingIndex): Uint32Array {
  const rank = (ranks: Uint32Array, at: number): number => ranks[at] ?? 0
  const segment = (at: number): number => assets[at]?.segmentId ?? 0
  return orderNaturally({
    texts: assets.map((asset) => asset.name),
    folded: index.foldedNames,
    // Ranks that are made where two names are equal, not before.
    tie: (a, b) =>
      rank(index.folderRanks, a) - rank(index.folderRanks, b) ||
      rank(index.languageRanks, a) - rank(index.languageRanks, b) ||
      segment(a) - segment(b) ||
      a - b,
  })
}

function createIndex(assets: readonly Asset[]): ListingIndex {
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
  const byName = lazily(() => orderByName(assets, index))
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
  const made = createIndex(assets)
  indexOf.set(assets, made)
  return made
}
