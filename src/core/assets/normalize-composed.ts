/**
 * More marks in a row than any language uses. Half-width voicing marks are letters that decompose into marks. Shorter runs are
 * left to the runtime.
 */
const longRun = /[\p{M}\uff9e\uff9f]{31}/u
const marks = /\p{M}{2,}/gu

/**
 * The same as `normalize('NFKC')`, in linear time: the runtime sorts the marks of a letter by insertion, which takes quadratic
 * time if they are out of order. Here they are sorted first, which gives a canonically equivalent text.
 */
export function normalizeComposed(text: string): string {
  if (text.length <= 30 || !longRun.test(text)) return text.normalize('NFKC')
  const decomposed = Array.from(text, (character) => character.normalize('NFKD')).join('')
  return decomposed.replace(marks, sortMarks).normalize('NFKC')
}

/** Sorts the marks by their class, as canonical ordering does. A mark without a class stays, and none moves past it. */
function sortMarks(run: string): string {
  const sorted: string[] = []
  let byClass = new Map<string, string[]>()
  const flush = (): void => {
    for (const key of [...byClass.keys()].sort(compareClasses)) sorted.push(...(byClass.get(key) ?? []))
    byClass = new Map()
  }
  for (const mark of run) {
    const key = classOf(mark)
    if (key === null) {
      flush()
      sorted.push(mark)
    } else {
      const group = byClass.get(key)
      if (group === undefined) byClass.set(key, [mark])
      else group.push(mark)
    }
  }
  flush()
  return sorted.join('')
}

/** The only mark of the highest class: every other mark that may move comes before it. */
const highest = '\u0345'
/** The first mark seen of each class, and the class of each mark. Unicode has about 1,000 marks in 55 classes. */
const firstOfClass: string[] = []
const classes = new Map<string, string | null>()

/** The class of a mark, named by one of its marks; null if it never moves. Scripts can learn classes only by normalizing. */
function classOf(mark: string): string | null {
  let found = classes.get(mark)
  if (found === undefined) {
    const isMovable = mark === highest || isReordered(highest + mark)
    found = isMovable ? (firstOfClass.find((first) => compareClasses(first, mark) === 0) ?? mark) : null
    if (found === mark) firstOfClass.push(mark)
    classes.set(mark, found)
  }
  return found
}

function compareClasses(first: string, second: string): number {
  if (isReordered(first + second)) return 1
  return isReordered(second + first) ? -1 : 0
}

function isReordered(pair: string): boolean {
  return pair.normalize('NFD') !== pair
}
