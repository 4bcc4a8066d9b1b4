import type { Clock } from '../ports'

/** Between an outage and the first try after it, milliseconds; doubled each time that nothing came of it. */
const initialBackoffMs = 2_500
const maxBackoffMs = 60_000

export interface OutageBackoffPorts {
  readonly clock: Pick<Clock, 'sleep'>
  /** Whether the server of this account, which is open, can be reached for all that is known. */
  readonly canReach: (accountKey: string) => boolean
  /** It is over for an account. */
  readonly onRecovered: () => void
}

/**
 * Accounts whose server could not be reached. What waits for one goes on when it is known to be there again; where
 * nobody knows it to be away, after a while.
 */
export class OutageBackoff {
  private readonly backoffs = new Map<string, number>()
  private readonly outages = new Set<string>()
  private readonly closing = new AbortController()

  constructor(private readonly ports: OutageBackoffPorts) {}

  isOffline(accountKey: string): boolean {
    return this.outages.has(accountKey)
  }

  startOutage(accountKey: string): void {
    const backoffMs = this.backoffs.get(accountKey) ?? initialBackoffMs
    this.backoffs.set(accountKey, Math.min(backoffMs * 2, maxBackoffMs))
    this.outages.add(accountKey)
    void this.ports.clock.sleep(backoffMs, this.closing.signal).then(() => this.endIfReachable(accountKey))
  }

  /** Something went well on it: its next outage is a first one. */
  resetBackoff(accountKey: string): void {
    this.backoffs.delete(accountKey)
  }

  /** It may be there again. */
  connectivityChanged(): void {
    for (const accountKey of this.outages) this.endIfReachable(accountKey)
  }

  /** It was opened anew, which needs an answer of its server. */
  connectionOpened(accountKey: string): void {
    this.backoffs.delete(accountKey)
    this.outages.delete(accountKey)
  }

  /** Nobody waits any more. */
  close(): void {
    this.closing.abort()
  }

  private endIfReachable(accountKey: string): void {
    if (!this.ports.canReach(accountKey)) return
    if (this.outages.delete(accountKey)) this.ports.onRecovered()
  }
}
