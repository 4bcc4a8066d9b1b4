import { linkAbort } from '../lib/link-abort'
import type { Clock, HttpResponse } from '../ports'
import type { WordbeeClient } from '../wordbee/client'
import type { AssetDownload } from '../wordbee/download-asset'
import { announcedLength, isEncoded, isKnownComplete } from '../wordbee/read-body'
import { failureWithDetail, stoppedError, WordbeeError } from '../wordbee/wordbee-error'

/** A download exceeded its limit. Never leaves core. */
export class TooManyBytesError extends Error {
  override readonly name = 'TooManyBytesError'
}

/** How the size of a response differs from the expected one. `announced`: by its headers, before any byte was read. */
export type SizeDifference = 'announced' | 'longer' | 'shorter'

/** The response is not the listed version, or it is incomplete. Its failure is `answer-encoded` or `answer-cut`. */
export class AssetSizeError extends WordbeeError {
  /** The server sent the bytes in a coded form, so their size says nothing about the file. */
  readonly isEncoded: boolean
  /** The response declared its end, so it is not cut. */
  readonly isComplete: boolean

  constructor(
    readonly difference: SizeDifference,
    response: HttpResponse,
  ) {
    const kind = isEncoded(response) ? 'answer-encoded' : 'answer-cut'
    super(failureWithDetail(kind, ''), { status: response.status, nothingWasDone: false })
    this.isEncoded = kind === 'answer-encoded'
    this.isComplete = isKnownComplete(response)
  }
}

/** Maximum bytes of a file whose size was not listed: an endless response must not fill the disk. */
const maxUnknownSize = 2 * 1_024 ** 3
/** A download may take max(60 s, size at 16 KiB/s), even if it never stalls (docs/threat-model.md#time-limits). */
const minTimeoutMs = 60_000
const minBytesPerMs = (16 * 1_024) / 1_000

/** `signal` stops the call, and the reading of its response. */
export interface AssetStreamRequest extends Omit<AssetDownload, 'signal'> {
  readonly client: Pick<WordbeeClient, 'download'>
  readonly clock: Pick<Clock, 'elapsed'>
  readonly signal: AbortSignal | undefined
}

export interface ReadLimits {
  /** The exact number of bytes that must arrive, or null if it is unknown. */
  readonly size: number | null
  /** Maximum bytes; by default the size, or 2 GiB if that is unknown. */
  readonly maxBytes?: number | undefined
  /** Called after each chunk with the total so far. */
  readonly onBytes?: ((received: number) => void) | undefined
}

/** The response to one download call. It must be read or closed, or else its connection waits for a reader. */
export class AssetStream {
  private constructor(
    private readonly request: AssetStreamRequest,
    readonly response: HttpResponse,
    /** Ends the connection. Harmless after its end. */
    readonly close: () => void,
  ) {}

  /** Makes the call. Throws `WordbeeError`; `stopped` if the signal is aborted, and then without a call. */
  static async open(request: AssetStreamRequest): Promise<AssetStream> {
    const { client, clock: _, signal, ...download } = request
    if (signal?.aborted === true) throw stoppedError()
    const connection = linkAbort(signal)
    try {
      const response = await client.download({ ...download, signal: connection.signal })
      return new AssetStream(request, response, connection.abort)
    } catch (error) {
      connection.abort()
      throw unlessStopped(error, signal)
    }
  }

  /**
   * Passes the bytes on, and closes the connection after the last one or an error. Throws `AssetSizeError`, `TooManyBytesError`,
   * and `WordbeeError`: `timed-out` after the time limit, `stopped` after an abort.
   */
  async *read({ size, maxBytes = size ?? maxUnknownSize, onBytes }: ReadLimits): AsyncGenerator<Uint8Array> {
    const { clock, signal } = this.request
    try {
      const announced = announcedLength(this.response)
      if (size !== null && announced !== null && announced !== size) throw this.sizeError('announced')
      const expectedBytes = Math.min(announced ?? size ?? maxBytes, maxBytes)
      const deadline = clock.elapsed() + Math.max(minTimeoutMs, expectedBytes / minBytesPerMs)
      let received = 0
      for await (const chunk of this.response.body) {
        received += chunk.byteLength
        if (size !== null && received > size) throw this.sizeError('longer')
        if (received > maxBytes) throw new TooManyBytesError()
        if (clock.elapsed() > deadline) throw timedOut()
        onBytes?.(received)
        yield chunk
      }
      if (size !== null && received < size) throw this.sizeError('shorter')
    } catch (error) {
      throw unlessStopped(error, signal)
    } finally {
      this.close()
    }
  }

  private sizeError(difference: SizeDifference): AssetSizeError {
    return new AssetSizeError(difference, this.response)
  }
}

/** The bytes of an asset of this size. The call is made when the first byte is read. */
export async function* downloadBytes(
  request: AssetStreamRequest,
  limits: ReadLimits,
): AsyncGenerator<Uint8Array> {
  const stream = await AssetStream.open(request)
  yield* stream.read(limits)
}

/** Some network stacks report an aborted request as a broken connection. */
function unlessStopped(error: unknown, signal: AbortSignal | undefined): unknown {
  return signal?.aborted === true ? stoppedError() : error
}

function timedOut(): WordbeeError {
  return new WordbeeError(failureWithDetail('timed-out', ''), { status: null, nothingWasDone: false })
}
