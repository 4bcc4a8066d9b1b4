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
   * True if an earlier run had started this file and may have crashed just after giving it its name. An existing file of
   * that name with the same bytes is then taken as this file.
   */
  readonly mayExist?: boolean
}

/** `name`: its final name in the requested folder. Null if `accept` rejected it; then nothing is left. */
export interface WrittenFile extends WrittenBlob {
  readonly name: string | null
}

/**
 * Local folders that the user chose. Errors have a `code`: `ENOENT`, `ENOTDIR` and `ELOOP` if the folder is gone, was
 * replaced, or has become a link.
 */
export interface LocalTargetPort {
  /** Lists a folder below the chosen one; empty if it does not exist. */
  readonly listFolder: (folder: string, path: readonly string[]) => Promise<readonly FolderEntry[]>
  /** Free disk space in bytes. */
  readonly freeBytes: (folder: string) => Promise<number>
  /**
   * Writes a temporary file, hashes and flushes it, then gives it its name or the next free one; never replaces a file.
   * Marks it as downloaded if the system supports that (docs/threat-model.md#download-marks). Leaves nothing after a failure.
   */
  readonly writeFile: (
    file: NewLocalFile,
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ) => Promise<WrittenFile>
  /** Deletes the temporary file, and nothing else. */
  readonly discardPart: (file: NewLocalFile) => Promise<void>
}
