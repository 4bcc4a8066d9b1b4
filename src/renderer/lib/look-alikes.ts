import prototypes from 'unhomoglyph/data.json'
import { lazy } from '../../shared/lazy'

/** What each character looks like, by the confusables of Unicode (UTS #39). Not at start-up, which shows no names. */
const prototypeOf = lazy((): ReadonlyMap<string, string> => new Map(Object.entries(prototypes)))

/** Names are compared by their first characters, because normalizing a long run of combining marks is quadratic. */
const maxCompared = 512
/** In a list of more names none is marked: comparing them would take longer than a frame. */
const maxNames = 5_000

const ignorable = /\p{Default_Ignorable_Code_Point}/gu

/** The same text for all names that look alike. */
function skeletonOf(name: string): string {
  const letters = name.slice(0, maxCompared).normalize('NFD').replace(ignorable, '')
  let skeleton = ''
  for (const letter of letters) skeleton += prototypeOf().get(letter) ?? letter
  return skeleton.normalize('NFD') + name.slice(maxCompared)
}

/** The names that look like a different one of these names, such as `l.png` and `I.png`, or one with a Cyrillic letter. */
export function findLookAlikes(names: readonly string[]): ReadonlySet<string> {
  const distinct = new Set(names)
  if (names.length > maxNames || distinct.size < 2) return noNames
  const bySkeleton = new Map<string, string[]>()
  for (const name of distinct) {
    const skeleton = skeletonOf(name)
    const alike = bySkeleton.get(skeleton)
    if (alike === undefined) bySkeleton.set(skeleton, [name])
    else alike.push(name)
  }
  return new Set([...bySkeleton.values()].filter(({ length }) => length > 1).flat())
}

const noNames: ReadonlySet<string> = new Set()
