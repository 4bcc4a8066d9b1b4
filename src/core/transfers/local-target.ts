import type { FolderEntry } from '../local-names/free-paths'
import type { WrittenBlob } from '../ports'

/** A file that is to be made on this computer. */
export interface NewLocalFile {
  /** The chosen folder; only the adapter knows what it means. */
  readonly folder: string
  /** Folders below it and the name, each safe. Folders that are missing are made. */
  readonly path: readonly string[]
  /** Tells its temporary file, which stands beside it, from every other; of letters and digits. */
  readonly partId: string
  /**
   * An earlier run had begun with it, and may have died just after the file had its name: where a name that is wished has a file
   * of the very same bytes, that is it.
   */
  readonly mayExist?: boolean
}

/** `name`: under which it stands now, in the folder that was wished. Null where it was not accepted, and nothing is left. */
export interface WrittenFile extends WrittenBlob {
  readonly name: string | null
}

/**
 * Folders of this computer that the user chose. Errors have their `code`: `ENOENT`, `ENOTDIR` and `ELOOP` where the folder is
 * gone, or is another one by now, or leads elsewhere by a link.
 */
export interface LocalTargetPort {
  /** What a folder below the chosen one holds; nothing where it is not there. */
  readonly listFolder: (folder: string, path: readonly string[]) => Promise<readonly FolderEntry[]>
  /** Bytes that may still be written there. */
  readonly freeBytes: (folder: string) => Promise<number>
  /**
   * A temporary file beside it, stream, hash, flush; then its name, or the next free one: nothing is ever replaced. Marked as
   * downloaded where the system has a mark. On any failure nothing is left.
   */
  readonly writeFile: (
    file: NewLocalFile,
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ) => Promise<WrittenFile>
  /** Takes the temporary file away, and nothing else. */
  readonly discardPart: (file: NewLocalFile) => Promise<void>
}
