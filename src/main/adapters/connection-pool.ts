import { openConnection, type ConnectOptions, type KeptConnection } from './kept-connection'

export interface PoolLimits {
  /** Idle connections are closed after this time, in ms: as a rule before the server does it. */
  readonly idleMs: number
  /** A server keeps connections if one is still open this long after a response, in ms. Until then none is used twice. */
  readonly provenAfterMs: number
  /** How long no connection is tried after one could not be opened, in ms. */
  readonly retryAfterMs: number
}

/** IIS closes an idle connection after 120 s, nginx after 75 s, Apache and Node after 5 s. */
export const defaultPoolLimits: PoolLimits = { idleMs: 2_000, provenAfterMs: 15, retryAfterMs: 60_000 }

/** More than the DELETEs that are in flight at once. */
const maxIdle = 16

interface Idle {
  readonly connection: KeptConnection
  readonly timer: NodeJS.Timeout
}

interface Origin {
  readonly idle: Idle[]
  keepsConnections: boolean
  refusedUntil: number
}

/** Connections that are kept between requests. */
export class ConnectionPool {
  private readonly origins = new Map<string, Origin>()

  constructor(
    private readonly now: () => number,
    private readonly limits: PoolLimits,
  ) {}

  /** An idle connection, or a new one. Null if none can be opened. */
  async take(options: ConnectOptions): Promise<KeptConnection | null> {
    const origin = this.originOf(options.url)
    for (let last = origin.idle.pop(); last !== undefined; last = origin.idle.pop()) {
      clearTimeout(last.timer)
      if (isOpen(last.connection)) return last.connection
    }
    if (this.now() < origin.refusedUntil) return null
    const opened = await openConnection(options)
    if (opened === null && options.signal?.aborted !== true)
      origin.refusedUntil = this.now() + this.limits.retryAfterMs
    return opened
  }

  /** Takes back a connection whose response is complete. `serverIdleMs`: how long the server keeps it, if it says so. */
  giveBack(url: URL, connection: KeptConnection, serverIdleMs: number | null): void {
    const origin = this.originOf(url)
    // A second less than the server, for the way there.
    const idleMs = Math.min(this.limits.idleMs, (serverIdleMs ?? Number.POSITIVE_INFINITY) - 1_000)
    if (!isOpen(connection) || origin.idle.length >= maxIdle || idleMs <= 0) {
      connection.socket.destroy()
      return
    }
    if (origin.keepsConnections) {
      keepIdle(origin, connection, idleMs)
      return
    }
    // Some servers close a connection after each response without saying so: a request on it would be lost.
    setTimeout(() => {
      if (!isOpen(connection)) return
      origin.keepsConnections = true
      keepIdle(origin, connection, idleMs)
    }, this.limits.provenAfterMs)
  }

  /** A kept connection was closed under a request, so none is used twice until the server has proved again that it keeps them. */
  recordLost(url: URL): void {
    this.originOf(url).keepsConnections = false
  }

  private originOf({ origin }: URL): Origin {
    const known = this.origins.get(origin) ?? { idle: [], keepsConnections: false, refusedUntil: 0 }
    this.origins.set(origin, known)
    return known
  }
}

function keepIdle({ idle }: Origin, connection: KeptConnection, idleMs: number): void {
  const timer = setTimeout(() => {
    const index = idle.findIndex((other) => other.connection === connection)
    if (index !== -1) idle.splice(index, 1)
    connection.socket.destroy()
  }, idleMs)
  idle.push({ connection, timer })
}

function isOpen({ socket }: KeptConnection): boolean {
  return !socket.destroyed && socket.readable && socket.writable
}
