import type { SelectedAsset } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import type { ConnectionAccess } from '../connections/connection-access'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import { downloadBytes, TooManyBytesError } from '../download/asset-stream'
import type { Clock, SavePort } from '../ports'
import { toLocalName } from '../local-names/local-name'
import { toFailure, WordbeeError } from '../wordbee/wordbee-error'
import type { PreviewCache } from './preview-cache'

export interface SaveAssetPorts {
  readonly cache: Pick<PreviewCache, 'findFile' | 'readFile'>
  readonly connections: ConnectionAccess
  readonly save: Pick<SavePort, 'chooseFile'>
  readonly clock: Pick<Clock, 'elapsed'>
  /** Aborts a running download when the app quits. */
  readonly signal: AbortSignal
}

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
    const { clock, signal } = ports
    const call = { client: open.client, clock, asset, signal, priority: 'reads', atOnce: true } as const
    // The call is made after the user has chosen a destination, when the first byte is read.
    const bytes =
      cached === null ? downloadBytes(call, { size: asset.size }) : ports.cache.readFile(cached.name)
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
