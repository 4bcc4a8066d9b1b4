import type { CallLog } from './call-log'
import type { FaultPlan } from './faults/fault-plan'
import type { SeedSpec } from './store/seed-spec'
import type { DemoStore } from './store/test-store'
import type { Switches } from './switches'
import type { TrippedDelete } from './tripwire'

export interface DemoServerOptions {
  /** Default: any free port. The address is always 127.0.0.1. */
  readonly port?: number
  /** The folder that keeps files and state across restarts. Default: memory, and a temporary folder for large files. */
  readonly dataDir?: string
  /** Default: `demo`. If `dataDir` has a state of the same seed, the server resumes from that state. */
  readonly seed?: 'demo' | 'none' | SeedSpec
  /** Default: `demo`. */
  readonly accountId?: string
  /** Default: a random key. */
  readonly apiKey?: string
  readonly switches?: Partial<Switches>
  /** Whether `calls` records them, with bodies. Default: true, for tests. */
  readonly recordsCalls?: boolean
  /** Default: `armed`. */
  readonly tripwire?: 'armed' | 'off'
  /** The clock for idle expiry, allowance and dates, in milliseconds. Default: the system clock. */
  readonly now?: () => number
  /** In PEM; makes the server use https. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

export interface DemoServer {
  readonly url: string
  readonly accountId: string
  readonly apiKey: string
  /** Live: a change applies from the next call. */
  readonly switches: Switches
  readonly faults: FaultPlan
  readonly calls: CallLog
  readonly tripped: readonly TrippedDelete[]
  readonly store: DemoStore
  /** The latest session tokens, valid or not, so that a test can search for them. */
  latestTokens(): readonly string[]
  /** Ends all sessions, as after 30 idle minutes. */
  expireTokens(): void
  /** Resets the files to the seed. Sessions, switches, faults and the call log are kept. */
  reset(): Promise<void>
  /** Closes the server and all open connections. Idempotent. */
  close(): Promise<void>
}
