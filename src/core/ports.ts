/** What core asks of the world. Real ones live in `main/adapters`, the in-memory and Node ones for tests in `testing`. */

export interface HttpTimeouts {
  /** Milliseconds until a connection must stand. */
  readonly connectMs: number
  /** Milliseconds from then until the headers of the answer must be there. */
  readonly firstByteMs: number
  /** Milliseconds that may pass between two pieces of the answer. */
  readonly idleMs: number
}

export type HttpBody =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'stream'
      readonly chunks: AsyncIterable<Uint8Array>
      /**
       * Of all chunks: told beforehand as `Content-Length`, for a server that takes no other. The port may then hold the whole
       * body in memory. Without it a body is sent in chunks, and streams.
       */
      readonly bytes?: number
    }

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: HttpBody
  readonly signal?: AbortSignal
  readonly timeouts: HttpTimeouts
  /** Must reach the server at most once: network stacks may send a request again by themselves on a connection used before. */
  readonly once?: boolean
}

export interface HttpResponse {
  readonly status: number
  /** The value of a header, by its lower-case name. */
  readonly header: (name: string) => string | null
  /** The decoded body. Must be read to its end or returned from, so that the connection is freed. */
  readonly body: AsyncIterable<Uint8Array>
}

export type HttpProblem = 'unreachable' | 'certificate' | 'timed-out' | 'redirected' | 'cut' | 'aborted'

/** The only thing that `HttpPort.send` and the body it gives may throw. `detail` is a short code such as `ECONNREFUSED`. */
export class HttpPortError extends Error {
  override readonly name = 'HttpPortError'
  constructor(
    readonly problem: HttpProblem,
    readonly detail: string,
  ) {
    super(`${problem}: ${detail}`)
  }
}

/**
 * Sends exactly one request: never follows a redirect, never repeats, keeps no cookie and no cache.
 * A redirect is a problem, since the headers hold the session token.
 */
export interface HttpPort {
  readonly send: (request: HttpRequest) => Promise<HttpResponse>
}

export interface Clock {
  /** Wall clock, milliseconds since the epoch. For showing and recording only. */
  readonly now: () => number
  /** Milliseconds that never go backwards. For every duration. */
  readonly elapsed: () => number
  /** Ends after so many milliseconds, or at once when the signal is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Calls back once after so many milliseconds, unless the returned function is called before. */
  readonly after: (ms: number, callBack: () => void) => () => void
}

export interface RandomSource {
  /** Uniform in [0, 1). For jitter only. */
  readonly fraction: () => number
  /** Unguessable, URL-safe, at least 128 bits. */
  readonly id: () => string
}

/** A flat folder of small files. Names are ours, never the server's. */
export interface FilesPort {
  readonly read: (name: string) => Promise<Uint8Array | null>
  /** Temporary file, flush, rename, flush of the folder; mode 0600. */
  readonly write: (name: string, bytes: Uint8Array) => Promise<void>
  readonly remove: (name: string) => Promise<void>
}

/** A flat folder of files that only grow. Names are ours. */
export interface LogFilesPort {
  readonly list: () => Promise<readonly string[]>
  readonly read: (name: string) => Promise<Uint8Array | null>
  /** Appends and flushes to the disk before it returns; mode 0600. */
  readonly append: (name: string, bytes: Uint8Array) => Promise<void>
  /** Cuts to so many bytes and flushes. */
  readonly truncate: (name: string, bytes: number) => Promise<void>
  /** Temporary file, flush, rename, flush of the folder: after a crash the file holds either the old bytes or the new ones. */
  readonly replace: (name: string, bytes: Uint8Array) => Promise<void>
  readonly remove: (name: string) => Promise<void>
}

export interface WrittenBlob {
  readonly size: number
  /** Lower-case hexadecimal. */
  readonly sha256: string
}

/** A flat folder of large files, streamed. Names are ours. A file is there under its name only when it is whole. */
export interface BlobsPort {
  /** Temporary file, stream, hash, flush; under its name only if `accept` says so, else nothing is left. Mode 0600. */
  readonly write: (
    name: string,
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ) => Promise<WrittenBlob>
  readonly read: (name: string) => AsyncIterable<Uint8Array>
  readonly remove: (name: string) => Promise<void>
  readonly list: () => Promise<readonly string[]>
  /** Bytes that may still be written to this disk. */
  readonly freeBytes: () => Promise<number>
}

/** A part of a file: from `start` up to and without `end`. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface CachedFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** When it was last needed, ms since the epoch. */
  readonly usedAt: number
}

/** A flat folder of files that can be got again: any of them may go at any time. Names are ours. */
export interface CacheFilesPort extends Pick<BlobsPort, 'write' | 'remove'> {
  readonly list: () => Promise<readonly CachedFile[]>
  /** All of it, or a part. The file is closed when the reader ends, early or not. */
  readonly read: (name: string, range?: ByteRange) => AsyncIterable<Uint8Array>
  /** Notes that it was needed; best effort. */
  readonly touch: (name: string, at: number) => Promise<void>
}

/** The operating system's keychain, as far as it can be trusted (docs/threat-model.md#stored-keys). */
export interface SecretBox {
  /** False where the system offers no real keychain: nothing may be stored then. */
  readonly isAvailable: () => Promise<boolean>
  readonly seal: (secret: string) => Promise<Uint8Array>
  /** Throws when it cannot be read; the sealed bytes must then be kept as they are. */
  readonly open: (sealed: Uint8Array) => Promise<OpenedSecret>
}

export interface OpenedSecret {
  readonly secret: string
  /** The keychain's own key has changed: seal again, so that the old one can go. */
  readonly shouldReseal: boolean
}

export interface HashPort {
  /** SHA-256 in lower-case hexadecimal. */
  readonly sha256: (bytes: Uint8Array) => string
}

/** Counts and hashes a stream to its end, without keeping it. */
export interface MeasurePort {
  readonly measure: (chunks: AsyncIterable<Uint8Array>) => Promise<WrittenBlob>
}

/** A hash that is made of bytes as they pass. */
export interface RunningHash {
  readonly add: (bytes: Uint8Array) => void
  /** Of all bytes so far, lower-case hexadecimal; nothing may be added after it. */
  readonly sha256: () => string
}

export interface StreamHashPort {
  readonly createHash: () => RunningHash
}

/** The embedded demo server: the one way in which main starts something that speaks the platform's API. */
export interface DemoPort {
  readonly start: () => Promise<{
    readonly serverUrl: string
    readonly accountId: string
    readonly apiKey: string
  }>
  readonly reset: () => Promise<void>
  readonly stop: () => Promise<void>
}
