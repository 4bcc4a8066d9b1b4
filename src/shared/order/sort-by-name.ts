import type { Asset } from '../asset'
import { lazy, memoized } from '../lazy'
import { foldText } from './fold-text'
import { folderText } from './folder-text'
import { naturalRanks, sortNaturally } from './natural-ranks'

/** What the order by name looks at, of each asset; ranks only where two names are equal. */
export interface NameFacts {
  readonly foldedNames: readonly string[]
  readonly folderRanks: Uint32Array
  readonly languageRanks: Uint32Array
}

function factsOf(assets: readonly Asset[]): NameFacts {
  const shown = memoized(folderText)
  const folders = lazy(() => naturalRanks(assets.map(({ relativePath }) => shown(relativePath))))
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
 * The order in which every list begins: by name, ties by folder, language and segment. Indexes into `assets`. Main keeps
 * listings in it, so that the window need not order what it shows first: both must mean the same by it.
 */
export function sortByName(assets: readonly Asset[], facts: NameFacts = factsOf(assets)): Uint32Array {
  const rank = (ranks: Uint32Array, at: number): number => ranks[at] ?? 0
  const segment = (at: number): number => assets[at]?.segmentId ?? 0
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
