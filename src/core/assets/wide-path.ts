import type { AssetIdentity } from '../../shared/asset'
import { normalizeComposed } from './normalize-composed'
import { trimEndOf } from '../../shared/trim'

/** The parts of an identity that locate a file inside its segment. */
type FileLocation = Pick<AssetIdentity, 'locale' | 'relativePath' | 'name'>

/**
 * Folds a text so that all spellings become equal that a server, its disk or its database may treat as the same: composition,
 * compatibility forms (wide letters, ligatures) and case. The actual rules are not documented, so it folds more than any of
 * them: a lock may protect too much, but never too little.
 */
export function foldWidely(text: string): string {
  // Fast path for most names: ASCII only needs case folding.
  if (ascii.test(text)) return text.toLowerCase()
  let folded = text
  // One round may produce characters that the next must fold. Three rounds suffice for all of Unicode; six leave a margin.
  for (let round = 0; round < 6; round += 1) {
    const next = normalizeComposed(toLowerCaseEach(normalizeComposed(folded).toUpperCase()))
    if (next === folded) break
    folded = next
  }
  return folded
}

const ascii = /^[\u0000-\u007f]*$/

/** Lower-cases each character alone, because a final sigma would become a different letter in a whole text. */
function toLowerCaseEach(text: string): string {
  return Array.from(text, (character) => character.toLowerCase()).join('')
}

/** The folded parts of a path with either separator, without the trailing characters that Windows drops. */
export function foldPath(text: string): readonly string[] {
  return foldWidely(text)
    .split(/[/\\]/)
    .map((part) => trimEndOf(part.trimStart(), /[\s.]/))
    .filter((part) => part !== '')
}

const languageLike = /^[a-z]{2,3}([-_][a-z0-9]+)*$/

/** The ways in which a server may interpret the path of a file. */
export interface WidePath {
  /**
   * Language, folder and name as one path: a server may store a language as a folder.
   * Source: docs/platform-api.md#paths-and-separators.
   */
  readonly file: string
  /** Folder and name, with and without the language as the first folder. A first folder may itself be a language. */
  readonly readings: readonly (readonly string[])[]
}

export function toWidePath({ locale, relativePath, name }: FileLocation): WidePath {
  const path = [...foldPath(relativePath), ...foldPath(name)]
  const language = foldPath(locale ?? '')
  const [first] = path
  const startsWithLanguage = language.length === 0 && first !== undefined && languageLike.test(first)
  const fullPath = [...language, ...path]
  return {
    file: fullPath.join('/'),
    readings: [path, fullPath, ...(startsWithLanguage ? [path.slice(1)] : [])],
  }
}

/** Whether a file is in a folder or below it, in any language. */
export function isWidelyBelow(folder: readonly string[], { readings }: WidePath): boolean {
  return readings.some((reading) => folder.every((part, depth) => reading[depth] === part))
}
