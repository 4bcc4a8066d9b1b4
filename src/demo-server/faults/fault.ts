/** What can go wrong with one call. Its "work" is the listing, deletion or upload that it requests. */
export type Fault =
  /** Delays the work. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Closes the connection without a response, before or after the work. `reset`: by TCP RST instead of FIN. */
  | { readonly kind: 'drop'; readonly when: 'before-work' | 'after-work'; readonly reset?: boolean }
  /**
   * Ends the body after `afterBytes`. `length`: Content-Length announced more. `chunked`: the last chunk is missing.
   * `close`: without Content-Length, so that the end of the connection looks like the end of the body.
   */
  | {
      readonly kind: 'cut-body'
      readonly afterBytes: number
      readonly framing?: 'length' | 'chunked' | 'close'
    }
  /** Content-Length is wrong by this many bytes: positive announces more than is sent, negative less. */
  | { readonly kind: 'wrong-length'; readonly by: number }
  /** Sends nothing more but keeps the connection open until the client closes it. `before-headers`: after the work. */
  | { readonly kind: 'hang'; readonly where: 'before-work' | 'before-headers' | 'after-headers' | 'mid-body' }
  /** Redirects to another URL, without work. */
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 303 | 307 | 308; readonly location: string }
  /** Responds with a proxy's error page, by default without work. */
  | { readonly kind: 'html'; readonly status: number; readonly afterWork?: boolean }
  /** Responds with any status and body, by default without work. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body?: string
      readonly contentType?: string
      readonly headers?: Readonly<Record<string, string>>
      readonly afterWork?: boolean
    }
  /** DELETE responds 200 but deletes nothing. */
  | { readonly kind: 'lying-delete' }
  /** DELETE also deletes files that were not requested. */
  | {
      readonly kind: 'greedy-delete'
      readonly also: 'same-name-other-locales' | 'one-other-file' | 'whole-segment'
    }
  /** Ends the session, and responds with the expired-token error. Sign-in and sign-out never match. */
  | { readonly kind: 'token-dies'; readonly status: 400 | 401 }
  /** Responds 429, without work. `retryAfter` is the value of the header. */
  | { readonly kind: 'throttle'; readonly retryAfter?: string | number }
  /** Responds 200 with an empty JSON array padded with spaces, which compresses to about a thousandth of its size. */
  | { readonly kind: 'gzip-bomb'; readonly unpackedBytes: number }
  /** Limits the throughput of an upload (`up`) or of the response (`down`). Can be combined with other faults. */
  | { readonly kind: 'bandwidth'; readonly direction: 'up' | 'down'; readonly bytesPerSecond: number }
  /**
   * Interrupts an upload once `afterBytes` of its multipart body have arrived, without work. `close`, `reset`: closes the
   * connection by FIN or RST. `hang`: stops reading. Otherwise responds at once and treats the rest of the body as given:
   * `refused` closes the connection, `swallowed` reads and discards it, `ignored` leaves it unread on an open connection.
   */
  | {
      readonly kind: 'mid-upload'
      readonly afterBytes: number
      readonly then:
        | 'close'
        | 'reset'
        | 'hang'
        | {
            readonly status: number
            readonly body?: string
            readonly contentType?: string
            readonly rest: 'refused' | 'swallowed' | 'ignored'
          }
    }
  /** Accepts an upload but stores only its first `keptBytes`. */
  | { readonly kind: 'short-store'; readonly storedBytes: number }
  /** Accepts an upload but inverts the byte at this position. */
  | { readonly kind: 'flip-byte'; readonly at: number }
  /** Returns wrong tokens for files that were uploaded together; `unknown` ones belong to no file. */
  | {
      readonly kind: 'joint-tokens'
      readonly tokens: 'reversed' | 'one-missing' | 'one-extra' | 'repeated' | 'blank' | 'unknown'
    }
  /** Sends the body, or with `from: 'headers'` the whole response, in pieces of `bytes` with a pause of `ms` after each. */
  | {
      readonly kind: 'trickle'
      readonly bytes: number
      readonly ms: number
      readonly from?: 'headers' | 'body'
    }
