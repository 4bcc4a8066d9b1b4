import type { Clock } from '../ports'

/** Between an outage and the first try after it, milliseconds; doubled each time that nothing came of it. */
const firstNapMs = 2_500
const longestNapMs = 60_000

export interface OutagesPorts {
  readonly clock: Pick<Clock, 'sleep'>
  /** Whether the server of this account, which is open, can be reached for all that is known. */
  readonly canReach: (accountKey: string) => boolean
  /** It is over for an account. */
  readonly onOver: () => void
}

/**
 * Accounts whose server could not be reached. What waits for one goes on when it is known to be there again; where
 * nobody knows it to be away, after a while.
 */
export class Outages {
  private readonly naps = new Map<string, number>()
  private readonly lasting = new Set<string>()
  private readonly closing = new AbortController()

  constructor(private readonly ports: OutagesPorts) {}

  has(accountKey: string): boolean {
    return this.lasting.has(accountKey)
  }

  begin(accountKey: string): void {
    const napMs = this.naps.get(accountKey) ?? firstNapMs
    this.naps.set(accountKey, Math.min(napMs * 2, longestNapMs))
    this.lasting.add(accountKey)
    void this.ports.clock.sleep(napMs, this.closing.signal).then(() => this.endWhereReached(accountKey))
  }

  /** Something went well on it: its next outage is a first one. */
  worked(accountKey: string): void {
    this.naps.delete(accountKey)
  }

  /** It may be there again. */
  reachChanged(): void {
    for (const accountKey of this.lasting) this.endWhereReached(accountKey)
  }

  /** It was opened anew, which needs an answer of its server. */
  opened(accountKey: string): void {
    this.naps.delete(accountKey)
    this.lasting.delete(accountKey)
  }

  /** Nobody waits any more. */
  close(): void {
    this.closing.abort()
  }

  private endWhereReached(accountKey: string): void {
    if (!this.ports.canReach(accountKey)) return
    if (this.lasting.delete(accountKey)) this.ports.onOver()
  }
}
