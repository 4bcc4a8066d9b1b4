import type { Asset } from '../../../shared/asset'
import { folderText } from '../../lib/folder-text'

const PLAIN = /^[\u0020-\u007e]*$/

/** A text as it is compared: case, accents and the two kinds of slashes make no difference. */
export function fold(text: string): string {
  const slashed = text.replaceAll('\\', '/')
  if (PLAIN.test(slashed)) return slashed.toLowerCase()
  return slashed
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .normalize('NFC')
}

const foldedOf = new WeakMap<readonly Asset[], readonly string[]>()

function foldedPaths(assets: readonly Asset[]): readonly string[] {
  const known = foldedOf.get(assets)
  if (known !== undefined) return known
  const folded = assets.map((asset) => fold(`${folderText(asset.relativePath)}/${asset.name}`))
  foldedOf.set(assets, folded)
  return folded
}

/** What the search box stands for: null when it filters nothing. */
export function searchNeedle(search: string): string | null {
  const needle = fold(search.trim())
  return needle === '' ? null : needle
}

/** Decides for each index into `assets` whether the file's folder or name holds the text. */
export function matcher(assets: readonly Asset[], search: string): ((index: number) => boolean) | null {
  const needle = searchNeedle(search)
  if (needle === null) return null
  const paths = foldedPaths(assets)
  return (index) => paths[index]?.includes(needle) ?? false
}
