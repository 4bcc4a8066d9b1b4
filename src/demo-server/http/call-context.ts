import type { IncomingMessage } from 'node:http'
import type { CallRecord } from '../call-log'
import type { Fault } from '../faults/fault'
import type { MediaBook } from '../media/media-book'
import type { SessionBook } from '../sessions/session-book'
import type { RateLimiter } from '../sessions/rate-limiter'
import type { AssetStore } from '../store/asset-store'
import type { Clock } from '../store/clock'
import type { Library } from '../store/library'
import type { Switches } from '../switches'
import type { Query } from './decode-query'
import type { Reply } from './reply'

/** The parts of the server that handlers use. */
export interface Platform {
  readonly switches: Switches
  readonly clock: Clock
  readonly library: Library
  readonly assets: AssetStore
  readonly media: MediaBook
  readonly sessions: SessionBook
  readonly throttle: RateLimiter
  /** `http://127.0.0.1:port`, for absolute URLs in responses. */
  origin(): string
}

export interface CallContext {
  readonly platform: Platform
  readonly call: CallRecord
  readonly query: Query
  readonly incoming: IncomingMessage
  /** The body of the call, with its faults applied. It can be read once. */
  readonly openBody: () => AsyncIterable<Uint8Array>
  /** The fault that applies to this call, for handlers that implement some of the faults. */
  readonly fault: Fault | undefined
  /** A decoded path parameter, or '' if the route has none of that name. */
  readonly param: (name: string) => string
}

export type Handler = (context: CallContext) => Reply | Promise<Reply>
