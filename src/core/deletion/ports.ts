import type { Asset } from '../../shared/asset'
import type { CopyFailure, DeletionQuestion } from '../../shared/deletion'
import type { Clock } from '../ports'
import type { WordbeeClient } from '../wordbee/client'

/** The part of the client that planning and deleting use. */
export type DeletionClient = Pick<
  WordbeeClient,
  | 'listSegments'
  | 'listSegment'
  | 'countListings'
  | 'buildDelete'
  | 'deleteAsset'
  | 'answerMs'
  | 'estimateWaitMs'
  | 'giveUp'
  | 'reserve'
  | 'waitingUntil'
>

/** What became of the copy of one file. `copyId` is null where copies are switched off. */
export type KeptCopy =
  | { readonly ok: true; readonly copyId: string | null }
  | { readonly ok: false; readonly failure: CopyFailure; readonly detail?: string }

/** Keeps the bytes of a file before it is deleted (P3). A file whose copy fails is not asked for. */
export interface CopyKeeper {
  /** Whether a question proposes copies. */
  readonly keepsCopies: boolean
  /** Whether copies of so many bytes fit, asked before a job starts. */
  readonly roomFor: (bytes: number) => Promise<DeletionQuestion['copyRoom']>
  /** Settles when the bytes are on the disk under their entry. Never rejects for a copy that fails. */
  readonly keep: (asset: Asset, jobId: string) => Promise<KeptCopy>
}

export interface DeletionPorts {
  readonly client: DeletionClient
  readonly clock: Clock
  readonly copies: CopyKeeper
}

/** Copies switched off: nothing is kept, and the question says so. */
export const keepsNoCopies: CopyKeeper = {
  keepsCopies: false,
  roomFor: () => Promise.resolve('fits'),
  keep: () => Promise.resolve({ ok: true, copyId: null }),
}
