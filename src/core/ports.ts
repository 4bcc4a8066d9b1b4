/** What core needs from the outside. `main/adapters` implements these ports; `testing` has in-memory and Node versions for tests. */

export interface HttpTimeouts {
  /** Maximum time to establish a connection, in ms. */
  readonly connectMs: number
  /** Maximum time from then to the response headers, in ms. */
  readonly firstByteMs: number
  /** Maximum time between two chunks of the response, in ms. */
  readonly idleMs: number
}

export type HttpBody =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'stream'
      readonly chunks: AsyncIterable<Uint8Array>
      /**
       * Total size, sent as `Content-Length` to a server that requires it. The port may then buffer the whole body in memory;
       * without it the body is streamed with chunked encoding.
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
  /** The request must reach the server at most once. Network stacks may otherwise resend it on a reused connection. */
  readonly once?: boolean
}

export interface HttpResponse {
  readonly status: number
  /** The value of a header, by its lower-case name. */
  readonly header: (name: string) => string | null
  /** The decoded body. The reader must read it to the end or stop the iteration, so that the connection is released. */
  readonly body: AsyncIterable<Uint8Array>
}

/**
 * `certificate` is one that is not trusted, `certificate-date` one out of date by the clock of this computer, `certificate-host`
 * one of another host. `encryption`: no secure connection could be set up.
 */
export type HttpProblem =
  | 'unreachable'
  | 'certificate'
  | 'certificate-date'
  | 'certificate-host'
  | 'encryption'
  | 'timed-out'
  | 'redirected'
  | 'cut'
  | 'aborted'

/** The only error that `HttpPort.send` and the response body may throw. `detail` is a short code such as `ECONNREFUSED`. */
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
 * Sends exactly one request: no redirects, no retries, no cookies, no cache. A redirect is a problem, because the headers
 * contain the session token.
 */
export interface HttpPort {
  readonly send: (request: HttpRequest) => Promise<HttpResponse>
}

export interface Clock {
  /** Wall clock, ms since the epoch. Only for display and records. */
  readonly now: () => number
  /** Monotonic clock in ms, for all durations. */
  readonly elapsed: () => number
  /** Resolves after this many ms, or at once when the signal aborts. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Calls `callBack` once after `ms`, unless the returned function cancels it first. */
  readonly after: (ms: number, callBack: () => void) => () => void
}

export interface RandomSource {
  /** Uniform in [0, 1). For jitter only. */
  readonly fraction: () => number
  /** Unguessable, URL-safe, at least 128 bits. */
  readonly id: () => string
}

/** A flat folder of small files. Names come from the app, never from the server. */
export interface FilesPort {
  readonly read: (name: string) => Promise<Uint8Array | null>
  /** Writes a temporary file, flushes, renames and flushes the folder; mode 0600. */
  readonly write: (name: string, bytes: Uint8Array) => Promise<void>
  readonly remove: (name: string) => Promise<void>
}

export interface ListedFilesPort extends FilesPort {
  /** The names of all complete files. */
  readonly list: () => Promise<readonly string[]>
}

/** A flat folder of append-only files. Names come from the app. */
export interface LogFilesPort {
  readonly list: () => Promise<readonly string[]>
  readonly read: (name: string) => Promise<Uint8Array | null>
  /** Appends and flushes to the disk before it returns; mode 0600. */
  readonly append: (name: string, bytes: Uint8Array) => Promise<void>
  /** Truncates to this many bytes and flushes. */
  readonly truncate: (name: string, bytes: number) => Promise<void>
  /** Like `FilesPort.write`: after a crash the file has either the old or the new content. */
  readonly replace: (name: string, bytes: Uint8Array) => Promise<void>
  readonly remove: (name: string) => Promise<void>
}

export interface WrittenBlob {
  readonly size: number
  /** Lower-case hexadecimal. */
  readonly sha256: string
}

/** A flat folder of large, streamed files. Names come from the app. A file has its name only once it is complete. */
export interface BlobsPort {
  /** Streams to a temporary file, hashes and flushes it, and renames it if `accept` returns true, else removes it. Mode 0600. */
  readonly write: (
    name: string,
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ) => Promise<WrittenBlob>
  readonly read: (name: string) => AsyncIterable<Uint8Array>
  readonly remove: (name: string) => Promise<void>
  readonly list: () => Promise<readonly string[]>
  /** Free bytes on this disk. */
  readonly freeBytes: () => Promise<number>
}

/** A byte range of a file; `end` is exclusive. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface CachedFile {
  readonly name: string
  /** Size in bytes. */
  readonly size: number
  /** Time of last use, ms since the epoch. */
  readonly usedAt: number
}

/** A flat folder of cached files, any of which may disappear at any time. Names come from the app. */
export interface CacheFilesPort extends Pick<BlobsPort, 'write' | 'remove'> {
  readonly list: () => Promise<readonly CachedFile[]>
  /** Reads the file or a range of it. The file is closed when the iteration ends. */
  readonly read: (name: string, range?: ByteRange) => AsyncIterable<Uint8Array>
  /** Records a use; best effort. */
  readonly touch: (name: string, at: number) => Promise<void>
}

/** The operating system's keychain (docs/threat-model.md#stored-keys). */
export interface SecretBox {
  /** False if the system has no real keychain; nothing may be stored then. */
  readonly isAvailable: () => Promise<boolean>
  readonly seal: (secret: string) => Promise<Uint8Array>
  /** Throws if the bytes cannot be unsealed; they must then be kept unchanged. */
  readonly open: (sealed: Uint8Array) => Promise<OpenedSecret>
}

export interface OpenedSecret {
  readonly secret: string
  /** The keychain has a new key: seal the secret again, so that the old key can be retired. */
  readonly shouldReseal: boolean
}

export interface HashPort {
  /** SHA-256 in lower-case hexadecimal. */
  readonly sha256: (bytes: Uint8Array) => string
}

/** Counts and hashes a stream without storing it. */
export interface MeasurePort {
  readonly measure: (chunks: AsyncIterable<Uint8Array>) => Promise<WrittenBlob>
}

/** An incremental hash. */
export interface RunningHash {
  readonly add: (bytes: Uint8Array) => void
  /** The hash of all bytes added, in lower-case hexadecimal; no bytes may be added afterwards. */
  readonly sha256: () => string
}

export interface StreamHashPort {
  readonly createHash: () => RunningHash
}

/** A local file that the user chose to write to. */
export interface SaveTarget {
  /** File name without the folder. */
  readonly name: string
  /** Writes a temporary file beside the target, flushes it and renames it. Keeps the old file if `accept` returns false. */
  readonly write: (
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ) => Promise<WrittenBlob>
}

/** The system dialogs. Null if the user cancels. */
export interface SavePort {
  /** The dialog confirms before it returns an existing file. */
  readonly chooseFile: (suggestedName: string) => Promise<SaveTarget | null>
  readonly chooseFolder: () => Promise<SaveFolder | null>
}

export interface SaveFolder {
  readonly isTaken: (name: string) => boolean
  /** Never replaces an existing file. */
  readonly targetFor: (name: string) => SaveTarget
}

/** The embedded demo server, which implements the platform's API. */
export interface DemoPort {
  readonly start: () => Promise<{
    readonly serverUrl: string
    readonly accountId: string
    readonly apiKey: string
  }>
  readonly reset: () => Promise<void>
  readonly stop: () => Promise<void>
}
