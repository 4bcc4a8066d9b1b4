import type { AssetIdentity } from './asset'
import { folderText } from './order/folder-text'

/** An asset, and its document if a listing named it. */
export type LocatedAsset = AssetIdentity & { readonly documentId?: string | null }

/**
 * Where the platform stores an asset below the reference material of its project, for a person who looks for it in Wordbee: never
 * for a request. `…` replaces an unknown document. Source: docs/platform-api.md#storage-layout.
 */
export function storageLocation(asset: LocatedAsset): string {
  const { documentId = null, segmentId, locale, relativePath, name } = asset
  return [
    'assets',
    documentId ?? '…',
    String(segmentId % 1_000),
    String(segmentId),
    ...(locale === null ? [] : [locale]),
    ...(folderText(relativePath) === '' ? [] : [folderText(relativePath)]),
    name.replaceAll('\\', '/'),
  ].join('/')
}
