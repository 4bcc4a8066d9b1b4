import type { DeletionQuestion } from '../deletion'
import type { BinSnapshot, KnownBytes, ListedCopy, PurgeReport, RestoreRun, SaveReport } from '../recycle-bin'
import type { Call } from './call'

/** Calls for the recycle bin. */
export interface BinCalls {
  /** Newest first. */
  readonly listBin: Call<undefined, readonly ListedCopy[]>
  readonly readBin: Call<undefined, BinSnapshot>
  /** Hashes of files on the open connection that are known from copies; downloads nothing. */
  readonly listKnownBytes: Call<undefined, readonly KnownBytes[]>
  readonly restoreCopies: Call<{ readonly copyIds: readonly string[] }, RestoreRun>
  /** Plans the deletion of files that block these copies, as found by the latest restore; then the copies are restored. */
  readonly planReplacement: Call<{ readonly copyIds: readonly string[] }, DeletionQuestion>
  readonly stopRestore: Call<undefined, undefined>
  readonly dismissRestore: Call<undefined, undefined>
  /** Main asks for a destination. */
  readonly saveCopies: Call<{ readonly copyIds: readonly string[] }, SaveReport>
  /** Deletes copies permanently. The window asks for confirmation first. */
  readonly purgeCopies: Call<{ readonly copyIds: readonly string[] }, PurgeReport>
  /** Address of a copy's picture for an `<img>`; null if it is not a picture. */
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
