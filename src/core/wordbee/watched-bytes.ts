import type { RunningHash, StreamHashPort } from '../ports'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** How to upload a file that may change or disappear while it is sent. */
export interface WatchedBytes {
  /** Exact size of the file in bytes; if it differs, nothing is attached. */
  readonly size: number
  readonly hash: StreamHashPort
  /** Called with the bytes sent so far; starts at 0 again when the file is sent again. */
  readonly onBytes: (bytes: number) => void
  /**
   * Called with the hash of the sent bytes once the server has received them, right before they are attached. If it rejects,
   * nothing is attached, and the upload fails with that error.
   */
  readonly beforeAttach: (sha256: string) => Promise<void>
}

/** A problem with the source file of an upload. Nothing was attached. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  constructor(readonly problem: 'source-changed' | 'source-unreadable') {
    super(problem)
  }
}

/** Counts and hashes bytes as they are sent. It remembers a problem with the source, which the network stack reports differently. */
export class WatchedStream {
  private hash: RunningHash
  private size = 0
  private problem: SourceError | null = null

  constructor(private readonly watched: Omit<WatchedBytes, 'beforeAttach'>) {
    this.hash = watched.hash.createHash()
  }

  /** Passes the bytes through and counts them from 0. Fails with `SourceError` if the total differs from the expected size. */
  async *watch(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    this.size = 0
    this.hash = this.watched.hash.createHash()
    for await (const chunk of this.read(bytes)) {
      this.size += chunk.byteLength
      if (this.size > this.watched.size) throw this.fail('source-changed')
      this.hash.add(chunk)
      yield chunk
      this.watched.onBytes(this.size)
    }
    if (this.size !== this.watched.size) throw this.fail('source-changed')
  }

  /** Catches only errors of the source: the sender may end `watch` with an error that has another cause. */
  private async *read(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* bytes
    } catch {
      throw this.fail('source-unreadable')
    }
  }

  private fail(problem: SourceError['problem']): SourceError {
    this.problem = new SourceError(problem)
    return this.problem
  }

  /** The cause of a failed upload: the problem with the source if there is one, else the error. */
  causeOf(error: unknown): unknown {
    return this.problem ?? error
  }

  /** The hash of the complete file. Throws if the server responded before it had received all bytes. */
  finalHash(): string {
    if (this.problem !== null) throw this.problem
    if (this.size === this.watched.size) return this.hash.sha256()
    throw new WordbeeError(failureWithDetail('answer-unexpected', ''), { status: null, nothingWasDone: true })
  }
}
