import type { Asset, AssetIdentity, AssetKey } from '../../shared/asset'
import { assetKey } from '../assets/asset-key'
import { mayBeSamePath } from '../assets/storage-path'

/** Where a listing shows an uploaded file. */
export type UploadMatch =
  | { readonly match: 'at-its-place' | 'elsewhere'; readonly listed: Asset }
  | { readonly match: 'different' }
  | { readonly match: 'nowhere' }

export interface SentFile {
  /** In the context that it was uploaded to. */
  readonly destination: AssetIdentity
  /** Bytes; null if unknown. */
  readonly size: number | null
}

/** `before`: the last listing of its segment before it was sent. */
export type SentFileWithBaseline = SentFile & { readonly before: readonly Asset[] }

/**
 * Finds the uploaded files of one round in a listing: at the exact destination, else at an equivalent path (another spelling of
 * the folder), else under a new name with the same folder and size, as a server that renames would list it. A listed asset
 * verifies one file only; the most certain matches come first.
 */
export function findUploadedFiles<File extends SentFileWithBaseline>(
  files: readonly File[],
  after: readonly Asset[],
): ReadonlyMap<File, UploadMatch> {
  const found = new Map<File, Asset>()
  const matchedKeys = new Set<AssetKey>(files.map(({ destination }) => assetKey(destination)))
  for (const findMatch of [findAtDestination, findAtSimilarPath, findRenamed]) {
    for (const file of files) {
      if (found.has(file)) continue
      const listed = findMatch(file, after, matchedKeys)
      if (listed === undefined) continue
      found.set(file, listed)
      matchedKeys.add(listed.key)
    }
  }
  return new Map(files.map((file) => [file, toMatch(file, found.get(file))]))
}

function toMatch({ destination, size }: SentFileWithBaseline, listed: Asset | undefined): UploadMatch {
  if (listed === undefined) return { match: 'nowhere' }
  if (listed.size !== size) return { match: 'different' }
  return { match: listed.key === assetKey(destination) ? 'at-its-place' : 'elsewhere', listed }
}

type Matcher = (
  file: SentFileWithBaseline,
  after: readonly Asset[],
  matchedKeys: ReadonlySet<AssetKey>,
) => Asset | undefined

const findAtDestination: Matcher = ({ destination }, after) => {
  const key = assetKey(destination)
  return after.find((asset) => asset.key === key)
}

const findAtSimilarPath: Matcher = (file, after, matchedKeys) =>
  newAssetsFor(file, after, matchedKeys).find((asset) => mayBeSamePath(asset, file.destination))

const findRenamed: Matcher = (file, after, matchedKeys) =>
  newAssetsFor(file, after, matchedKeys).find(
    (asset) => asset.size === file.size && isInFolder(asset, file.destination),
  )

function newAssetsFor(
  { before }: SentFileWithBaseline,
  after: readonly Asset[],
  matchedKeys: ReadonlySet<AssetKey>,
): readonly Asset[] {
  const known = new Set(before.map((asset) => asset.key))
  return after.filter((asset) => !known.has(asset.key) && !matchedKeys.has(asset.key))
}

function isInFolder(asset: Asset, destination: AssetIdentity): boolean {
  return (
    asset.segmentId === destination.segmentId &&
    asset.locale === destination.locale &&
    folderOf(asset) === folderOf(destination)
  )
}

/** The folder with `/`, wherever the server lists it: with another separator, or in the name. */
function folderOf({ relativePath, name }: AssetIdentity): string {
  const folders = [...relativePath.split(/[/\\]/), ...name.split(/[/\\]/).slice(0, -1)]
  return folders.filter((part) => part !== '').join('/')
}
