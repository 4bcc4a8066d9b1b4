import type { SelectedAsset } from '../../shared/deletion'
import { fail, succeed, type Result } from '../../shared/result'
import { assetKey } from '../assets/asset-key'
import type { OpenConnection } from '../connections/open-connection'
import { layOutDownload } from '../local-names/download-layout'
import { FreePaths } from '../local-names/free-paths'
import { joinLocalPath } from '../local-names/local-path'
import type { LocalTargetPort } from './local-target'
import type { NewFile, TransferQueue } from './ports'

/** A folder that the user chose in the system's own dialog. */
export interface ChosenFolder {
  /** Only the adapter knows what it means. */
  readonly folder: string
  /** Its own name, for the window. */
  readonly name: string
}

export interface DownloadsPorts {
  readonly queue: Pick<TransferQueue, 'add'>
  readonly target: Pick<LocalTargetPort, 'list' | 'freeBytes'>
  /** Null where the dialog was closed. */
  readonly chooseFolder: () => Promise<ChosenFolder | null>
  readonly connection: () => OpenConnection | null
  /** Keeps the session of a connection until the answer is called. */
  readonly hold: (open: OpenConnection) => () => void
}

/** Selections that are brought to a folder of this computer, its folders kept, each file with a free name of its own. */
export class Downloads {
  constructor(private readonly ports: DownloadsPorts) {}

  /**
   * Asks where to and gives all of it to the queue; null where the dialog was closed. Nothing is sent before the list of files
   * is on the disk. Failures: `not-connected`, `target-disk` (the files whose size is known do not fit), `save-failed` (the
   * folder cannot be read), `storage-failed` (the queue cannot be written).
   */
  async start(assets: readonly SelectedAsset[]): Promise<Result<{ readonly batchId: string | null }>> {
    const open = this.ports.connection()
    if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
    const letGo = this.ports.hold(open)
    try {
      const chosen = await this.ports.chooseFolder()
      if (chosen === null) return succeed({ batchId: null })
      return await this.begin(open, chosen, withoutTwins(assets))
    } finally {
      letGo()
    }
  }

  private async begin(
    open: OpenConnection,
    { folder, name }: ChosenFolder,
    assets: readonly SelectedAsset[],
  ): Promise<Result<{ readonly batchId: string }>> {
    const bytes = assets.reduce((sum, { size }) => sum + (size ?? 0), 0)
    let files: readonly NewFile[]
    try {
      if ((await this.ports.target.freeBytes(folder)) < bytes)
        return fail({ kind: 'target-disk', retry: 'no' })
      files = await this.plan(folder, assets)
    } catch {
      return fail({ kind: 'save-failed', retry: 'now' })
    }
    try {
      const batch = { kind: 'download', target: { kind: 'folder', name }, context: null, folder } as const
      const { batchId } = await this.ports.queue.add({ ...batch, open, files })
      return succeed({ batchId })
    } catch {
      return fail({ kind: 'storage-failed', retry: 'now' })
    }
  }

  private async plan(folder: string, assets: readonly SelectedAsset[]): Promise<readonly NewFile[]> {
    const free = new FreePaths((path) => this.ports.target.list(folder, path))
    const wished = layOutDownload(assets)
    const files: NewFile[] = []
    for (const [index, asset] of assets.entries()) {
      const path = await free.take(wished[index] ?? [])
      files.push(newFile(asset, joinLocalPath(path)))
    }
    return files
  }
}

function newFile(asset: SelectedAsset, localPath: string): NewFile {
  const { context, segmentId, locale, relativePath, name, size } = asset
  const identity = { context, segmentId, locale, relativePath, name }
  return { identity, size, source: { kind: 'asset', asset }, localPath, state: 'waiting' }
}

/** Each asset once, however often it was named. */
export function withoutTwins(assets: readonly SelectedAsset[]): readonly SelectedAsset[] {
  return [...new Map(assets.map((asset) => [assetKey(asset), asset])).values()]
}
