import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'

/** A flat folder of ours: nothing in it can be named outside it, and its owner alone can enter. */
export class DiskFolder {
  constructor(readonly path: string) {}

  /** Throws for a name with a folder in it, or one that is no name. */
  pathOf(name: string): string {
    if (name !== path.basename(name) || /^\.*$/.test(name))
      throw new Error('a file name of ours has no folder')
    return path.join(this.path, name)
  }

  async make(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 })
  }

  /** Without it a power cut may undo that a file was made, renamed or removed. Windows has no such call for folders. */
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

/** Whether an error of the file system has this code, such as `ENOENT`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
