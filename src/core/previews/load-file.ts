import type { SelectedAsset } from '../../shared/deletion'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import { downloadBytes, TooManyBytesError } from '../download/asset-stream'
import { retry } from '../lib/retry'
import type { CachedFile, Clock } from '../ports'
import type { PreviewCache } from './preview-cache'

export interface LoadFileRequest {
  readonly open: OpenConnection
  readonly asset: SelectedAsset
  /** Maximum bytes; a longer response fails with `TooManyBytesError`. */
  readonly maxBytes: number
  readonly use: 'preview' | 'thumbnail'
  readonly signal: AbortSignal
  readonly onBytes?: (received: number) => void
}

export interface LoadFilePorts {
  readonly cache: Pick<PreviewCache, 'findFile' | 'saveFile'>
  readonly clock: Pick<Clock, 'elapsed'>
}

/** How often to wait for another caller that is loading the same file, before its failure counts. */
const maxOtherLoads = 3

/**
 * Downloads the listed version of a file into the cache, with one call. Null if it was deleted or changed while loading.
 * Throws `TooManyBytesError`, disk errors and `WordbeeError`; `throttled` immediately if no quota is left.
 */
export async function loadFile(ports: LoadFilePorts, request: LoadFileRequest): Promise<CachedFile | null> {
  const { asset, open, signal } = request
  const version = { account: accountKeyOf(open), file: asset }
  const accept = (bytes: number): boolean => asset.size === null || bytes === asset.size
  const started = { isOurs: false }
  return retry(
    () => {
      const chunks = downloadIfRead(ports, request, started)
      return ports.cache.saveFile(version, 'file', { chunks, accept })
    },
    // Another caller was loading this file and was aborted, or had a lower limit: load it here.
    (_, attempt) => !started.isOurs && !signal.aborted && attempt <= maxOtherLoads,
  )
}

/** Like `loadFile`, but null if the file is too large. */
export async function loadIfSmall(
  ports: LoadFilePorts,
  request: LoadFileRequest,
): Promise<CachedFile | null> {
  if ((request.asset.size ?? 0) > request.maxBytes) return null
  try {
    return await loadFile(ports, request)
  } catch (error) {
    if (error instanceof TooManyBytesError) return null
    throw error
  }
}

/** Makes no call if another caller is already loading the same file: nothing is read from it then. */
async function* downloadIfRead(
  { clock }: LoadFilePorts,
  { open, asset, maxBytes, use, signal, onBytes }: LoadFileRequest,
  started: { isOurs: boolean },
): AsyncGenerator<Uint8Array> {
  started.isOurs = true
  const priority = use === 'preview' ? 'previews' : 'thumbnails'
  const request = { client: open.client, clock, asset, signal, priority, purpose: use, atOnce: true } as const
  yield* downloadBytes(request, { size: asset.size, maxBytes, onBytes })
}
