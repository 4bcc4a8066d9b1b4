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
  /** Bytes that may come; more fail with `TooManyBytesError`. */
  readonly maxBytes: number
  readonly use: 'preview' | 'thumbnail'
  readonly signal: AbortSignal
  readonly onBytes?: (received: number) => void
}

export interface LoadFilePorts {
  readonly cache: Pick<PreviewCache, 'findFile' | 'saveFile'>
  readonly clock: Pick<Clock, 'elapsed'>
}

/** Times that a file is waited for which somebody else loads and gives up. */
const maxOtherLoads = 3

/**
 * One call: the file as the listing showed it, into the files that are kept. Null where it went or changed meanwhile.
 * Throws `TooManyBytesError`, what the disk throws, and `WordbeeError`: `throttled` at once where there is no room.
 */
export async function loadFile(ports: LoadFilePorts, request: LoadFileRequest): Promise<CachedFile | null> {
  const { asset, open, signal } = request
  const version = { account: accountKeyOf(open), file: asset }
  const accept = (bytes: number): boolean => asset.size === null || bytes === asset.size
  for (let others = 0; ; others += 1) {
    const started = { isOurs: false }
    try {
      return await ports.cache.saveFile(version, 'file', {
        chunks: downloadChunks(ports, request, started),
        accept,
      })
    } catch (error) {
      // Somebody else was loading the same file and was ended, or wanted less of it: it is ours to load then.
      if (started.isOurs || signal.aborted || others === maxOtherLoads) throw error
    }
  }
}

/** The same; null also where it is too large. */
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

/** Begins when it is read: where somebody else loads the same file already, no call is made. */
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
    // An ended request is told as one that broke off, by some network stacks.
    throw signal.aborted && error instanceof WordbeeError ? toStoppedError(error) : error
  } finally {
    // What is still on its way is not wanted: the connection must not wait for somebody to read it.
    abort()
    signal.removeEventListener('abort', abort)
  }
}

/** Ended before it began: no call is made. */
function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw stoppedError()
}

function toStoppedError({ facts }: WordbeeError): WordbeeError {
  return new WordbeeError({ kind: 'stopped', retry: 'no' }, facts)
}
