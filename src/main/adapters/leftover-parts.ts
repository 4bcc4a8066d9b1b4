import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { hasCode } from './disk-folder'

/** Temporary names of files that are being replaced. */
const partPattern = /^\..+\.part$/

/**
 * Removes what an earlier process left of files that it was replacing when it crashed. `startedAt`: when this process started,
 * in milliseconds since the epoch, because younger files may still be written. Rejects with the errors of the disk.
 */
export async function removeLeftoverParts(folders: readonly string[], startedAt: number): Promise<void> {
  for (const folder of folders)
    for (const name of (await namesIn(folder)).filter((found) => partPattern.test(found))) {
      const file = path.join(folder, name)
      const modifiedAt = await modifiedMs(file)
      if (modifiedAt !== null && modifiedAt < startedAt) await rm(file, { force: true })
    }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}

/** Null if the file is gone, because its writer has finished. */
async function modifiedMs(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}
