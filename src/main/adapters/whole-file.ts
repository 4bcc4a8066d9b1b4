import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, lstat, open, rename } from 'node:fs/promises'
import type { WrittenBlob } from '../../core/ports'
import { hasCode } from './disk-folder'
import { splitIntoChunks } from './split-into-chunks'

/** What file systems without hard links answer to `link` (FAT, some network shares). */
const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']

/** The network gives a few KiB at a time, and each way to the disk costs about as much as writing them. */
const pieceBytes = 524_288

/** Streams into a file that must not be there yet, flushed when it ends; mode 0600. What broke off is left to the caller. */
export async function writeNewFile(file: string, chunks: AsyncIterable<Uint8Array>): Promise<WrittenBlob> {
  const hash = createHash('sha256')
  let size = 0
  const handle = await open(file, 'wx', 0o600)
  try {
    for await (const piece of splitIntoChunks(chunks, pieceBytes)) {
      // All of the piece, however little of it the system takes at once; hashed while the disk has work with it.
      const writing = handle.writeFile(piece)
      hash.update(piece)
      await writing
      size += piece.byteLength
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { size, sha256: hash.digest('hex') }
}

/** A rename that never replaces: a second name for the same file, which fails where that name is taken. */
export async function takeFreeName(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target)
  } catch (error) {
    if (!hasCode(error, ...noLinks)) throw error
    if (await exists(target)) throw Object.assign(new Error('the name is taken'), { code: 'EEXIST' })
    await rename(temporary, target)
  }
}

/** Whether these very bytes stand there already. False for a link, whatever is behind it, and where it cannot be read. */
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
