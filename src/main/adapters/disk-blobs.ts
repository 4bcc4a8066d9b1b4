import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, lstat, open, readdir, rename, rm, statfs } from 'node:fs/promises'
import type { BlobsPort, WrittenBlob } from '../../core/ports'
import { DiskFolder, hasCode } from './disk-folder'

/** What a file is called until it is whole. */
const unfinished = /^\..*\.part$/

/** What file systems without hard links answer to `link` (FAT, some network shares). */
const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']

/**
 * One folder of large files. Each is streamed into a temporary one, hashed, flushed, and takes its name only when it was
 * accepted; an existing file of that name is never replaced (`EEXIST`). What a crash left half is removed before first use.
 */
export class DiskBlobs implements BlobsPort {
  private readonly folder: DiskFolder
  private readonly writing = new Set<string>()
  private ready: Promise<void> | null = null

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
      const written = await stream(temporary, chunks)
      if (accept(written)) {
        await takeName(temporary, target)
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
    return found.filter((entry) => entry.isFile() && !unfinished.test(entry.name)).map((entry) => entry.name)
  }

  async freeBytes(): Promise<number> {
    await this.prepare()
    const { bavail, bsize } = await statfs(this.folder.path)
    return bavail * bsize
  }

  private prepare(): Promise<void> {
    if (this.ready !== null) return this.ready
    const ready = this.sweep()
    this.ready = ready
    // One that failed is forgotten, so that the next call tries again.
    ready.catch(() => {
      this.ready = null
    })
    return ready
  }

  private async sweep(): Promise<void> {
    await this.folder.make()
    const left = (await readdir(this.folder.path)).filter((name) => unfinished.test(name))
    for (const name of left) {
      if (!this.writing.has(name)) await rm(this.folder.pathOf(name), { force: true })
    }
  }
}

async function stream(file: string, chunks: AsyncIterable<Uint8Array>): Promise<WrittenBlob> {
  const hash = createHash('sha256')
  let size = 0
  const handle = await open(file, 'wx', 0o600)
  try {
    for await (const chunk of chunks) {
      // All of the chunk, however little of it the system takes at once.
      await handle.writeFile(chunk)
      hash.update(chunk)
      size += chunk.byteLength
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { size, sha256: hash.digest('hex') }
}

/** A rename that never replaces: a second name for the same file, which fails where that name is taken. */
async function takeName(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target)
  } catch (error) {
    if (!hasCode(error, ...noLinks)) throw error
    if (await exists(target)) throw Object.assign(new Error('the name is taken'), { code: 'EEXIST' })
    await rename(temporary, target)
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file)
    return true
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false
    throw error
  }
}
