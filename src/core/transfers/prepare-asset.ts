import type { SelectedAsset } from '../../shared/deletion'
import type { OpenConnection } from '../connections/open-connection'
import { toLocalName } from '../local-names/local-name'
import type { Clock, RandomSource } from '../ports'
import { streamAssetBytes, type AssetBytesPorts } from './stream-asset-bytes'
import type { LocalFile } from './ports'
import type { StagingFilesPort } from './staged-batch'
import { withRetries, type TransferFailure } from './transfer-failure'

export interface PreparePorts extends AssetBytesPorts {
  readonly clock: Pick<Clock, 'elapsed' | 'sleep'>
  readonly files: StagingFilesPort
  readonly random: Pick<RandomSource, 'id'>
}

export interface PrepareAssetRequest {
  readonly open: OpenConnection
  readonly asset: SelectedAsset
  readonly signal: AbortSignal
  readonly onBytes: (received: number) => void
}

/** A local file with the bytes of an asset, until `release` is called; or why there is none. */
export type PreparedAsset =
  | { readonly kind: 'ready'; readonly file: LocalFile; readonly release: () => Promise<void> }
  | TransferFailure

/**
 * Fetches an asset to copy it to another place: exactly its listed size, in the private folder that is emptied at every start.
 * A cached asset costs no call, any other costs one. Neither this nor `release` rejects.
 */
export async function prepareAsset(
  ports: PreparePorts,
  request: PrepareAssetRequest,
): Promise<PreparedAsset> {
  const { asset, signal } = request
  const batchId = ports.random.id()
  const release = (): Promise<void> => ports.files.removeBatch(batchId).catch(() => undefined)
  const isWhole = ({ size }: { readonly size: number }): boolean => asset.size === null || size === asset.size
  const outcome = await withRetries(
    () =>
      ports.files.writeFile(
        { batchId, name: toLocalName(asset.name) },
        streamAssetBytes(ports, request),
        isWhole,
      ),
    { clock: ports.clock, signal },
  )
  if (outcome.kind === 'done' && outcome.value !== null)
    return { kind: 'ready', file: outcome.value, release }
  await release()
  return outcome.kind === 'done' ? { kind: 'failed', problem: 'storage', retry: 'no' } : outcome
}
