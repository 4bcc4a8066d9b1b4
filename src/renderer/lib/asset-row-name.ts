import type { AssetIdentity } from '../../shared/asset'
import { folderText } from '../../shared/order/folder-text'
import { languageCode } from './format'

/** The accessible name of an asset's row: name as listed, language, folder, segment id. Scripts rely on this format. */
export function assetRowName({ name, locale, relativePath, segmentId }: AssetIdentity): string {
  const folder = folderText(relativePath)
  return `${name}, ${languageCode(locale)}, ${folder === '' ? '-' : folder}, ${segmentId}`
}
