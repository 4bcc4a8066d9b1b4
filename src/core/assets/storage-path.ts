import type { AssetIdentity } from '../../shared/asset'
import { foldPath, toWidePath } from './wide-path'

/**
 * Where a server may store an asset, by the widest reading of its name, folder and language. Two assets with the same text
 * may be one file. Source: docs/platform-api.md#storage-layout, docs/platform-api.md#paths-and-separators,
 * docs/platform-api.md#open-questions.
 */
export function storagePath(asset: AssetIdentity): string {
  return `${String(asset.segmentId)}/${toWidePath(asset).file}`
}

/** Whether an upload to one place may land on the other file, by the widest reading of where a server stores it. */
export function mayBeSamePath(one: AssetIdentity, other: AssetIdentity): boolean {
  return storagePath(one) === storagePath(other)
}

/** The place without the language: equal for files of one name in one folder of a segment, in whatever languages. */
export function pathInAnyLanguage({ segmentId, relativePath, name }: AssetIdentity): string {
  return [String(segmentId), ...foldPath(relativePath), ...foldPath(name)].join('/')
}
