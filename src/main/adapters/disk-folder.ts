import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/** A flat private folder. File names cannot lead outside it, and only its owner can enter. */
export class DiskFolder {
  constructor(readonly path: string) {}

  /** Throws for a name that contains a folder or is invalid. */
  pathOf(name: string): string {
    if (name !== path.basename(name) || /^\.*$/.test(name))
      throw new Error('the file name must be a plain name with no folder')
    return path.join(this.path, name)
  }

  async make(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 })
  }

  /** Replaces a file atomically: the new one has a temporary name until it is complete. */
  async replace(name: string, bytes: Uint8Array, temporaryName: string): Promise<void> {
    const target = this.pathOf(name)
    const temporary = this.pathOf(temporaryName)
    await this.make()
    // Left over from a crash.
    await rm(temporary, { force: true })
    try {
      await writeNew(temporary, bytes)
      await rename(temporary, target)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
    await this.flush()
  }

  /** Makes created, renamed and removed entries survive a power failure. Windows has no such call for folders. */
  async flush(): Promise<void> {
    if (process.platform === 'win32') return
    const handle = await open(this.path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

async function writeNew(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Whether an error of the file system has this code, such as `ENOENT`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
