const wordBits = 32

/**
 * Numbers from 0 up, kept in their order, for the files of a batch: the first of them is found without looking at those
 * that went before, so that ten thousand files are taken one after the other in as many steps.
 */
export class IntegerSet {
  private readonly words: number[] = []
  /** No number stands in a word before this one. */
  private firstWord = 0

  add(value: number): void {
    const at = Math.floor(value / wordBits)
    while (this.words.length <= at) this.words.push(0)
    this.words[at] = this.word(at) | (1 << (value % wordBits))
    this.firstWord = Math.min(this.firstWord, at)
  }

  delete(value: number): void {
    const at = Math.floor(value / wordBits)
    if (at < this.words.length) this.words[at] = this.word(at) & ~(1 << (value % wordBits))
  }

  /** The smallest ones, so many at most. */
  first(count: number): number[] {
    const found: number[] = []
    for (let at = this.skipEmpty(); at < this.words.length && found.length < count; at += 1) {
      for (let rest = this.word(at); rest !== 0 && found.length < count; rest &= rest - 1) {
        found.push(at * wordBits + lowestBit(rest))
      }
    }
    return found
  }

  all(): number[] {
    return this.first(Number.POSITIVE_INFINITY)
  }

  private skipEmpty(): number {
    while (this.firstWord < this.words.length && this.word(this.firstWord) === 0) this.firstWord += 1
    return this.firstWord
  }

  private word(at: number): number {
    return this.words[at] ?? 0
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word)
}
