import type { SelectedAsset } from '../../shared/deletion'
import { toLocalName } from './local-name'
import { toLocalPath } from './local-path'

/** Folder of the files without a locale, next to the folders named by locale. */
const allLanguagesFolder = 'all'

/**
 * The path of each asset below the chosen folder, in the given order, before collisions are resolved: the segment id if there are
 * several segments, the locale if there are several, then the folders and name of the asset.
 */
export function layOutDownload(assets: readonly SelectedAsset[]): readonly (readonly string[])[] {
  const hasSegments = new Set(assets.map(({ segmentId }) => segmentId)).size > 1
  const hasLanguages = new Set(assets.map(({ locale }) => locale)).size > 1
  return assets.map(({ segmentId, locale, relativePath, name }) => [
    ...(hasSegments ? [String(segmentId)] : []),
    ...(hasLanguages ? [locale === null ? allLanguagesFolder : toLocalName(locale, allLanguagesFolder)] : []),
    ...toLocalPath(relativePath, name),
  ])
}
