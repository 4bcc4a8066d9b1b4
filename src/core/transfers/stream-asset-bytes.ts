import type { SelectedAsset } from '../../shared/deletion'
import type { TransferProblem } from '../../shared/transfers'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { Clock, HttpResponse } from '../ports'
import { limitStream, TooManyBytesError } from '../previews/limit-stream'
import type { PreviewCache } from '../previews/preview-cache'
import { stoppedError } from '../wordbee/budget/permit-queue'
import { announcedLength } from '../wordbee/read-body'

export interface AssetBytesPorts {
  readonly cache: Pick<PreviewCache, 'findFile' | 'readFile'>
  readonly clock: Pick<Clock, 'elapsed'>
}

export interface AssetBytesRequest {
  readonly open: OpenConnection
  readonly asset: SelectedAsset
  readonly signal: AbortSignal
  /** Bytes that may come of a file whose size nobody told; by default 2 GiB. */
  readonly maxUnknownSize?: number
  readonly onBytes: (received: number) => void
}

/** Why bytes of an asset are not the asset. Stays inside core. */
export class AssetBytesError extends Error {
  override readonly name = 'AssetBytesError'
  constructor(
    readonly problem: TransferProblem,
    /** Another try may end better by itself. */
    readonly isTransient: boolean,
  ) {
    super(problem)
  }
}

/** Bytes of a file whose size nobody told: a server that never ends must not fill the disk. */
const defaultMaxUnknownSize = 2 * 1_024 ** 3

/**
 * An asset as the listing showed it, as a stream: from what is kept, else by one call in the lane of transfers, which waits
 * for room by itself. Begins when it is read. Ends only after every byte of the listed size came, and not one more. Throws
 * `AssetBytesError` and `WordbeeError`, and nothing else.
 */
export async function* streamAssetBytes(
  ports: AssetBytesPorts,
  request: AssetBytesRequest,
): AsyncGenerator<Uint8Array> {
  const { open, asset, onBytes } = request
  const cached = await ports.cache.findFile({ account: accountKeyOf(open), file: asset }, 'file')
  if (cached === null || (asset.size !== null && cached.size !== asset.size)) {
    yield* downloadBytes(ports, request)
    return
  }
  let bytes = 0
  try {
    for await (const chunk of ports.cache.readFile(cached.name)) {
      if (request.signal.aborted) throw stoppedError()
      bytes += chunk.byteLength
      onBytes(bytes)
      yield chunk
    }
  } catch (error) {
    // Gone from what is kept, and forgotten by it: the next try asks the server.
    throw request.signal.aborted ? error : new AssetBytesError('storage', true)
  }
  if (bytes !== cached.size) throw new AssetBytesError('storage', true)
}

async function* downloadBytes(
  ports: AssetBytesPorts,
  request: AssetBytesRequest,
): AsyncGenerator<Uint8Array> {
  const { open, asset, signal } = request
  if (signal.aborted) throw stoppedError()
  const connection = new AbortController()
  const abort = (): void => connection.abort()
  signal.addEventListener('abort', abort)
  try {
    // Without the size: what differs from it is told apart here from what was cut.
    const options = {
      asset: { ...asset, size: null },
      priority: 'transfers',
      signal: connection.signal,
    } as const
    yield* exactBytes(ports, request, await open.client.download(options))
  } catch (error) {
    // An ended request is told as one that broke off, by some network stacks.
    throw isAborted(signal) ? stoppedError() : error
  } finally {
    // What is still on its way is not wanted: the connection must not wait for somebody to read it.
    abort()
    signal.removeEventListener('abort', abort)
  }
}

async function* exactBytes(
  { clock }: AssetBytesPorts,
  { asset, maxUnknownSize = defaultMaxUnknownSize, onBytes }: AssetBytesRequest,
  response: HttpResponse,
): AsyncGenerator<Uint8Array> {
  const { size } = asset
  const announced = announcedLength(response)
  rejectMismatch(response, asset, announced)
  const maxBytes = size ?? maxUnknownSize
  let bytes = 0
  try {
    for await (const chunk of limitStream(response.body, {
      maxBytes,
      expectedBytes: announced ?? maxBytes,
      clock,
    })) {
      bytes += chunk.byteLength
      onBytes(bytes)
      yield chunk
    }
  } catch (error) {
    if (!(error instanceof TooManyBytesError)) throw error
    // A cut makes shorter, never longer.
    throw new AssetBytesError(size === null ? 'answer-too-large' : 'changed-on-server', false)
  }
  if (size === null || bytes === size) return
  throw isKnownComplete(response, announced)
    ? new AssetBytesError('changed-on-server', false)
    : new AssetBytesError('answer-cut', true)
}

/** Before a byte is read: what is no file at all, and a file of another length than was listed. */
function rejectMismatch(
  response: HttpResponse,
  { size, name }: SelectedAsset,
  announced: number | null,
): void {
  const type = response.header('content-type') ?? ''
  const isPage = /^text\/html\b/i.test(type) && !/\.x?html?$/i.test(name) && announced !== size
  if (response.status !== 200 || isPage) throw new AssetBytesError('answer-unexpected', true)
  if (size !== null && announced !== null && announced !== size)
    throw new AssetBytesError('changed-on-server', false)
}

/** Its end was told, not only met: a body without a length ends with its connection, whenever that is. */
function isKnownComplete(response: HttpResponse, announced: number | null): boolean {
  return announced !== null || /\bchunked\b/i.test(response.header('transfer-encoding') ?? '')
}

function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}
