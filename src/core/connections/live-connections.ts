import type { OpenConnection } from './open-connection'

/**
 * The connections that are signed in: the one that is open, and those that were left while something of theirs still
 * runs. Each gives its token back when it is neither open nor held any more.
 */
export class LiveConnections<Live extends OpenConnection> {
  private open: Live | null = null
  private readonly left = new Set<Live>()
  private readonly holds = new Map<OpenConnection, number>()

  current(): Live | null {
    return this.open
  }

  all(): readonly Live[] {
    return this.open === null ? [...this.left] : [this.open, ...this.left]
  }

  /** Until the answer is called the connection keeps its session, whatever is opened meanwhile. */
  hold(held: OpenConnection): () => void {
    this.holds.set(held, (this.holds.get(held) ?? 0) + 1)
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      const others = (this.holds.get(held) ?? 1) - 1
      if (others > 0) this.holds.set(held, others)
      else void this.letGo(held)
    }
  }

  /** Settles when the one that was open has given its token back, or is left to whoever still holds it. */
  async replace(next: Live | null): Promise<void> {
    const previous = this.open
    this.open = next
    if (previous === null) return
    if (this.holds.has(previous)) this.left.add(previous)
    else await giveBack(previous)
  }

  /** Gives every token back, held or not: the app quits. */
  async end(): Promise<void> {
    const all = this.all()
    this.open = null
    this.left.clear()
    await Promise.all(all.map(giveBack))
  }

  private async letGo(held: OpenConnection): Promise<void> {
    this.holds.delete(held)
    for (const each of this.left) if (each === held && this.left.delete(each)) await giveBack(each)
  }
}

/** Never fails: without a network the token dies by itself. */
async function giveBack({ client }: OpenConnection): Promise<void> {
  await client.signOut().catch(() => undefined)
}
