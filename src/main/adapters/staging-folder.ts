import { mkdir, realpath, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import type { WrittenBlob } from '../../core/ports'
import type { LocalFile } from '../../core/transfers/ports'
import type { StagingFilesPort } from '../../core/transfers/staged-batch'
import { DiskFolder } from './disk-folder'
import { LocalFolders, type LocalFoldersOptions } from './local-folders'
import { readLocalFile } from './local-files'

/** A folder that only its owner can enter, with a subfolder per batch. Files are marked as downloaded. */
export class StagingFolder implements StagingFilesPort {
  private readonly folder: DiskFolder
  private readonly folders: LocalFolders

  constructor(folder: string, options: LocalFoldersOptions) {
    this.folder = new DiskFolder(folder)
    this.folders = new LocalFolders(options)
  }

  async writeFile(
    { batchId, name }: { readonly batchId: string; readonly name: string },
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ): Promise<LocalFile | null> {
    await this.folder.make()
    const folder = await realpath(this.folder.path)
    await mkdir(new DiskFolder(folder).pathOf(batchId), { recursive: true, mode: 0o700 })
    const target = { folder, path: [batchId, name], partId: randomBytes(8).toString('hex') }
    const written = await this.folders.writeFile(target, chunks, accept)
    if (written.name === null) return null
    const file = path.join(folder, batchId, written.name)
    const { size, mtimeMs } = await stat(file)
    return { path: file, size, modifiedMs: Math.trunc(mtimeMs) }
  }

  readFile(file: LocalFile): AsyncIterable<Uint8Array> {
    return readLocalFile(file)
  }

  /** Ignores files outside this folder. */
  async removeFile(file: LocalFile): Promise<void> {
    const relative = path.relative(await realpath(this.folder.path), file.path)
    if (/^[^./\\][^/\\]*[/\\][^/\\]+$/.test(relative)) await rm(file.path, { force: true })
  }

  async removeBatch(batchId: string): Promise<void> {
    await rm(this.folder.pathOf(batchId), { recursive: true, force: true })
  }

  async clearFiles(): Promise<void> {
    await rm(this.folder.path, { recursive: true, force: true })
  }
}
