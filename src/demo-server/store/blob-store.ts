import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { bytesInFile, bytesInMemory, type Bytes } from './bytes'

/** Bytes that came in: in memory when small and nothing must last, else a file under an opaque id. */
export interface Blob {
  /** null when in memory. */
  readonly id: string | null
  readonly bytes: Bytes
}

export interface BlobStore {
  readonly keep: (chunks: AsyncIterable<Uint8Array>) => Promise<Blob>
  readonly reopen: (id: string, size: number) => Bytes
  readonly discard: (id: string) => Promise<void>
  /** Removes files that no id of the list names: what a kill left behind. */
  sweep(ids: ReadonlySet<string>): Promise<void>
  close(): Promise<void>
}

const inMemoryLimit = 1024 * 1024

async function toFile(path: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  const out = createWriteStream(path, { flags: 'wx' })
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

/** The files of one folder, made at the first need. Names are opaque ids: no name of a user touches the disk. */
function createFolder(locate: () => Promise<string>) {
  let folder: Promise<string> | undefined
  let path: string | undefined
  const ready = async () => (path = await (folder ??= locate()))
  return {
    path: () => path,
    ready,
    keep: async (chunks: AsyncIterable<Uint8Array>): Promise<Blob> => {
      const id = randomBytes(16).toString('hex')
      const file = join(await ready(), id)
      const size = await toFile(file, chunks)
      await flush(file)
      return { id, bytes: bytesInFile(file, size) }
    },
    discard: async (id: string): Promise<void> => {
      await rm(join(await ready(), id), { force: true })
    },
  }
}

export async function createDiskBlobStore(folderPath: string): Promise<BlobStore> {
  await mkdir(folderPath, { recursive: true })
  const folder = createFolder(() => Promise.resolve(folderPath))
  return {
    keep: folder.keep,
    reopen: (id, size) => bytesInFile(join(folderPath, id), size),
    discard: folder.discard,
    async sweep(ids) {
      for (const id of await readdir(folderPath)) if (!ids.has(id)) await folder.discard(id)
    },
    close: () => Promise.resolve(),
  }
}

async function* chained(first: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>) {
  yield* first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

/** Small files in memory, big ones in a temporary folder that goes when the server closes. */
export function createMemoryBlobStore(): BlobStore {
  const folder = createFolder(() => mkdtemp(join(tmpdir(), 'refshelf-demo-')))
  return {
    async keep(chunks) {
      const parts: Uint8Array[] = []
      let size = 0
      const rest = chunks[Symbol.asyncIterator]()
      for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
        parts.push(next.value)
        size += next.value.length
        if (size > inMemoryLimit) return folder.keep(chained(parts, rest))
      }
      return { id: null, bytes: bytesInMemory(Buffer.concat(parts)) }
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
