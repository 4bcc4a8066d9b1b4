import type { SelectedAsset } from '../../shared/deletion'
import { contextKey } from '../assets/asset-key'
import type { HashPort } from '../ports'

/** One version of an account's file, as a listing showed it. */
export interface FileVersion {
  /** From `accountKey`. */
  readonly account: string
  readonly file: SelectedAsset
}

/** What the cache stores for a file: its bytes or its thumbnail. */
export const cacheUses = ['file', 'thumb'] as const

export type CacheUse = (typeof cacheUses)[number]

/** The listing gave no date, so the version is ambiguous. Valid only until the next listing. */
const unknownVersion = 'unsure'

const namePattern =
  /^([0-9a-f]{16})-(\d{1,16})-([0-9a-f]{16})-([0-9a-f]{24}-(?:[0-9a-f]{16}|unsure))-(file|thumb)$/

export interface CacheFileName {
  readonly account: string
  readonly segmentId: number
  /** Identifies the file and its version, independent of the scope it was seen through. */
  readonly version: string
  readonly use: CacheUse
}

/** The parts of a cache file name, or null for a foreign file. */
export function parseCacheFileName(name: string): CacheFileName | null {
  const [, account, segmentId, , version, use] = namePattern.exec(name) ?? []
  if (account === undefined || segmentId === undefined || version === undefined) return null
  return { account, segmentId: Number(segmentId), version, use: use === 'thumb' ? 'thumb' : 'file' }
}

/** Whether the entry is still valid after a restart. */
export function hasKnownVersion({ version }: Pick<CacheFileName, 'version'>): boolean {
  return !version.endsWith(unknownVersion)
}

/** Builds a name from hashes and the segment id, so that the folder reveals no file or account name. */
export function toCacheFileName(hash: HashPort, { account, file }: FileVersion, use: CacheUse): string {
  const parts = [
    accountPart(hash, account),
    file.segmentId,
    hashOf(hash, 16, [account, contextKey(file.context)]),
    versionPart(hash, account, file),
    use,
  ]
  return parts.join('-')
}

export function accountPart(hash: HashPort, account: string): string {
  return hashOf(hash, 16, [account])
}

/** Leaves out the scope: segment ids are unique on the platform, and a job may show the same file. */
export function versionPart(hash: HashPort, account: string, file: SelectedAsset): string {
  const { size, modifiedDate } = file
  const identity = identityPart(hash, account, file)
  return `${identity}-${modifiedDate === null ? unknownVersion : hashOf(hash, 16, [identity, size, modifiedDate])}`
}

/** Identifies the file in all its versions. */
export function identityPart(hash: HashPort, account: string, file: SelectedAsset): string {
  const { segmentId, locale, relativePath, name } = file
  return hashOf(hash, 24, [account, segmentId, locale, relativePath, name])
}

function hashOf(hash: HashPort, digits: number, parts: readonly (string | number | null)[]): string {
  return hash.sha256(new TextEncoder().encode(JSON.stringify(parts))).slice(0, digits)
}
