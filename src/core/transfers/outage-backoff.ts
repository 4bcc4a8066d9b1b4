import type { Clock } from '../ports'

/** Delay between an outage and the first retry; doubled after each failed retry. */
const initialBackoffMs = 2_500
const maxBackoffMs = 60_000

export interface OutageBackoffPorts {
  readonly clock: Pick<Clock, 'sleep'>
  /** Whether this account is open and its server is not known to be unreachable. */
  readonly canReach: (accountKey: string) => boolean
  /** Called when the outage of an account is over. */
  readonly onRecovered: () => void
}

/**
 * Tracks accounts whose server could not be reached. An outage ends when connectivity returns, or after an
 * exponential backoff if the server is not known to be unreachable.
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

  /** Called after a success: the next outage starts with the initial delay. */
  resetBackoff(accountKey: string): void {
    this.backoffs.delete(accountKey)
  }

  /** Ends the outages of servers that can be reached again. */
  connectivityChanged(): void {
    for (const accountKey of this.outages) this.endIfReachable(accountKey)
  }

  /** Opening a connection needs a response of the server, so its outage is over. */
  connectionOpened(accountKey: string): void {
    this.backoffs.delete(accountKey)
    this.outages.delete(accountKey)
  }

  /** Cancels all pending retries. */
  close(): void {
    this.closing.abort()
  }

  private endIfReachable(accountKey: string): void {
    if (!this.ports.canReach(accountKey)) return
    if (this.outages.delete(accountKey)) this.ports.onRecovered()
  }
}
