import { createReadStream } from 'node:fs'

/** Content whose size is known without reading it. Read anew, from the start, by each call of `chunks`. */
export interface Bytes {
  readonly size: number
  chunks(): AsyncIterable<Uint8Array>
}

const chunkBytes = 64 * 1024

// eslint-disable-next-line @typescript-eslint/require-await -- an async iterable of what is there already
async function* slices(read: () => Uint8Array): AsyncIterable<Uint8Array> {
  const bytes = read()
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
}

export function bytesInMemory(bytes: Uint8Array): Bytes {
  return { size: bytes.length, chunks: () => slices(() => bytes) }
}

export function bytesInFile(path: string, size: number): Bytes {
  return { size, chunks: () => createReadStream(path, { highWaterMark: chunkBytes }) }
}

/** Made at each reading, so that hundreds of pictures cost nothing until somebody looks at one. */
export function bytesMadeOnDemand(size: number, make: () => Uint8Array): Bytes {
  const checked = () => {
    const bytes = make()
    if (bytes.length !== size) throw new Error(`Made ${bytes.length} bytes where ${size} were promised`)
    return bytes
  }
  return { size, chunks: () => slices(checked) }
}

// eslint-disable-next-line @typescript-eslint/require-await -- an async iterable without a wait of its own
async function* repeated(head: Uint8Array, block: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  yield head.subarray(0, size)
  for (let left = size - head.length; left > 0; left -= block.length) yield block.subarray(0, left)
}

/** A head, then one block over and over: files of any size that are never in memory. */
export function bytesRepeated(head: Uint8Array, block: Uint8Array, size: number): Bytes {
  return { size, chunks: () => repeated(head, block, size) }
}

export async function readAllBytes(bytes: Bytes): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of bytes.chunks()) parts.push(part)
  return Buffer.concat(parts)
}
