import type { AssetIdentity } from '../../shared/asset'

/**
 * Where a server may store an asset, by the widest reading: names without regard to case and composition, either
 * separator, and a language as a folder of that name, since all of these are undocumented. Two assets with the same text
 * may be one file. Source: sections 3.1, 3.9 and 10 of the API notes.
 */
export function storagePlace({ segmentId, locale, relativePath, name }: AssetIdentity): string {
  return folded(segmentId, [locale ?? '', ...relativePath.split(/[/\\]/), name])
}

/** The place without the language: equal for files of one name in one folder of a segment, in whatever languages. */
export function placeInAnyLanguage({ segmentId, relativePath, name }: AssetIdentity): string {
  return folded(segmentId, [...relativePath.split(/[/\\]/), name])
}

function folded(segmentId: number, parts: readonly string[]): string {
  const path = parts.filter((part) => part !== '').join('/')
  return `${String(segmentId)}/${path.normalize('NFC').toLowerCase()}`
}
