import { randomBytes } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import type { FilesPort } from '../../core/ports'
import { DiskFolder, hasCode } from './disk-folder'

/** One folder of small files that are replaced as a whole: whoever reads sees the old one or the new one, never a part. */
export class DiskFiles implements FilesPort {
  private readonly folder: DiskFolder

  constructor(folder: string) {
    this.folder = new DiskFolder(folder)
  }

  async read(name: string): Promise<Uint8Array | null> {
    try {
      return await readFile(this.folder.pathOf(name))
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null
      throw error
    }
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    await this.folder.make()
    const temporary = this.folder.pathOf(`.${name}.${randomBytes(6).toString('hex')}.part`)
    try {
      await writeAndFlush(temporary, bytes)
      await rename(temporary, this.folder.pathOf(name))
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
    await this.folder.flush()
  }

  async remove(name: string): Promise<void> {
    await rm(this.folder.pathOf(name), { force: true })
  }
}

async function writeAndFlush(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
