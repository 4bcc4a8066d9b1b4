import type { Asset } from '../../../shared/asset'
import { foldText } from '../../../shared/order/fold-text'
import { folderText } from '../../../shared/order/folder-text'
import { findMarks, marksWithin, type TextRange } from '../../lib/search-marks'

/** The folded search text, or null if it is blank and filters nothing. */
export function toSearchNeedle(search: string): string | null {
  const needle = foldText(search.trim())
  return needle === '' ? null : needle
}

/** The parts of a file's folder and name that match a search. It searches the path, so a match may span both. */
export function marksOfAsset(
  { relativePath, name }: Pick<Asset, 'relativePath' | 'name'>,
  needle: string | null,
): { readonly folder: readonly TextRange[]; readonly name: readonly TextRange[] } {
  if (needle === null) return { folder: [], name: [] }
  const folder = folderText(relativePath)
  const marks = findMarks(`${folder}/${name}`, needle)
  const nameStart = folder.length + 1
  return {
    folder: marksWithin(marks, { start: 0, end: folder.length }),
    name: marksWithin(marks, { start: nameStart, end: nameStart + name.length }),
  }
}
