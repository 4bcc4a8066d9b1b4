/** A file whose bytes are read where they are wanted. */
export interface ReadableFile {
  readonly size: number
  /** So many bytes from there, fewer only at the end of the file. Rejects with the disk's error. */
  readonly readAt: (at: number, length: number) => Promise<Uint8Array>
}

/** Bytes that a walk wants to look at next; it gets fewer at the end of the file. */
export interface ReadRequest {
  readonly at: number
  readonly length: number
}

/** Walks through a file by its own marks, and never over more of it than it asks for. */
export type FileWalk<Found> = Generator<ReadRequest, Found, Uint8Array>

/** Bytes read at once: most wishes are a few bytes behind each other. */
const windowBytes = 64 * 1_024

export async function walkFile<Found>(file: ReadableFile, walk: FileWalk<Found>): Promise<Found> {
  let start = 0
  let bytes: Uint8Array = new Uint8Array()
  let step = walk.next()
  while (step.done !== true) {
    const { at, length } = step.value
    const end = Math.min(file.size, at + length)
    if (at < start || end > start + bytes.length) {
      bytes = at >= file.size ? new Uint8Array() : await file.readAt(at, Math.max(length, windowBytes))
      start = at
    }
    step = walk.next(bytes.subarray(Math.max(0, at - start), Math.max(0, at - start + length)))
  }
  return step.value
}
