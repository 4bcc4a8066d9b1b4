const wordBits = 32

/**
 * A sorted set of non-negative integers, stored as bits, for the indexes of the files of a batch. Empty words are
 * skipped, so that taking the numbers one by one needs linear time.
 */
export class IntegerSet {
  private readonly words: number[] = []
  /** All words before this index are empty. */
  private firstWord = 0

  add(value: number): void {
    const index = Math.floor(value / wordBits)
    while (this.words.length <= index) this.words.push(0)
    this.words[index] = this.word(index) | (1 << (value % wordBits))
    this.firstWord = Math.min(this.firstWord, index)
  }

  delete(value: number): void {
    const index = Math.floor(value / wordBits)
    if (index < this.words.length) this.words[index] = this.word(index) & ~(1 << (value % wordBits))
  }

  /** The smallest numbers in ascending order, at most `count`. */
  first(count: number): number[] {
    const found: number[] = []
    for (let index = this.skipEmpty(); index < this.words.length && found.length < count; index += 1) {
      for (let rest = this.word(index); rest !== 0 && found.length < count; rest &= rest - 1) {
        found.push(index * wordBits + lowestBit(rest))
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

  private word(index: number): number {
    return this.words[index] ?? 0
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word)
}
