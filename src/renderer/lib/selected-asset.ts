import type { Asset } from '../../shared/asset'
import type { SelectedAsset } from '../../shared/deletion'

/** The facts of a file as the window shows them. The key is left out, because main computes its own. */
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
