import type { FolderEntry } from '../local-names/free-paths'
import type { WrittenBlob } from '../ports'

/** A local file to create. */
export interface NewLocalFile {
  /** The chosen folder. Opaque; only the adapter interprets it. */
  readonly folder: string
  /** Folders below it and the file name, each a safe name. Missing folders are created. */
  readonly path: readonly string[]
  /** Identifies the temporary file in the same folder; letters and digits. */
  readonly partId: string
  /**
   * True if an earlier run had started this file and may have crashed just after giving it its name. An existing file of that name
   * with the same bytes is then taken as this file.
   */
  readonly mayExist?: boolean
}

/** Where the bytes of a new file come from. A kept temporary file can be continued later. */
export interface ReceivedBytes {
  /** The kept beginning of the temporary file, or null for a new one. */
  readonly kept: WrittenBlob | null
  /** Opens the bytes after the kept ones. The answer may start at 0 instead: then the temporary file starts over. */
  readonly open: (kept: KeptBytes | null) => Promise<OpenedBytes>
  /** False rejects the complete file; then nothing is left. */
  readonly accept: (written: WrittenBlob) => boolean
  /** Called after an error with the flushed beginning. If it returns true, the temporary file stays. */
  readonly keepsPart: (error: unknown, written: WrittenBlob) => boolean
}

/** The verified beginning of a temporary file, with its last bytes, which show whether an answer belongs to the same file. */
export interface KeptBytes extends WrittenBlob {
  readonly tail: Uint8Array
}

export interface OpenedBytes {
  readonly from: number
  readonly chunks: AsyncIterable<Uint8Array>
}

/** The temporary file is not the one that was kept: it is gone, was changed, or already has its name. */
export class PartChangedError extends Error {
  override readonly name = 'PartChangedError'
}

/** `name`: its final name in the requested folder. Null if `accept` rejected it; then nothing is left. */
export interface WrittenFile extends WrittenBlob {
  readonly name: string | null
}

/**
 * Local folders that the user chose. Errors have a `code`: `ENOENT`, `ENOTDIR` and `ELOOP` if the folder is gone, was replaced, or
 * has become a link.
 */
export interface LocalTargetPort {
  /** Lists a folder below the chosen one; empty if it does not exist. */
  readonly listFolder: (folder: string, path: readonly string[]) => Promise<readonly FolderEntry[]>
  /** Free disk space in bytes. */
  readonly freeBytes: (folder: string) => Promise<number>
  /**
   * Writes a temporary file, hashes and flushes it, then gives it its name or the next free one; never replaces a file. Marks it
   * as downloaded if the system supports that (docs/threat-model.md#download-marks). Leaves nothing after a failure, unless
   * `keepsPart` says so. Throws `PartChangedError` before it opens anything if the kept bytes are not those on disk.
   */
  readonly receiveFile: (file: NewLocalFile, bytes: ReceivedBytes) => Promise<WrittenFile>
  /** Deletes the temporary file, and nothing else. */
  readonly discardPart: (file: NewLocalFile) => Promise<void>
}
