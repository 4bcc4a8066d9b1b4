const wordBits = 32

/**
 * Numbers from 0 up, kept in their order, for the files of a batch: the first of them is found without looking at those
 * that went before, so that ten thousand files are taken one after the other in as many steps.
 */
export class NumberSet {
  private readonly words: number[] = []
  /** No number stands in a word before this one. */
  private low = 0

  add(number: number): void {
    const at = Math.floor(number / wordBits)
    while (this.words.length <= at) this.words.push(0)
    this.words[at] = this.word(at) | (1 << (number % wordBits))
    this.low = Math.min(this.low, at)
  }

  delete(number: number): void {
    const at = Math.floor(number / wordBits)
    if (at < this.words.length) this.words[at] = this.word(at) & ~(1 << (number % wordBits))
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
    while (this.low < this.words.length && this.word(this.low) === 0) this.low += 1
    return this.low
  }

  private word(at: number): number {
    return this.words[at] ?? 0
  }
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word)
}
