/** Copies that must stay for now, by how many want them to. */
export class PinCounts {
  private readonly counts = new Map<string, number>()

  has(id: string): boolean {
    return this.counts.has(id)
  }

  /** Until the answer is called, once. */
  pin(ids: readonly string[]): () => void {
    for (const id of ids) this.counts.set(id, (this.counts.get(id) ?? 0) + 1)
    return () => {
      for (const id of ids) {
        const left = (this.counts.get(id) ?? 1) - 1
        if (left === 0) this.counts.delete(id)
        else this.counts.set(id, left)
      }
    }
  }
}
