import type { SelectedAsset } from '../../shared/deletion'
import { toLocalName } from './local-name'
import { toLocalPath } from './local-path'

/** Where files of all languages go, beside folders that are called by a language. */
const allLanguagesFolder = 'all'

/**
 * Where each asset goes below the chosen folder, in their order and before collisions are looked at: the segment's number where
 * there are several segments, the language where there are several, then the folders and the name of the asset.
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
