import type { SelectedAsset } from '../../shared/deletion'
import { contextKey } from '../assets/asset-key'
import type { HashPort } from '../ports'

/** A file of an account as a listing showed it: this version of it. */
export interface FileVersion {
  /** By `accountKey`. */
  readonly account: string
  readonly file: SelectedAsset
}

/** What is kept of a file: its own bytes, or the small picture that was drawn of it. */
export const cacheUses = ['file', 'thumb'] as const

export type CacheUse = (typeof cacheUses)[number]

/** A version that nobody can tell from another: the listing gave no date. It is believed until the next listing. */
const unknownVersion = 'unsure'

const namePattern =
  /^([0-9a-f]{16})-(\d{1,16})-([0-9a-f]{16})-([0-9a-f]{24}-(?:[0-9a-f]{16}|unsure))-(file|thumb)$/

export interface CacheFileName {
  readonly account: string
  readonly segmentId: number
  /** Which file it is, and which version: whatever scope it was seen through. */
  readonly version: string
  readonly use: CacheUse
}

/** The parts of a name, or null for one that is not ours. */
export function parseCacheFileName(name: string): CacheFileName | null {
  const [, account, segmentId, , version, use] = namePattern.exec(name) ?? []
  if (account === undefined || segmentId === undefined || version === undefined) return null
  return { account, segmentId: Number(segmentId), version, use: use === 'thumb' ? 'thumb' : 'file' }
}

/** Whether it may be believed after the run in which it was kept. */
export function hasKnownVersion({ version }: Pick<CacheFileName, 'version'>): boolean {
  return !version.endsWith(unknownVersion)
}

/** Names what is kept, by hashes and the number of its segment: no name of a file or account stands in the folder. */
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

/** Without the scope: a segment's number is the platform's own, and the same file may be seen through a job. */
export function versionPart(hash: HashPort, account: string, file: SelectedAsset): string {
  const { segmentId, locale, relativePath, name, size, modifiedDate } = file
  const identity = hashOf(hash, 24, [account, segmentId, locale, relativePath, name])
  return `${identity}-${modifiedDate === null ? unknownVersion : hashOf(hash, 16, [identity, size, modifiedDate])}`
}

function hashOf(hash: HashPort, digits: number, parts: readonly (string | number | null)[]): string {
  return hash.sha256(new TextEncoder().encode(JSON.stringify(parts))).slice(0, digits)
}
