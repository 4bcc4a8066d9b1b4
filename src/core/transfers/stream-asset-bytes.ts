import type { SelectedAsset } from '../../shared/deletion'
import type { TransferProblem } from '../../shared/transfers'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import { AssetStream } from '../download/asset-stream'
import type { CachedFile, Clock } from '../ports'
import type { PreviewCache } from '../previews/preview-cache'
import type { AssetRange } from '../wordbee/download-asset'
import { announcedLength, isPageInsteadOf } from '../wordbee/read-body'
import { stoppedError } from '../wordbee/wordbee-error'

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

/**
 * Streams an asset from the cache, or else with one call of priority `transfers`, which waits for quota. Starts when it is
 * read, and ends normally only after exactly the listed size. Throws only `AssetBytesError` and the errors of
 * `AssetStream`.
 */
export async function* streamAssetBytes(
  ports: AssetBytesPorts,
  request: AssetBytesRequest,
): AsyncGenerator<Uint8Array> {
  const cached = await findCached(ports, request)
  if (cached === null) yield* readWhole(await requestAsset(ports, request), request)
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

/** One download call of priority `transfers`, which waits for quota. */
export function requestAsset(
  { clock }: Pick<AssetBytesPorts, 'clock'>,
  { open, asset, signal }: Pick<AssetBytesRequest, 'open' | 'asset' | 'signal'>,
  range?: AssetRange,
): Promise<AssetStream> {
  const part = range === undefined ? {} : { range }
  return AssetStream.open({ client: open.client, clock, asset, signal, priority: 'transfers', ...part })
}

/** The bytes of a complete response, which must be a file of exactly the listed size. */
export async function* readWhole(
  stream: AssetStream,
  { asset, maxUnknownSize, onBytes }: AssetBytesRequest,
): AsyncGenerator<Uint8Array> {
  const { size, name } = asset
  const isPage = isPageInsteadOf(name, stream.response) && announcedLength(stream.response) !== size
  if (stream.response.status !== 200 || isPage) {
    stream.close()
    throw new AssetBytesError('answer-unexpected', true)
  }
  yield* stream.read({ size, onBytes, maxBytes: size ?? maxUnknownSize })
}
