import { randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, rm, statfs } from 'node:fs/promises'
import type { BlobsPort, WrittenBlob } from '../../core/ports'
import { DiskFolder } from './disk-folder'
import { takeFreeName, writeNewFile } from './whole-file'

/** Temporary names of incomplete files. */
const partPattern = /^\..*\.part$/

/**
 * A folder of large files. Each file is streamed to a temporary name, hashed and flushed, and gets its name only if it is
 * accepted. Never replaces an existing file (`EEXIST`). Removes leftovers of crashes before first use.
 */
export class DiskBlobs implements BlobsPort {
  private readonly folder: DiskFolder
  private readonly writing = new Set<string>()
  private preparing: Promise<void> | null = null

  constructor(folder: string) {
    this.folder = new DiskFolder(folder)
  }

  async write(
    name: string,
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ): Promise<WrittenBlob> {
    const target = this.folder.pathOf(name)
    await this.prepare()
    const part = `.${name}.${randomBytes(6).toString('hex')}.part`
    const temporary = this.folder.pathOf(part)
    this.writing.add(part)
    try {
      const written = await writeNewFile(temporary, chunks)
      if (accept(written)) {
        await takeFreeName(temporary, target)
        await this.folder.flush()
      }
      return written
    } finally {
      await rm(temporary, { force: true })
      this.writing.delete(part)
    }
  }

  async *read(name: string): AsyncGenerator<Uint8Array> {
    const chunks: AsyncIterable<Uint8Array> = createReadStream(this.folder.pathOf(name))
    yield* chunks
  }

  async remove(name: string): Promise<void> {
    await rm(this.folder.pathOf(name), { force: true })
    await this.prepare()
    await this.folder.flush()
  }

  async list(): Promise<readonly string[]> {
    await this.prepare()
    const found = await readdir(this.folder.path, { withFileTypes: true })
    return found.filter((entry) => entry.isFile() && !partPattern.test(entry.name)).map((entry) => entry.name)
  }

  async freeBytes(): Promise<number> {
    await this.prepare()
    const { bavail, bsize } = await statfs(this.folder.path)
    return bavail * bsize
  }

  private prepare(): Promise<void> {
    if (this.preparing !== null) return this.preparing
    const preparing = this.removeLeftovers()
    this.preparing = preparing
    // Forget a failure, so that the next call tries again.
    preparing.catch(() => {
      this.preparing = null
    })
    return preparing
  }

  private async removeLeftovers(): Promise<void> {
    await this.folder.make()
    const leftovers = (await readdir(this.folder.path)).filter((name) => partPattern.test(name))
    for (const name of leftovers) {
      if (!this.writing.has(name)) await rm(this.folder.pathOf(name), { force: true })
    }
  }
}
