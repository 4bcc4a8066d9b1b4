import type { DeletionQuestion } from '../deletion'
import type { BinSnapshot, KnownBytes, ListedCopy, PurgeReport, RestoreRun, SaveReport } from '../recycle-bin'
import type { Call } from './call'

/** The part of the contract that is about the recycle bin. */
export interface BinCalls {
  /** Newest first. */
  readonly listBin: Call<undefined, readonly ListedCopy[]>
  readonly readBin: Call<undefined, BinSnapshot>
  /** What the copies tell of the bytes of files on the open connection; nothing is downloaded for it. */
  readonly listKnownBytes: Call<undefined, readonly KnownBytes[]>
  readonly restoreCopies: Call<{ readonly copyIds: readonly string[] }, RestoreRun>
  /** Asks to delete the files that are in the way of these copies, which the latest restore found; then they are put back. */
  readonly planReplacement: Call<{ readonly copyIds: readonly string[] }, DeletionQuestion>
  readonly stopRestore: Call<undefined, undefined>
  readonly dismissRestore: Call<undefined, undefined>
  /** Main asks where to. */
  readonly saveCopies: Call<{ readonly copyIds: readonly string[] }, SaveReport>
  /** For good: the window has asked. */
  readonly purgeCopies: Call<{ readonly copyIds: readonly string[] }, PurgeReport>
  /** Address of a copy's picture for an `<img>`; null for what is not shown as one. */
  readonly previewCopy: Call<{ readonly copyId: string }, string | null>
}

export const binCalls: { readonly [Name in keyof BinCalls]: true } = {
  listBin: true,
  readBin: true,
  listKnownBytes: true,
  restoreCopies: true,
  planReplacement: true,
  stopRestore: true,
  dismissRestore: true,
  saveCopies: true,
  purgeCopies: true,
  previewCopy: true,
}
