import type { Connection } from '../../shared/connection'
import { createConnectionAccess } from './connection-access'
import type { OpenConnection } from './open-connection'

/** A connection whose facts can change while it is open; all holders of the object see the change. */
export interface LiveConnection extends OpenConnection {
  connection: Connection
}

/**
 * The connections that are signed in: the open one, and those that were left while work still runs on them. A connection is
 * signed out when it is neither open nor leased.
 */
export class LiveConnections {
  /** Called when a connection was signed out, before the app quits too. */
  onSignedOut: (live: LiveConnection) => Promise<void> = () => Promise.resolve()
  /** For everything that works on the open connection. */
  readonly access = createConnectionAccess({
    current: () => this.open,
    acquire: (open) => this.acquire(open),
  })
  private open: LiveConnection | null = null
  private readonly left = new Set<LiveConnection>()
  private readonly leases = new Map<OpenConnection, number>()

  current(): LiveConnection | null {
    return this.open
  }

  all(): readonly LiveConnection[] {
    return this.open === null ? [...this.left] : [this.open, ...this.left]
  }

  /** Leases a connection: it stays signed in until the returned function is called, even if another one is opened. */
  acquire(leased: OpenConnection): () => void {
    this.leases.set(leased, (this.leases.get(leased) ?? 0) + 1)
    let isReleased = false
    return () => {
      if (isReleased) return
      isReleased = true
      const remaining = (this.leases.get(leased) ?? 1) - 1
      if (remaining > 0) this.leases.set(leased, remaining)
      else void this.releaseLast(leased)
    }
  }

  /** Opens another connection, or none. Resolves when the previous one is signed out, or is left to its leases. */
  async replace(next: LiveConnection | null): Promise<void> {
    const previous = this.open
    this.open = next
    if (previous === null) return
    if (this.leases.has(previous)) this.left.add(previous)
    else await this.signOutQuietly(previous)
  }

  /** Signs out all connections, even leased ones, before the app quits. */
  async closeAll(): Promise<void> {
    const all = this.all()
    this.open = null
    this.left.clear()
    await Promise.all(all.map((live) => this.signOutQuietly(live)))
  }

  private async releaseLast(leased: OpenConnection): Promise<void> {
    this.leases.delete(leased)
    for (const live of this.left)
      if (live === leased && this.left.delete(live)) await this.signOutQuietly(live)
  }

  /** Never fails: if the call does not reach the server, the token expires there. */
  private async signOutQuietly(live: LiveConnection): Promise<void> {
    await live.client.signOut().catch(() => undefined)
    await this.onSignedOut(live)
  }
}
