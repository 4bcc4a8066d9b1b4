import type { SelectedAsset } from '../../shared/deletion'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { CachedFile, Clock } from '../ports'
import { stoppedError } from '../wordbee/budget/permit-queue'
import { WordbeeError } from '../wordbee/wordbee-error'
import { limitStream, TooManyBytesError } from './limit-stream'
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
  for (let attempts = 0; ; attempts += 1) {
    const started = { isOurs: false }
    try {
      return await ports.cache.saveFile(version, 'file', {
        chunks: downloadChunks(ports, request, started),
        accept,
      })
    } catch (error) {
      // Another caller was loading this file and was aborted, or had a lower limit: load it here.
      if (started.isOurs || signal.aborted || attempts === maxOtherLoads) throw error
    }
  }
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

/** Lazy: no call is made if another caller is already loading the same file. */
async function* downloadChunks(
  { clock }: LoadFilePorts,
  { open, asset, maxBytes, use, signal, onBytes }: LoadFileRequest,
  started: { isOurs: boolean },
): AsyncGenerator<Uint8Array> {
  started.isOurs = true
  throwIfAborted(signal)
  const connection = new AbortController()
  const abort = (): void => connection.abort()
  signal.addEventListener('abort', abort)
  const priority = use === 'preview' ? 'previews' : 'thumbnails'
  try {
    const options = { asset, priority, purpose: use, atOnce: true, signal: connection.signal } as const
    const { body } = await open.client.download(options)
    yield* limitStream(body, {
      maxBytes,
      expectedBytes: asset.size ?? maxBytes,
      clock,
      ...(onBytes === undefined ? {} : { onBytes }),
    })
  } catch (error) {
    // Some network stacks report an aborted request as a broken connection.
    throw signal.aborted && error instanceof WordbeeError ? toStoppedError(error) : error
  } finally {
    // Abort the rest of the response; otherwise the connection waits for a reader.
    abort()
    signal.removeEventListener('abort', abort)
  }
}

/** Makes no call for a request that was aborted before it started. */
function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw stoppedError()
}

function toStoppedError({ facts }: WordbeeError): WordbeeError {
  return new WordbeeError({ kind: 'stopped', retry: 'no' }, facts)
}
