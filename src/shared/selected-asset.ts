import type { Asset } from './asset'
import type { SelectedAsset } from './deletion'

/** What identifies a file and the version of it that was seen. The key is left out, because main computes its own. */
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
