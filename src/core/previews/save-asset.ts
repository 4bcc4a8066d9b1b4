import type { SelectedAsset } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import type { ConnectionAccess } from '../connections/connection-access'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { Clock } from '../ports'
import { toLocalName } from '../local-names/local-name'
import type { SavePort } from '../recycle-bin/save-copies'
import { stoppedError } from '../wordbee/budget/permit-queue'
import { toFailure, WordbeeError } from '../wordbee/wordbee-error'
import { limitStream, TooManyBytesError } from './limit-stream'
import type { PreviewCache } from './preview-cache'

export interface SaveAssetPorts {
  readonly cache: Pick<PreviewCache, 'findFile' | 'readFile'>
  readonly connections: ConnectionAccess
  readonly save: Pick<SavePort, 'chooseFile'>
  readonly clock: Pick<Clock, 'elapsed'>
  /** Aborts a running download when the app quits. */
  readonly signal: AbortSignal
}

/** Maximum bytes of a file whose size was not listed: an endless response must not fill the disk. */
const maxUnknownSize = 2 * 1_024 ** 3

/**
 * Saves one file where the user chooses: from the cache, otherwise with one call. It gets its name only once all bytes of
 * the listed size have arrived. Null if the user closed the dialog. Failures: `not-connected`, `save-failed`, and those of
 * a download; `throttled` before the dialog opens if no call is left.
 */
export async function saveAsset(
  ports: SaveAssetPorts,
  asset: SelectedAsset,
): Promise<Result<{ readonly fileName: string | null }>> {
  const open = ports.connections.require()
  return open.ok ? ports.connections.using(open.value, () => saveOn(ports, open.value, asset)) : open
}

async function saveOn(
  ports: SaveAssetPorts,
  open: OpenConnection,
  asset: SelectedAsset,
): Promise<Result<{ readonly fileName: string | null }>> {
  try {
    const cached = await ports.cache.findFile({ account: accountKeyOf(open), file: asset }, 'file')
    if (cached === null && !open.client.hasQuota('reads')) return fail({ kind: 'throttled', retry: 'later' })
    const target = await ports.save.chooseFile(toLocalName(asset.name))
    if (target === null) return succeed({ fileName: null })
    const size = cached?.size ?? asset.size
    const bytes = cached === null ? downloadChunks(ports, open, asset) : ports.cache.readFile(cached.name)
    const written = await target.write(bytes, (whole) => size === null || whole.size === size)
    if (size !== null && written.size !== size) return fail({ kind: 'save-failed', retry: 'now' })
    return succeed({ fileName: target.name })
  } catch (error) {
    if (error instanceof WordbeeError) return fail(toFailure(error))
    return fail({
      kind: error instanceof TooManyBytesError ? 'answer-too-large' : 'save-failed',
      retry: 'now',
    })
  }
}

/** Lazy: the call is made on the first read, after the user has chosen a destination. */
async function* downloadChunks(
  { clock, signal }: SaveAssetPorts,
  { client }: OpenConnection,
  asset: SelectedAsset,
): AsyncGenerator<Uint8Array> {
  if (signal.aborted) throw stoppedError()
  const connection = new AbortController()
  const abort = (): void => connection.abort()
  signal.addEventListener('abort', abort)
  try {
    const { body } = await client.download({
      asset,
      priority: 'reads',
      atOnce: true,
      signal: connection.signal,
    })
    const maxBytes = asset.size ?? maxUnknownSize
    yield* limitStream(body, { maxBytes, expectedBytes: maxBytes, clock })
  } finally {
    // Abort the rest of the response; otherwise the connection waits for a reader.
    abort()
    signal.removeEventListener('abort', abort)
  }
}
