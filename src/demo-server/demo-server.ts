import type { CallLog } from './call-log'
import type { FaultPlan } from './faults/fault-plan'
import type { SeedSpec } from './store/seed-spec'
import type { DemoStore } from './store/test-store'
import type { Switches } from './switches'
import type { TrippedDelete } from './tripwire'

export interface DemoServerOptions {
  /** 0 or absent: any free one. The address is always 127.0.0.1. */
  readonly port?: number
  /** Where files and state live and survive a restart. Absent: in memory, big files in a temporary folder. */
  readonly dataDir?: string
  /** Default `demo`. With a `dataDir` that holds a state of the same seed, that state goes on. */
  readonly seed?: 'demo' | 'none' | SeedSpec
  /** Default `demo`. */
  readonly accountId?: string
  /** Default: a random one. */
  readonly apiKey?: string
  readonly switches?: Partial<Switches>
  /** Default `armed`. */
  readonly tripwire?: 'armed' | 'off'
  /** Milliseconds, for idle expiry, allowance and dates. Default: the system's clock. */
  readonly now?: () => number
  /** PEM; makes the server speak https. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

export interface DemoServer {
  readonly url: string
  readonly accountId: string
  readonly apiKey: string
  /** Live: a change counts from the next call on. */
  readonly switches: Switches
  readonly faults: FaultPlan
  readonly calls: CallLog
  readonly tripped: readonly TrippedDelete[]
  readonly store: DemoStore
  /** All sessions end, as after 30 idle minutes. */
  expireTokens(): void
  /** Files back to the seed; sessions, switches, faults and the call log stay. */
  reset(): Promise<void>
  /** Cuts what is open. Twice is once. */
  close(): Promise<void>
}
