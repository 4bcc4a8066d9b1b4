import type { RunningHash, StreamHashPort } from '../ports'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** How the bytes of a file are watched that may change or go while they are sent. */
export interface WatchedBytes {
  /** Bytes that the file must have: with one more or less nothing is attached. */
  readonly size: number
  readonly hash: StreamHashPort
  /** Bytes of the file that were handed over so far; from 0 again where they are sent again. */
  readonly onBytes: (bytes: number) => void
  /**
   * Called when the server has taken all bytes, right before they are attached, with the hash of what was sent. Where it
   * rejects, nothing is attached, and the upload fails with just that.
   */
  readonly beforeAttach: (sha256: string) => Promise<void>
}

/** What is wrong with the source of an upload. Nothing was attached. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  constructor(readonly problem: 'source-changed' | 'source-unreadable') {
    super(problem)
  }
}

/** Counts and hashes bytes on their way. What is wrong with them is remembered, since a network stack has words of its own for it. */
export class WatchedStream {
  private hash: RunningHash
  private size = 0
  private problem: SourceError | null = null

  constructor(private readonly watched: WatchedBytes) {
    this.hash = watched.hash.createHash()
  }

  /** The same bytes, counted from their start. Fails with `SourceError` before an end that comes at another size. */
  async *over(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    this.size = 0
    this.hash = this.watched.hash.createHash()
    for await (const chunk of this.read(bytes)) {
      this.size += chunk.byteLength
      if (this.size > this.watched.size) throw this.wrong('source-changed')
      this.hash.add(chunk)
      yield chunk
      this.watched.onBytes(this.size)
    }
    if (this.size !== this.watched.size) throw this.wrong('source-changed')
  }

  /** By itself, since whoever sends may end `over` with an error of its own, and that is none of the source. */
  private async *read(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* bytes
    } catch {
      throw this.wrong('source-unreadable')
    }
  }

  private wrong(problem: SourceError['problem']): SourceError {
    this.problem = new SourceError(problem)
    return this.problem
  }

  /** What an upload that failed really failed with. */
  reasonOf(error: unknown): unknown {
    return this.problem ?? error
  }

  /** The hash of the whole. Throws where the server answered before it was given all of it: what it has is not the file. */
  whole(): string {
    if (this.problem !== null) throw this.problem
    if (this.size === this.watched.size) return this.hash.sha256()
    throw new WordbeeError(failureWithDetail('answer-unexpected', ''), { status: null, nothingWasDone: true })
  }
}
