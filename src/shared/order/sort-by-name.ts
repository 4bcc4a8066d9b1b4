import type { Asset } from '../asset'
import { lazy, memoized } from '../lazy'
import { foldText } from './fold-text'
import { folderText } from './folder-text'
import { naturalRanks, sortNaturally } from './natural-ranks'

/** Sort keys of all assets. Ranks are only needed for equal names. */
export interface NameFacts {
  readonly foldedNames: readonly string[]
  readonly folderRanks: Uint32Array
  readonly languageRanks: Uint32Array
}

function factsOf(assets: readonly Asset[]): NameFacts {
  const displayed = memoized(folderText)
  const folders = lazy(() => naturalRanks(assets.map(({ relativePath }) => displayed(relativePath))))
  const languages = lazy(() => naturalRanks(assets.map(({ locale }) => locale ?? '')))
  return {
    foldedNames: assets.map(({ name }) => foldText(name)),
    get folderRanks() {
      return folders()
    },
    get languageRanks() {
      return languages()
    },
  }
}

/**
 * The initial order of every list: by name, then folder, language and segment. Returns indexes into `assets`. Main stores
 * listings in this order so that the window need not sort them, so both must use this function.
 */
export function sortByName(assets: readonly Asset[], facts: NameFacts = factsOf(assets)): Uint32Array {
  const rank = (ranks: Uint32Array, index: number): number => ranks[index] ?? 0
  const segment = (index: number): number => assets[index]?.segmentId ?? 0
  return sortNaturally({
    texts: assets.map((asset) => asset.name),
    folded: facts.foldedNames,
    tie: (a, b) =>
      rank(facts.folderRanks, a) - rank(facts.folderRanks, b) ||
      rank(facts.languageRanks, a) - rank(facts.languageRanks, b) ||
      segment(a) - segment(b) ||
      a - b,
  })
}
