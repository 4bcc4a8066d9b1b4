import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { FilesPort } from '../../core/ports'

/** One folder of small files that are replaced as a whole: whoever reads sees the old one or the new one, never a part. */
export class DiskFiles implements FilesPort {
  constructor(private readonly folder: string) {}

  async read(name: string): Promise<Uint8Array | null> {
    try {
      return await readFile(this.pathOf(name))
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const temporary = this.pathOf(`.${name}.${randomBytes(6).toString('hex')}.part`)
    try {
      await writeAndFlush(temporary, bytes)
      await rename(temporary, this.pathOf(name))
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
    await flushFolder(this.folder)
  }

  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true })
  }

  private pathOf(name: string): string {
    if (name !== path.basename(name)) throw new Error('a file name of ours has no folder')
    return path.join(this.folder, name)
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

/** Without it a power cut may undo the rename. Windows has no such call for folders. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
