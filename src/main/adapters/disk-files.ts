import { randomBytes } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import type { FilesPort } from '../../core/ports'
import { DiskFolder, hasCode } from './disk-folder'

/** A folder of small files that are replaced atomically. */
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
    await this.folder.replace(name, bytes, `.${name}.${randomBytes(6).toString('hex')}.part`)
  }

  /** The names of all complete files. */
  async list(): Promise<readonly string[]> {
    try {
      const found = await readdir(this.folder.path, { withFileTypes: true })
      return found.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name)
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return []
      throw error
    }
  }

  async remove(name: string): Promise<void> {
    await rm(this.folder.pathOf(name), { force: true })
  }
}
