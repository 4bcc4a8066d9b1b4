import type { SelectedAsset } from '../../shared/deletion'
import type { TransferProblem } from '../../shared/transfers'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { CachedFile, Clock, HttpResponse } from '../ports'
import { limitStream, TooManyBytesError } from '../previews/limit-stream'
import type { PreviewCache } from '../previews/preview-cache'
import { stoppedError } from '../wordbee/budget/permit-queue'
import type { AssetRange } from '../wordbee/download-asset'
import { announcedLength, isEncoded, isKnownComplete, isPageInsteadOf } from '../wordbee/read-body'

export interface AssetBytesPorts {
  readonly cache: Pick<PreviewCache, 'findFile' | 'readFile'>
  readonly clock: Pick<Clock, 'elapsed'>
}

export interface AssetBytesRequest {
  readonly open: OpenConnection
  readonly asset: SelectedAsset
  readonly signal: AbortSignal
  /** Maximum bytes of a file of unknown size; 2 GiB by default. */
  readonly maxUnknownSize?: number
  readonly onBytes: (received: number) => void
}

/** Why the received bytes are not the asset. Never leaves core. */
export class AssetBytesError extends Error {
  override readonly name = 'AssetBytesError'
  constructor(
    readonly problem: TransferProblem,
    /** Whether a retry may succeed. */
    readonly isTransient: boolean,
  ) {
    super(problem)
  }
}

/** Limit for files of unknown size: an endless response must not fill the disk. */
const defaultMaxUnknownSize = 2 * 1_024 ** 3

/**
 * Streams an asset from the cache, or else with one call of priority `transfers`, which waits for quota. Starts when it is
 * read, and ends normally only after exactly the listed size. Throws only `AssetBytesError` and `WordbeeError`.
 */
export async function* streamAssetBytes(
  ports: AssetBytesPorts,
  request: AssetBytesRequest,
): AsyncGenerator<Uint8Array> {
  const cached = await findCached(ports, request)
  if (cached === null) yield* downloadBytes(ports, request)
  else yield* readCached(ports, request, cached)
}

/** The cached file of this asset with its listed size, or null. */
export async function findCached(
  { cache }: AssetBytesPorts,
  { open, asset }: Pick<AssetBytesRequest, 'open' | 'asset'>,
): Promise<CachedFile | null> {
  const cached = await cache.findFile({ account: accountKeyOf(open), file: asset }, 'file')
  return cached === null || (asset.size !== null && cached.size !== asset.size) ? null : cached
}

export async function* readCached(
  ports: AssetBytesPorts,
  request: AssetBytesRequest,
  cached: CachedFile,
): AsyncGenerator<Uint8Array> {
  const { onBytes } = request
  let bytes = 0
  try {
    for await (const chunk of ports.cache.readFile(cached.name)) {
      if (request.signal.aborted) throw stoppedError()
      bytes += chunk.byteLength
      onBytes(bytes)
      yield chunk
    }
  } catch (error) {
    // The cache has dropped the unreadable file, so a retry downloads it.
    throw request.signal.aborted ? error : new AssetBytesError('storage', true)
  }
  if (bytes !== cached.size) throw new AssetBytesError('storage', true)
}

async function* downloadBytes(
  ports: AssetBytesPorts,
  request: AssetBytesRequest,
): AsyncGenerator<Uint8Array> {
  const { response, close } = await requestAsset(request)
  try {
    yield* exactBytes(ports, request, response)
  } catch (error) {
    // Some network stacks report an aborted request as a broken connection.
    throw isAborted(request.signal) ? stoppedError() : error
  } finally {
    close()
  }
}

/** One download call. `close` ends its connection, which would otherwise wait for a reader of the remaining bytes. */
export async function requestAsset(
  { open, asset, signal }: Pick<AssetBytesRequest, 'open' | 'asset' | 'signal'>,
  range?: AssetRange,
): Promise<{ readonly response: HttpResponse; readonly close: () => void }> {
  if (signal.aborted) throw stoppedError()
  const connection = new AbortController()
  const abort = (): void => connection.abort()
  signal.addEventListener('abort', abort)
  const close = (): void => {
    abort()
    signal.removeEventListener('abort', abort)
  }
  try {
    // Without the size: `exactBytes` distinguishes a changed file from a truncated response.
    const response = await open.client.download({
      asset: { ...asset, size: null },
      priority: 'transfers',
      signal: connection.signal,
      ...(range === undefined ? {} : { range }),
    })
    return { response, close }
  } catch (error) {
    close()
    throw isAborted(signal) ? stoppedError() : error
  }
}

/** The bytes of a complete response, which must have exactly the listed size. */
export async function* exactBytes(
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
    // Too many bytes cannot result from truncation.
    throw new AssetBytesError(size === null ? 'answer-too-large' : changeOf(response), false)
  }
  if (size === null || bytes === size) return
  if (isEncoded(response)) throw new AssetBytesError('answer-encoded', false)
  throw isKnownComplete(response)
    ? new AssetBytesError('changed-on-server', false)
    : new AssetBytesError('answer-cut', true)
}

/** Rejects a response before reading its body: one that is not a file, or whose length differs from the listing. */
function rejectMismatch(
  response: HttpResponse,
  { size, name }: SelectedAsset,
  announced: number | null,
): void {
  const isPage = isPageInsteadOf(name, response) && announced !== size
  if (response.status !== 200 || isPage) throw new AssetBytesError('answer-unexpected', true)
  if (size !== null && announced !== null && announced !== size)
    throw new AssetBytesError('changed-on-server', false)
}

/** Other bytes than listed are a change, unless the server sent them in a coded form. */
function changeOf(response: HttpResponse): TransferProblem {
  return isEncoded(response) ? 'answer-encoded' : 'changed-on-server'
}

export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}
