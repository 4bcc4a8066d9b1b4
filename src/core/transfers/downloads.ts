import type { SelectedAsset } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import { assetKey } from '../assets/asset-key'
import type { ConnectionAccess } from '../connections/connection-access'
import type { OpenConnection } from '../connections/open-connection'
import { layOutDownload } from '../local-names/download-layout'
import { FreePaths } from '../local-names/free-paths'
import { joinLocalPath } from '../local-names/local-path'
import type { LocalTargetPort } from './local-target'
import type { NewTransferFile, TransferQueue } from './ports'

/** A folder that the user chose in the system's dialog. */
export interface ChosenFolder {
  /** Opaque; only the adapter interprets it. */
  readonly folder: string
  /** The folder's name without its path, for the window. */
  readonly name: string
}

export interface DownloadsPorts {
  readonly queue: Pick<TransferQueue, 'addBatch'>
  readonly target: Pick<LocalTargetPort, 'listFolder' | 'freeBytes'>
  /** Null if the dialog was cancelled. */
  readonly chooseFolder: () => Promise<ChosenFolder | null>
  readonly connections: ConnectionAccess
}

/** Downloads a selection to a local folder. Folders are kept, and each file gets a free path. */
export class Downloads {
  constructor(private readonly ports: DownloadsPorts) {}

  /**
   * Asks for the folder and queues all files; `batchId` is null if the dialog was cancelled. Nothing is requested before the
   * list of files is on disk. Failures: `not-connected`, `target-disk` (the files of known size do not fit), `save-failed` (the
   * folder cannot be read), `storage-failed` (the queue cannot be written).
   */
  async startDownload(
    assets: readonly SelectedAsset[],
  ): Promise<Result<{ readonly batchId: string | null }>> {
    const { connections, chooseFolder } = this.ports
    const open = connections.require()
    if (!open.ok) return open
    return connections.using(open.value, async () => {
      const chosen = await chooseFolder()
      return chosen === null
        ? succeed({ batchId: null })
        : this.queueBatch(open.value, chosen, uniqueAssets(assets))
    })
  }

  private async queueBatch(
    open: OpenConnection,
    { folder, name }: ChosenFolder,
    assets: readonly SelectedAsset[],
  ): Promise<Result<{ readonly batchId: string }>> {
    const bytes = assets.reduce((sum, { size }) => sum + (size ?? 0), 0)
    let files: readonly NewTransferFile[]
    try {
      if ((await this.ports.target.freeBytes(folder)) < bytes)
        return fail({ kind: 'target-disk', retry: 'no' })
      files = await this.planFiles(folder, assets)
    } catch {
      return fail({ kind: 'save-failed', retry: 'now' })
    }
    try {
      const batch = { kind: 'download', target: { kind: 'folder', name }, context: null, folder } as const
      const { batchId } = await this.ports.queue.addBatch({ ...batch, open, files })
      return succeed({ batchId })
    } catch {
      return fail({ kind: 'storage-failed', retry: 'now' })
    }
  }

  private async planFiles(
    folder: string,
    assets: readonly SelectedAsset[],
  ): Promise<readonly NewTransferFile[]> {
    const paths = new FreePaths((path) => this.ports.target.listFolder(folder, path))
    const layout = layOutDownload(assets)
    const files: NewTransferFile[] = []
    for (const [index, asset] of assets.entries()) {
      const path = await paths.takePath(layout[index] ?? [])
      files.push(toDownloadFile(asset, joinLocalPath(path)))
    }
    return files
  }
}

function toDownloadFile(asset: SelectedAsset, localPath: string): NewTransferFile {
  const { context, segmentId, locale, relativePath, name, size } = asset
  const identity = { context, segmentId, locale, relativePath, name }
  return { identity, size, source: { kind: 'asset', asset }, localPath, state: 'waiting' }
}

/** Removes duplicates. */
export function uniqueAssets(assets: readonly SelectedAsset[]): readonly SelectedAsset[] {
  return [...new Map(assets.map((asset) => [assetKey(asset), asset])).values()]
}
