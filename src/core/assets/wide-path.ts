import type { AssetIdentity } from '../../shared/asset'

/** What of a file says where it is inside its segment. */
type FileLocation = Pick<AssetIdentity, 'locale' | 'relativePath' | 'name'>

/**
 * One text for every spelling that a server, its disk or its database may take for the same: composition, compatibility
 * forms (wide letters, ligatures) and case. Wider than any one of them, since none is documented: a lock may keep too
 * much, never too little.
 */
export function foldWidely(text: string): string {
  // Most names; case is all that there is to fold in them.
  if (ascii.test(text)) return text.toLowerCase()
  let folded = text
  // One round may uncover what the next has to fold; three are enough for all of Unicode, the rest is caution.
  for (let round = 0; round < 6; round += 1) {
    const next = lowerEach(folded.normalize('NFKC').toUpperCase()).normalize('NFKC')
    if (next === folded) break
    folded = next
  }
  return folded
}

const ascii = /^[\u0000-\u007f]*$/

/** Sign by sign: at the end of a word a whole text gets another small sigma than in its middle. */
function lowerEach(text: string): string {
  return Array.from(text, (sign) => sign.toLowerCase()).join('')
}

/** The parts of a path, either separator, without what Windows drops at their ends. */
export function foldPath(text: string): readonly string[] {
  return foldWidely(text)
    .split(/[/\\]/)
    .map((part) => part.replace(/^\s+|[\s.]+$/g, ''))
    .filter((part) => part !== '')
}

const languageLike = /^[a-z]{2,3}([-_][a-z0-9]+)*$/

/** The ways in which the path of one file may be read. */
export interface WidePath {
  /** Language, folder and name in one: a server may keep a language as a folder. Source: docs/platform-api.md#paths-and-separators. */
  readonly file: string
  /** Folders and name, with the language as the first folder and without; a first folder may be a language itself. */
  readonly readings: readonly (readonly string[])[]
}

export function toWidePath({ locale, relativePath, name }: FileLocation): WidePath {
  const path = [...foldPath(relativePath), ...foldPath(name)]
  const language = foldPath(locale ?? '')
  const [first] = path
  const hidesLanguage = language.length === 0 && first !== undefined && languageLike.test(first)
  const whole = [...language, ...path]
  return { file: whole.join('/'), readings: [path, whole, ...(hidesLanguage ? [path.slice(1)] : [])] }
}

/** Whether a file stands in a folder or below it, in whatever language. */
export function isWidelyBelow(folder: readonly string[], { readings }: WidePath): boolean {
  return readings.some((reading) => folder.every((part, depth) => reading[depth] === part))
}
