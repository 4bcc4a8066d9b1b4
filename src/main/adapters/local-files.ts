import { constants, type Stats } from 'node:fs'
import { lstat, open, type FileHandle } from 'node:fs/promises'
import type { LocalFile, LocalFileStat, LocalFilesPort } from '../../core/transfers/ports'
import { hasCode } from './disk-folder'

/** Bytes per read. */
const chunkBytes = 1_024 ** 2
/** Do not follow a link or block on a pipe that replaced the file. Windows has neither flag. */
const openFlags = constants.O_RDONLY | orZero(constants.O_NOFOLLOW) | orZero(constants.O_NONBLOCK)

function orZero(flag: number | undefined): number {
  return flag ?? 0
}

/** Granted files by their absolute paths. */
export const localFiles: LocalFilesPort = { stat: statFile, readFile: readLocalFile }

async function statFile(file: LocalFile): Promise<LocalFileStat> {
  try {
    return isSame(await lstat(file.path), file) ? 'same' : 'changed'
  } catch (error) {
    return hasCode(error, 'ENOENT', 'ENOTDIR') ? 'vanished' : 'unreadable'
  }
}

/** Throws disk errors, and if the file changed since it was granted; checked before the first byte and after the last. */
export async function* readLocalFile(file: LocalFile): AsyncGenerator<Uint8Array> {
  const handle = await open(file.path, openFlags)
  try {
    refuseChanged(await handle.stat(), file)
    let bytes = 0
    for (let chunk = await readChunk(handle); chunk.length > 0; chunk = await readChunk(handle)) {
      bytes += chunk.length
      if (bytes > file.size) throw changedError()
      yield chunk
    }
    refuseChanged(await handle.stat(), file)
    if (bytes !== file.size) throw changedError()
    // The handle still reads a file that was deleted or replaced, as editors do on save, so check the path too.
    if ((await statFile(file)) !== 'same') throw changedError()
  } finally {
    await handle.close()
  }
}

/** Allocates a new buffer for each chunk, because readers may keep them. */
async function readChunk(handle: FileHandle): Promise<Uint8Array> {
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(chunkBytes), 0, chunkBytes, null)
  return buffer.subarray(0, bytesRead)
}

function isSame(found: Stats, { size, modifiedMs }: LocalFile): boolean {
  return found.isFile() && found.size === size && Math.trunc(found.mtimeMs) === Math.trunc(modifiedMs)
}

function refuseChanged(found: Stats, file: LocalFile): void {
  if (!isSame(found, file)) throw changedError()
}

function changedError(): Error {
  return new Error('the file changed since it was granted')
}
