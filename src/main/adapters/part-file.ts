import { createHash, type Hash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import type { WrittenBlob } from '../../core/ports'
import { PartChangedError, type KeptBytes, type ReceivedBytes } from '../../core/transfers/local-target'
import { hasCode } from './disk-folder'
import { splitIntoChunks } from './split-into-chunks'

/** Network chunks are a few KiB, and a disk call costs about as much as writing one, so they are merged. */
const chunkBytes = 524_288
/** Last bytes of a kept part that are asked for again and compared. */
const tailBytes = 4_096

/** The beginning of a temporary file, as far as it is on disk. */
interface Written {
  size: number
  hash: Hash
}

/**
 * Receives bytes into a new temporary file with mode 0600, or into a kept one, and flushes it. The kept beginning is hashed again
 * first; what follows it is cut off. Callers remove the file after an error, unless `keepsPart` returned true.
 */
export async function receivePart(file: string, bytes: ReceivedBytes): Promise<WrittenBlob> {
  const { kept } = bytes
  const handle = kept === null ? await open(file, 'wx', 0o600) : await openKept(file)
  const written: Written = { size: 0, hash: createHash('sha256') }
  try {
    const found = kept === null ? null : await readKept(handle, kept, written)
    const opened = await bytes.open(found)
    if (opened.from !== 0 && opened.from !== written.size) throw new Error('the bytes begin elsewhere')
    if (opened.from !== written.size) Object.assign(written, { size: 0, hash: createHash('sha256') })
    await handle.truncate(written.size)
    await appendChunks(handle, written, opened.chunks)
    await handle.sync()
    return toBlob(written)
  } catch (error) {
    if (error instanceof PartChangedError || written.size === 0) throw error
    const isKept = await handle.sync().then(
      () => bytes.keepsPart(error, toBlob(written)),
      () => false,
    )
    throw isKept ? new KeptPartError(error) : error
  } finally {
    await handle.close()
  }
}

/** The write failed with this cause, and the temporary file stays. Never leaves the adapter. */
export class KeptPartError extends Error {
  override readonly name = 'KeptPartError'
  constructor(override readonly cause: unknown) {
    super('the part is kept')
  }
}

/** Never through a link. */
async function openKept(file: string): Promise<FileHandle> {
  try {
    return await open(file, constants.O_RDWR | constants.O_NOFOLLOW)
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ELOOP', 'EISDIR')) throw new PartChangedError()
    throw error
  }
}

/** Hashes the kept bytes again. A second name means that the file was complete: it must not be written any more. */
async function readKept(handle: FileHandle, kept: WrittenBlob, written: Written): Promise<KeptBytes> {
  const stat = await handle.stat()
  if (!stat.isFile() || stat.nlink !== 1 || stat.size < kept.size) throw new PartChangedError()
  let tail = new Uint8Array()
  const buffer = new Uint8Array(chunkBytes)
  while (written.size < kept.size) {
    const length = Math.min(buffer.length, kept.size - written.size)
    const { bytesRead } = await handle.read(buffer, 0, length, written.size)
    if (bytesRead === 0) throw new PartChangedError()
    const chunk = buffer.subarray(0, bytesRead)
    written.hash.update(chunk)
    written.size += bytesRead
    tail = new Uint8Array([...tail, ...chunk.subarray(-tailBytes)]).subarray(-tailBytes)
  }
  const blob = toBlob(written)
  if (blob.sha256 !== kept.sha256) throw new PartChangedError()
  return { ...blob, tail }
}

async function appendChunks(
  handle: FileHandle,
  written: Written,
  chunks: AsyncIterable<Uint8Array>,
): Promise<void> {
  const source: { failure?: { readonly error: unknown } } = {}
  // What arrived before an error is written as well, so that a kept part has all of it.
  async function* untilFailure(): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks
    } catch (error) {
      source.failure = { error }
    }
  }
  for await (const chunk of splitIntoChunks(untilFailure(), chunkBytes)) {
    // Hashed in parallel, on a copy: only what is on disk counts as written.
    const writing = writeAll(handle, chunk, written.size)
    const hash = written.hash.copy().update(chunk)
    await writing
    written.hash = hash
    written.size += chunk.byteLength
  }
  if (source.failure !== undefined) throw source.failure.error
}

async function writeAll(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let offset = 0; offset < chunk.byteLength;) {
    const { bytesWritten } = await handle.write(chunk, offset, chunk.byteLength - offset, position + offset)
    offset += bytesWritten
  }
}

function toBlob({ size, hash }: Written): WrittenBlob {
  return { size, sha256: hash.copy().digest('hex') }
}
