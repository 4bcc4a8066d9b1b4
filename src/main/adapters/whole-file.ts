import { createHash } from 'node:crypto'
import { createReadStream, lstatSync } from 'node:fs'
import { link, lstat, open, rename } from 'node:fs/promises'
import type { WrittenBlob } from '../../core/ports'
import { hasCode } from './disk-folder'
import { splitIntoChunks } from './split-into-chunks'

/** Errors of `link` on file systems without hard links (FAT, some network shares). */
const noLinkCodes = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']

/** Network chunks are a few KiB, and a disk call costs about as much as writing one, so they are merged. */
const chunkBytes = 524_288

/** Streams to a new file with mode 0600 and flushes it. Callers remove a partial file after an error. */
export async function writeNewFile(file: string, chunks: AsyncIterable<Uint8Array>): Promise<WrittenBlob> {
  const hash = createHash('sha256')
  let size = 0
  const handle = await open(file, 'wx', 0o600)
  try {
    for await (const chunk of splitIntoChunks(chunks, chunkBytes)) {
      // `writeFile` on a handle writes the whole chunk; hash it in parallel.
      const writing = handle.writeFile(chunk)
      hash.update(chunk)
      await writing
      size += chunk.byteLength
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { size, sha256: hash.digest('hex') }
}

/** Renames without replacing: creates a hard link, which fails if the name is taken. Callers remove the old name. */
export async function takeFreeName(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target)
  } catch (error) {
    if (!hasCode(error, ...noLinkCodes)) throw error
    if (await exists(target)) throw Object.assign(new Error('the name is taken'), { code: 'EEXIST' })
    await rename(temporary, target)
  }
}

/** Gives a complete temporary file its name. */
export type TakeName = (temporary: string, target: string) => Promise<void>

/**
 * How a file takes the name that a save dialog has just returned. The dialog asked about a file that existed then, and only
 * that one may be replaced: a file made later keeps its name, and the save fails with `EEXIST`.
 */
export function takeConfirmedName(chosen: string): TakeName {
  const confirmed = identityOf(chosen)
  if (confirmed === null) return takeFreeName
  return async (temporary, target) => {
    const found = identityOf(target)
    if (found === null) return takeFreeName(temporary, target)
    if (found !== confirmed) throw Object.assign(new Error('another file has the name'), { code: 'EEXIST' })
    await rename(temporary, target)
  }
}

/** Identifies a file on its disk; null if there is none. Disks reuse the number of a removed file, so its birth counts too. */
function identityOf(file: string): string | null {
  const found = lstatSync(file, { bigint: true, throwIfNoEntry: false })
  return found === undefined ? null : `${String(found.dev)} ${String(found.ino)} ${String(found.birthtimeNs)}`
}

/** Whether the file already contains exactly these bytes. False for a link and for an unreadable file. */
export async function isEqualFile(file: string, { size, sha256 }: WrittenBlob): Promise<boolean> {
  try {
    const found = await lstat(file)
    if (!found.isFile() || found.size !== size) return false
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
    return hash.digest('hex') === sha256
  } catch {
    return false
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
