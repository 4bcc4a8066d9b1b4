/** Reference counts of copies that must not be removed now. */
export class PinCounts {
  private readonly counts = new Map<string, number>()

  has(id: string): boolean {
    return this.counts.has(id)
  }

  /** Returns the release function, to be called once. */
  pin(ids: readonly string[]): () => void {
    for (const id of ids) this.counts.set(id, (this.counts.get(id) ?? 0) + 1)
    return () => {
      for (const id of ids) {
        const count = (this.counts.get(id) ?? 1) - 1
        if (count === 0) this.counts.delete(id)
        else this.counts.set(id, count)
      }
    }
  }
}
