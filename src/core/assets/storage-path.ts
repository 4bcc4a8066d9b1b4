import type { AssetIdentity } from '../../shared/asset'
import { lastSeparator } from '../../shared/order/folder-text'
import { foldPath, toWidePath } from './wide-path'

/**
 * The path under which a server may store an asset, folded as widely as any server might. Two assets with the same path may be
 * one file. Source: docs/platform-api.md#storage-layout, docs/platform-api.md#paths-and-separators,
 * docs/platform-api.md#open-questions.
 */
export function storagePath(asset: AssetIdentity): string {
  return `${String(asset.segmentId)}/${toWidePath(asset).file}`
}

/** Whether a server may store both assets under one path, so that uploading one overwrites the other. */
export function mayBeSamePath(first: AssetIdentity, second: AssetIdentity): boolean {
  return storagePath(first) === storagePath(second)
}

/** The path without the language: equal for files with the same name and folder in one segment, in any language. */
export function pathInAnyLanguage({ segmentId, relativePath, name }: AssetIdentity): string {
  return [String(segmentId), ...foldPath(relativePath), ...foldPath(name)].join('/')
}

/**
 * For a name that holds a path, the same file name at the root of the segment: a server that ignores the path would take that
 * file instead (docs/platform-api.md#hazards-of-a-delete). Null for any other name.
 */
export function withoutPath(asset: AssetIdentity): AssetIdentity | null {
  const cut = lastSeparator(asset.name)
  return cut === -1 ? null : { ...asset, relativePath: '', name: asset.name.slice(cut + 1) }
}
