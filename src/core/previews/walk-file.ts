/** A file with random access. */
export interface ReadableFile {
  readonly size: number
  /** Reads `length` bytes from offset `at`, fewer only at the end of the file. Rejects with disk errors. */
  readonly readAt: (at: number, length: number) => Promise<Uint8Array>
}

/** The bytes that a walk needs next; it gets fewer at the end of the file. */
export interface ReadRequest {
  readonly at: number
  readonly length: number
}

/** Walks through a file by its structure, so that only the requested parts are read. */
export type FileWalk<Found> = Generator<ReadRequest, Found, Uint8Array>

/** Bytes per read: most requests are only a few bytes apart. */
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
