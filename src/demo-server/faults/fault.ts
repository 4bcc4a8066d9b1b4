/** What can go wrong with one call. "Work" is what the call is for: the listing, the delete, the upload. */
export type Fault =
  /** The call waits before its work. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** The connection goes without an answer; the work is not done, or done. `reset`: by TCP RST. */
  | { readonly kind: 'drop'; readonly when: 'before-work' | 'after-work'; readonly reset?: boolean }
  /**
   * The body ends after so many bytes. `length`: Content-Length promised more. `chunked`: no last chunk.
   * `close`: no Content-Length at all, so that the end of the connection looks like the end of the body.
   */
  | {
      readonly kind: 'cut-body'
      readonly afterBytes: number
      readonly framing?: 'length' | 'chunked' | 'close'
    }
  /** Content-Length is wrong by so many bytes: positive promises more than comes, negative less. */
  | { readonly kind: 'wrong-length'; readonly by: number }
  /** Nothing more comes, and the connection stays, until the client leaves. `before-headers`: the work is done. */
  | { readonly kind: 'hang'; readonly where: 'before-work' | 'before-headers' | 'after-headers' | 'mid-body' }
  /** To another URL, without work. */
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 303 | 307 | 308; readonly location: string }
  /** A page of a proxy in the place of the answer, by default without work. */
  | { readonly kind: 'html'; readonly status: number; readonly afterWork?: boolean }
  /** Any other answer, by default without work. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body?: string
      readonly contentType?: string
      readonly headers?: Readonly<Record<string, string>>
      readonly afterWork?: boolean
    }
  /** DELETE answers 200 and deletes nothing. */
  | { readonly kind: 'lying-delete' }
  /** DELETE also deletes what it was not asked for. */
  | {
      readonly kind: 'greedy-delete'
      readonly also: 'same-name-other-locales' | 'one-other-file' | 'whole-segment'
    }
  /** The token dies with this call, which answers the expired-token error. Sign-in and sign-out are not counted. */
  | { readonly kind: 'token-dies'; readonly status: 400 | 401 }
  /** 429, without work. `retryAfter` as it shall stand in the header. */
  | { readonly kind: 'throttle'; readonly retryAfter?: string | number }
  /** 200 and a valid JSON array of white space: a thousandth on the wire of what it unpacks to. */
  | { readonly kind: 'gzip-bomb'; readonly unpackedBytes: number }
  /** The line carries so many bytes a second: `up`, of an upload; `down`, of the answer. Goes together with other faults. */
  | { readonly kind: 'bandwidth'; readonly direction: 'up' | 'down'; readonly bytesPerSecond: number }
  /**
   * When so many bytes of an upload came in, its form around the file included. `close`, `reset`: the connection goes, by
   * FIN or by RST. `hang`: nothing more is read. Else an answer comes at once, and the rest of the body is `refused` (the
   * connection closes on it), `swallowed`, or `ignored` (left unread, and the connection stays). No work is done.
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
  /** An upload is answered as if all were well, and only so many of its bytes are kept. */
  | { readonly kind: 'short-store'; readonly keptBytes: number }
  /** The body, or with `from: 'headers'` all of the answer, comes in pieces of `bytes` with `ms` between. */
  | {
      readonly kind: 'trickle'
      readonly bytes: number
      readonly ms: number
      readonly from?: 'headers' | 'body'
    }
