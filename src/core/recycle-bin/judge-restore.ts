import type { Asset, AssetContext, AssetKey } from '../../shared/asset'
import type { AppFailure } from '../../shared/failure'
import { assetKey } from '../assets/asset-key'
import type { BinEntry } from './bin-log'
import { mayBeSamePlace } from './same-place'

/** What a listing shows of a file that was sent, before its bytes are compared. */
export type Sighting =
  | { readonly seen: 'at-its-place' | 'elsewhere'; readonly listed: Asset }
  | { readonly seen: 'different' }
  | { readonly seen: 'nowhere' }

/** How the upload of a copy ended. `unclear`: the server may have stored it or not. */
export type Sending =
  { readonly sent: 'accepted' } | { readonly sent: 'unclear'; readonly failure: AppFailure }

export interface Listings {
  readonly context: AssetContext
  readonly before: readonly Asset[]
  readonly after: readonly Asset[]
  /** Keys that other copies of the same round account for. */
  readonly taken: ReadonlySet<AssetKey>
}

/**
 * Looks for a file that was sent: at exactly its place, else at one that a server may take for it (another spelling of
 * the folder), else under a new name in its folder with its size, as a server that renames would list it.
 */
export function lookFor(entry: BinEntry, { context, before, after, taken }: Listings): Sighting {
  const wanted = { ...entry.identity, context }
  const key = assetKey(wanted)
  const exact = after.find((asset) => asset.key === key)
  if (exact !== undefined) {
    return exact.size === entry.size ? { seen: 'at-its-place', listed: exact } : { seen: 'different' }
  }
  const known = new Set(before.map((asset) => asset.key))
  const fresh = after.filter((asset) => !known.has(asset.key) && !taken.has(asset.key))
  const near =
    fresh.find((asset) => mayBeSamePlace(asset, wanted)) ??
    fresh.find((asset) => asset.size === entry.size && isInFolder(asset, entry))
  if (near === undefined) return { seen: 'nowhere' }
  return near.size === entry.size ? { seen: 'elsewhere', listed: near } : { seen: 'different' }
}

function isInFolder(asset: Asset, { identity }: BinEntry): boolean {
  return (
    asset.segmentId === identity.segmentId &&
    asset.locale === identity.locale &&
    asset.relativePath === identity.relativePath
  )
}
