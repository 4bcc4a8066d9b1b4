import { open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises'
import type { LogFilesPort } from '../../core/ports'
import { DiskFolder, hasCode } from './disk-folder'

/** Temporary names of incomplete files. */
const partPattern = /^\..*\.part$/

/** A folder of append-only files. A successful `append` is durable, and a failed one leaves nothing behind. */
export class DiskLogFiles implements LogFilesPort {
  private readonly folder: DiskFolder

  constructor(folder: string) {
    this.folder = new DiskFolder(folder)
  }

  async list(): Promise<readonly string[]> {
    try {
      const found = await readdir(this.folder.path, { withFileTypes: true })
      return found
        .filter((entry) => entry.isFile() && !partPattern.test(entry.name))
        .map((entry) => entry.name)
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return []
      throw error
    }
  }

  async read(name: string): Promise<Uint8Array | null> {
    try {
      return await readFile(this.folder.pathOf(name))
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null
      throw error
    }
  }

  async append(name: string, bytes: Uint8Array): Promise<void> {
    const handle = await this.openToAppend(name)
    let before = 0
    try {
      before = (await handle.stat()).size
      await appendWhole(handle, bytes, before)
    } finally {
      await handle.close()
    }
    if (before === 0) await this.folder.flush()
  }

  /** The folder is made only if it is missing, because a deletion appends many lines. */
  private async openToAppend(name: string): Promise<FileHandle> {
    const openFile = (): Promise<FileHandle> => open(this.folder.pathOf(name), 'a', 0o600)
    try {
      return await openFile()
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
      await this.folder.make()
      return openFile()
    }
  }

  async truncate(name: string, bytes: number): Promise<void> {
    const handle = await open(this.folder.pathOf(name), 'r+')
    try {
      await handle.truncate(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
  }

  async replace(name: string, bytes: Uint8Array): Promise<void> {
    await this.folder.replace(name, bytes, `.${name}.part`)
  }

  async remove(name: string): Promise<void> {
    await rm(this.folder.pathOf(name), { force: true })
    await this.folder.flush().catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error
    })
  }
}

/** Removes a partly written line, as a full disk leaves it, so that the next line starts cleanly. */
async function appendWhole(handle: FileHandle, bytes: Uint8Array, before: number): Promise<void> {
  try {
    await handle.appendFile(bytes)
    await handle.datasync()
  } catch (error) {
    await handle.truncate(before)
    throw error
  }
}
