import { constants, type Stats } from 'node:fs'
import { lstat, open, type FileHandle } from 'node:fs/promises'
import type { LocalFile, LocalFileStat, LocalFilesPort } from '../../core/transfers/ports'
import { hasCode } from './disk-folder'

/** Bytes that are read at once. */
const pieceBytes = 1_024 ** 2
/** Never through a link, and never waiting for a pipe that took the file's place. Windows has neither. */
const flags = constants.O_RDONLY | maybe(constants.O_NOFOLLOW) | maybe(constants.O_NONBLOCK)

function maybe(flag: number | undefined): number {
  return flag ?? 0
}

/** Files that the user gave, by their absolute paths. */
export const localFiles: LocalFilesPort = { stat: statFile, readFile: readLocalFile }

async function statFile(file: LocalFile): Promise<LocalFileStat> {
  try {
    return isSame(await lstat(file.path), file) ? 'same' : 'changed'
  } catch (error) {
    return hasCode(error, 'ENOENT', 'ENOTDIR') ? 'vanished' : 'unreadable'
  }
}

/** Throws what the disk throws, and where the file is not the one that was given, before its first byte or after its last. */
export async function* readLocalFile(file: LocalFile): AsyncGenerator<Uint8Array> {
  const handle = await open(file.path, flags)
  try {
    refuseOther(await handle.stat(), file)
    let bytes = 0
    for (let piece = await read(handle); piece.length > 0; piece = await read(handle)) {
      bytes += piece.length
      if (bytes > file.size) throw changed()
      yield piece
    }
    refuseOther(await handle.stat(), file)
    if (bytes !== file.size) throw changed()
    // A file that was deleted, or replaced as editors save, is read to its end all the same: its path tells.
    if ((await statFile(file)) !== 'same') throw changed()
  } finally {
    await handle.close()
  }
}

/** Each piece is its reader's own: the next one takes new room. */
async function read(handle: FileHandle): Promise<Uint8Array> {
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafeSlow(pieceBytes), 0, pieceBytes, null)
  return buffer.subarray(0, bytesRead)
}

function isSame(found: Stats, { size, modifiedMs }: LocalFile): boolean {
  return found.isFile() && found.size === size && Math.trunc(found.mtimeMs) === Math.trunc(modifiedMs)
}

function refuseOther(found: Stats, file: LocalFile): void {
  if (!isSame(found, file)) throw changed()
}

function changed(): Error {
  return new Error('the file is not the one that was given')
}
