import type { Asset } from '../../shared/asset'
import type { SelectedAsset } from '../../shared/deletion'

/** What the window saw of a file. Its key stays here: main makes its own. */
export function toSelectedAsset({
  context,
  segmentId,
  locale,
  relativePath,
  name,
  size,
  modifiedDate,
}: Asset): SelectedAsset {
  return { context, segmentId, locale, relativePath, name, size, modifiedDate }
}
