import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { bytesInFile, bytesInMemory, type Bytes } from './bytes'

/** Uploaded bytes: in memory if they are small and need not persist, otherwise in a file named by an opaque id. */
export interface Blob {
  /** null if the bytes are in memory. */
  readonly id: string | null
  readonly bytes: Bytes
}

export interface BlobStore {
  readonly store: (chunks: AsyncIterable<Uint8Array>) => Promise<Blob>
  readonly reopen: (id: string, size: number) => Bytes
  readonly discard: (id: string) => Promise<void>
  /** Removes files that are not in `ids`, such as those left by a killed process. */
  sweep(ids: ReadonlySet<string>): Promise<void>
  close(): Promise<void>
}

/** Only this user may read it, also if an earlier version created it for everyone. */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  await chmod(path, 0o700)
}

const maxInMemoryBytes = 1024 * 1024

async function writeToFile(path: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  try {
    await pipeline(Readable.from(chunks), out)
  } catch (failure) {
    await rm(path, { force: true })
    throw failure
  }
  return out.bytesWritten
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A folder of blobs, located on first use. Files are named by opaque ids, so user-supplied names never reach the disk. */
function createFolder(locate: () => Promise<string>) {
  let folder: Promise<string> | undefined
  let path: string | undefined
  const ready = async () => (path = await (folder ??= locate()))
  return {
    path: () => path,
    ready,
    store: async (chunks: AsyncIterable<Uint8Array>): Promise<Blob> => {
      const id = randomBytes(16).toString('hex')
      const file = join(await ready(), id)
      const size = await writeToFile(file, chunks)
      await flush(file)
      return { id, bytes: bytesInFile(file, size) }
    },
    discard: async (id: string): Promise<void> => {
      await rm(join(await ready(), id), { force: true })
    },
  }
}

export async function createDiskBlobStore(folderPath: string): Promise<BlobStore> {
  await makePrivateFolder(folderPath)
  const folder = createFolder(() => Promise.resolve(folderPath))
  return {
    store: folder.store,
    reopen: (id, size) => bytesInFile(join(folderPath, id), size),
    discard: folder.discard,
    async sweep(ids) {
      for (const id of await readdir(folderPath)) if (!ids.has(id)) await folder.discard(id)
    },
    close: () => Promise.resolve(),
  }
}

async function* concat(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>) {
  yield* first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

/** Keeps small files in memory and large ones in a temporary folder, which is removed when the server closes. */
export function createMemoryBlobStore(): BlobStore {
  const folder = createFolder(() => mkdtemp(join(tmpdir(), 'refshelf-demo-')))
  return {
    async store(chunks) {
      const received: Uint8Array[] = []
      let size = 0
      const rest = chunks[Symbol.asyncIterator]()
      for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
        received.push(next.value)
        size += next.value.length
        if (size > maxInMemoryBytes) return folder.store(concat(received, rest))
      }
      return { id: null, bytes: bytesInMemory(Buffer.concat(received)) }
    },
    reopen: () => {
      throw new Error('A server without a data folder has nothing to reopen')
    },
    discard: folder.discard,
    sweep: () => Promise.resolve(),
    async close() {
      const path = folder.path()
      if (path !== undefined) await rm(path, { recursive: true, force: true })
    },
  }
}
