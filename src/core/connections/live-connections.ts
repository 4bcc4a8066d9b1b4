import type { OpenConnection } from './open-connection'

/**
 * The connections that are signed in: the one that is open, and those that were left while something of theirs still
 * runs. Each gives its token back when it is neither open nor held any more.
 */
export class LiveConnections<Live extends OpenConnection> {
  private open: Live | null = null
  private readonly left = new Set<Live>()
  private readonly leases = new Map<OpenConnection, number>()

  current(): Live | null {
    return this.open
  }

  all(): readonly Live[] {
    return this.open === null ? [...this.left] : [this.open, ...this.left]
  }

  /** Until the answer is called the connection keeps its session, whatever is opened meanwhile. */
  acquire(leased: OpenConnection): () => void {
    this.leases.set(leased, (this.leases.get(leased) ?? 0) + 1)
    let isOver = false
    return () => {
      if (isOver) return
      isOver = true
      const others = (this.leases.get(leased) ?? 1) - 1
      if (others > 0) this.leases.set(leased, others)
      else void this.releaseLast(leased)
    }
  }

  /** Settles when the one that was open has given its token back, or is left to whoever still holds it. */
  async replace(next: Live | null): Promise<void> {
    const previous = this.open
    this.open = next
    if (previous === null) return
    if (this.leases.has(previous)) this.left.add(previous)
    else await signOutQuietly(previous)
  }

  /** Gives every token back, held or not: the app quits. */
  async closeAll(): Promise<void> {
    const all = this.all()
    this.open = null
    this.left.clear()
    await Promise.all(all.map(signOutQuietly))
  }

  private async releaseLast(leased: OpenConnection): Promise<void> {
    this.leases.delete(leased)
    for (const each of this.left) if (each === leased && this.left.delete(each)) await signOutQuietly(each)
  }
}

/** Never fails: without a network the token dies by itself. */
async function signOutQuietly({ client }: OpenConnection): Promise<void> {
  await client.signOut().catch(() => undefined)
}
