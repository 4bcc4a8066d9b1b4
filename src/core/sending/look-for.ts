import type { Asset, AssetIdentity, AssetKey } from '../../shared/asset'
import { assetKey } from '../assets/asset-key'
import { mayBeSamePlace } from '../assets/storage-place'

/** What a listing shows of a file that was sent, before its bytes are compared. */
export type Sighting =
  | { readonly seen: 'at-its-place' | 'elsewhere'; readonly listed: Asset }
  | { readonly seen: 'different' }
  | { readonly seen: 'nowhere' }

/** What is known of a file that was sent. */
export interface SentFile {
  /** Where it was sent, in the context that it was sent to. */
  readonly place: AssetIdentity
  /** Bytes; null where they were never known. */
  readonly size: number | null
}

export interface Listings {
  readonly before: readonly Asset[]
  readonly after: readonly Asset[]
  /** Keys that other files of the same round account for. */
  readonly taken: ReadonlySet<AssetKey>
}

/**
 * Looks for a file that was sent: at exactly its place, else at one that a server may take for it (another spelling of
 * the folder), else under a new name in its folder with its size, as a server that renames would list it.
 */
export function lookFor({ place, size }: SentFile, { before, after, taken }: Listings): Sighting {
  const key = assetKey(place)
  const exact = after.find((asset) => asset.key === key)
  if (exact !== undefined) {
    return exact.size === size ? { seen: 'at-its-place', listed: exact } : { seen: 'different' }
  }
  const known = new Set(before.map((asset) => asset.key))
  const fresh = after.filter((asset) => !known.has(asset.key) && !taken.has(asset.key))
  const near =
    fresh.find((asset) => mayBeSamePlace(asset, place)) ??
    fresh.find((asset) => asset.size === size && isInFolder(asset, place))
  if (near === undefined) return { seen: 'nowhere' }
  return near.size === size ? { seen: 'elsewhere', listed: near } : { seen: 'different' }
}

function isInFolder(asset: Asset, place: AssetIdentity): boolean {
  return (
    asset.segmentId === place.segmentId &&
    asset.locale === place.locale &&
    asset.relativePath === place.relativePath
  )
}
