import type { ByteRange, CachedFile, CacheFilesPort, WrittenBlob } from '../core/ports'
import { MemoryBlobs, MemoryDisk } from './memory-storage'

/** An in-memory cache folder. Tests can inspect when each file was last used. */
export class MemoryCache implements CacheFilesPort {
  readonly usedAt = new Map<string, number>()
  private readonly blobs: MemoryBlobs

  constructor(readonly disk = new MemoryDisk()) {
    this.blobs = new MemoryBlobs(disk, 'previews')
  }

  async list(): Promise<readonly CachedFile[]> {
    const names = await this.blobs.list()
    return names.map((name) => ({
      name,
      size: this.disk.files.get(`previews/${name}`)?.length ?? 0,
      usedAt: this.usedAt.get(name) ?? 0,
    }))
  }

  write(
    name: string,
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ): Promise<WrittenBlob> {
    return this.blobs.write(name, chunks, accept)
  }

  async *read(name: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    let offset = 0
    for await (const chunk of this.blobs.read(name)) {
      const { start, end } = range ?? { start: 0, end: Number.POSITIVE_INFINITY }
      const part = chunk.subarray(Math.max(0, start - offset), Math.max(0, end - offset))
      offset += chunk.length
      if (part.length > 0) yield part
    }
  }

  touch(name: string, at: number): Promise<void> {
    this.usedAt.set(name, at)
    return Promise.resolve()
  }

  remove(name: string): Promise<void> {
    return this.blobs.remove(name)
  }
}
