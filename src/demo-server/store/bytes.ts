import { createReadStream } from 'node:fs'

/** Content whose size is known without reading it. Each call of `chunks` reads it from the start. */
export interface Bytes {
  readonly size: number
  chunks(): AsyncIterable<Uint8Array>
}

const chunkBytes = 64 * 1024

// oxlint-disable-next-line typescript/require-await -- an async iterable of bytes that are already in memory
async function* slices(read: () => Uint8Array): AsyncIterable<Uint8Array> {
  const bytes = read()
  for (let start = 0; start < bytes.length; start += chunkBytes)
    yield bytes.subarray(start, start + chunkBytes)
}

export function bytesInMemory(bytes: Uint8Array): Bytes {
  return { size: bytes.length, chunks: () => slices(() => bytes) }
}

export function bytesInFile(path: string, size: number): Bytes {
  return { size, chunks: () => createReadStream(path, { highWaterMark: chunkBytes }) }
}

/** Generates the content on each read, so that hundreds of pictures cost nothing until one is read. */
export function bytesOnDemand(size: number, make: () => Uint8Array): Bytes {
  const generate = () => {
    const bytes = make()
    if (bytes.length !== size) throw new Error(`Generated ${bytes.length} bytes instead of ${size}`)
    return bytes
  }
  return { size, chunks: () => slices(generate) }
}

// oxlint-disable-next-line typescript/require-await -- an async iterable of bytes that are already in memory
async function* repeated(head: Uint8Array, block: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  yield head.subarray(0, size)
  for (let remaining = size - head.length; remaining > 0; remaining -= block.length) {
    yield block.subarray(0, remaining)
  }
}

/** A head followed by one repeated block, for files of any size that are never held in memory. */
export function bytesRepeated(head: Uint8Array, block: Uint8Array, size: number): Bytes {
  return { size, chunks: () => repeated(head, block, size) }
}

export async function readAllBytes(bytes: Bytes): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes.chunks()) chunks.push(chunk)
  return Buffer.concat(chunks)
}
