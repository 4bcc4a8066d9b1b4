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

/** With what its segment listed last before it was sent. */
export type SoughtFile = SentFile & { readonly before: readonly Asset[] }

/**
 * Looks for files that were sent, all of one round: each at exactly its place, else at one that a server may take for it
 * (another spelling of the folder), else under a new name in its folder with its size, as a server that renames would list
 * it. One listed file proves one file: the surest finds come first, and what is found is no other's.
 */
export function lookForAll<File extends SoughtFile>(
  files: readonly File[],
  after: readonly Asset[],
): ReadonlyMap<File, Sighting> {
  const found = new Map<File, Asset>()
  const taken = new Set<AssetKey>(files.map(({ place }) => assetKey(place)))
  for (const findIn of [findAtItsPlace, findNear, findRenamed]) {
    for (const file of files) {
      if (found.has(file)) continue
      const listed = findIn(file, after, taken)
      if (listed === undefined) continue
      found.set(file, listed)
      taken.add(listed.key)
    }
  }
  return new Map(files.map((file) => [file, toSighting(file, found.get(file))]))
}

function toSighting({ place, size }: SoughtFile, listed: Asset | undefined): Sighting {
  if (listed === undefined) return { seen: 'nowhere' }
  if (listed.size !== size) return { seen: 'different' }
  return { seen: listed.key === assetKey(place) ? 'at-its-place' : 'elsewhere', listed }
}

type Find = (file: SoughtFile, after: readonly Asset[], taken: ReadonlySet<AssetKey>) => Asset | undefined

const findAtItsPlace: Find = ({ place }, after) => {
  const key = assetKey(place)
  return after.find((asset) => asset.key === key)
}

const findNear: Find = (file, after, taken) =>
  freshOf(file, after, taken).find((asset) => mayBeSamePlace(asset, file.place))

const findRenamed: Find = (file, after, taken) =>
  freshOf(file, after, taken).find((asset) => asset.size === file.size && isInFolder(asset, file.place))

function freshOf(
  { before }: SoughtFile,
  after: readonly Asset[],
  taken: ReadonlySet<AssetKey>,
): readonly Asset[] {
  const known = new Set(before.map((asset) => asset.key))
  return after.filter((asset) => !known.has(asset.key) && !taken.has(asset.key))
}

function isInFolder(asset: Asset, place: AssetIdentity): boolean {
  return (
    asset.segmentId === place.segmentId &&
    asset.locale === place.locale &&
    asset.relativePath === place.relativePath
  )
}
