import { createReadStream } from 'node:fs'
import { stat, utimes } from 'node:fs/promises'
import type { ByteRange, CachedFile, CacheFilesPort, WrittenBlob } from '../../core/ports'
import { DiskBlobs } from './disk-blobs'
import { DiskFolder, hasCode } from './disk-folder'

/** A folder of files that can be downloaded again. The modification time of a file is its time of last use. */
export class DiskCache implements CacheFilesPort {
  private readonly folder: DiskFolder
  private readonly blobs: DiskBlobs

  constructor(folder: string) {
    this.folder = new DiskFolder(folder)
    this.blobs = new DiskBlobs(folder)
  }

  async list(): Promise<readonly CachedFile[]> {
    const names = await this.blobs.list()
    const found = await Promise.all(names.map((name) => this.factsOf(name)))
    return found.filter((facts) => facts !== null)
  }

  write(
    name: string,
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ): Promise<WrittenBlob> {
    return this.blobs.write(name, chunks, accept)
  }

  async *read(name: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    if (range !== undefined && range.end <= range.start) return
    const options = range === undefined ? {} : { start: range.start, end: range.end - 1 }
    const chunks: AsyncIterable<Uint8Array> = createReadStream(this.folder.pathOf(name), options)
    yield* chunks
  }

  async touch(name: string, usedAt: number): Promise<void> {
    const seconds = usedAt / 1_000
    await utimes(this.folder.pathOf(name), seconds, seconds)
  }

  remove(name: string): Promise<void> {
    return this.blobs.remove(name)
  }

  private async factsOf(name: string): Promise<CachedFile | null> {
    try {
      const { size, mtimeMs } = await stat(this.folder.pathOf(name))
      return { name, size, usedAt: mtimeMs }
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null
      throw error
    }
  }
}
