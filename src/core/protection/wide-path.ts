import type { AssetIdentity } from '../../shared/asset'

/**
 * One text for every spelling that a server, its disk or its database may take for the same: composition, compatibility
 * forms (wide letters, ligatures) and case. Wider than any one of them, since none is documented: a lock may keep too
 * much, never too little.
 */
export function foldWidely(text: string): string {
  let folded = text
  // One round may uncover what the next has to fold; three are enough for all of Unicode, the rest is caution.
  for (let round = 0; round < 6; round += 1) {
    const next = lowerEach(folded.normalize('NFKC').toUpperCase()).normalize('NFKC')
    if (next === folded) break
    folded = next
  }
  return folded
}

/** Sign by sign: at the end of a word a whole text gets another small sigma than in its middle. */
function lowerEach(text: string): string {
  return Array.from(text, (sign) => sign.toLowerCase()).join('')
}

/** The parts of a path, either separator, without what Windows drops at their ends. */
export function widePath(...texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => foldWidely(text).split(/[/\\]/))
    .map((part) => part.replace(/^\s+|[\s.]+$/g, ''))
    .filter((part) => part !== '')
}

/** Language, folder and name in one: a server may keep a language as a folder. Source: section 3.9 of the API notes. */
export function wideFilePath({
  locale,
  relativePath,
  name,
}: Pick<AssetIdentity, 'locale' | 'relativePath' | 'name'>): string {
  return widePath(locale ?? '', relativePath, name).join('/')
}

const languageLike = /^[a-z]{2,3}([-_][a-z0-9]+)*$/

/** Whether a file stands in a folder or below it, in whatever language, also where the language is a folder itself. */
export function isWidelyBelow(folder: readonly string[], asset: AssetIdentity): boolean {
  const path = widePath(asset.relativePath, asset.name)
  const language = widePath(asset.locale ?? '')
  const [first] = path
  const hidesLanguage = language.length === 0 && first !== undefined && languageLike.test(first)
  const readings = [path, [...language, ...path], ...(hidesLanguage ? [path.slice(1)] : [])]
  return readings.some((reading) => folder.every((part, depth) => reading[depth] === part))
}
