import type { AssetContext, AssetIdentity } from '../../shared/asset'
import type { WorkAccount } from '../../shared/connection'
import type { SelectedAsset } from '../../shared/deletion'
import type { TransferBatch, TransferKind, TransferState } from '../../shared/transfers'
import type { OpenConnection } from '../connections/open-connection'

/** A local file that the user granted, as it was at that time. `path` is opaque; only the adapter interprets it. */
export interface LocalFile {
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly modifiedMs: number
}

/** The state of a file compared with when it was granted. */
export type LocalFileStat = 'same' | 'changed' | 'vanished' | 'unreadable'

export interface LocalFilesPort {
  readonly stat: (file: LocalFile) => Promise<LocalFileStat>
  /** Reads from the start, never through a link. Fails if the file is not the granted one. */
  readonly readFile: (file: LocalFile) => AsyncIterable<Uint8Array>
}

/** Where the bytes of a file come from. */
export type TransferSource =
  | { readonly kind: 'file'; readonly file: LocalFile }
  | { readonly kind: 'asset'; readonly asset: SelectedAsset }

export interface QueuedFile {
  readonly id: string
  /** The destination of an upload or a copy; the source of a download. */
  readonly identity: AssetIdentity
  /** Bytes, or null if unknown. */
  readonly size: number | null
  readonly source: TransferSource
  /**
   * The path of a download below the batch's folder, by `joinLocalPath`: safe names, free at planning time. Persisted, or
   * after a restart the file might get the path of another one.
   */
  readonly localPath?: string
  /** It takes the place of a deleted file, so its bytes are always compared after the upload. */
  readonly replaces?: true
  /**
   * The last intent that the runner logged before a step that a crash could leave half done, such as the id of a
   * temporary file. Null if there is none.
   */
  readonly intent: string | null
}

export interface QueuedBatch extends WorkAccount {
  readonly id: string
  readonly kind: TransferKind
  readonly serverKey: string
  readonly target: TransferBatch['target']
  /** The context of uploads; null for a download. */
  readonly context: AssetContext | null
  /** The local folder of a download. Opaque; only the adapter interprets it. */
  readonly folder: string | null
  /** Milliseconds since the epoch. */
  readonly beganAt: number
}

/** One run over the waiting files of a batch, on a connection of its account. */
export interface TransferRun {
  readonly batch: QueuedBatch
  readonly open: OpenConnection
  /** Takes the next waiting file; null if there is none or the run is over. The runner owns it until it ends or requeues it. */
  readonly takeFile: () => QueuedFile | null
  /** Number of files of the batch that are still to be sent. */
  readonly countWaiting: () => number
  /** Reports a state. Resolves when an end state is on disk; if the disk fails, the queue reports that itself. */
  readonly reportState: (fileId: string, state: TransferState) => Promise<void>
  /** Logs an intent before the step it announces. Rejects if the disk fails; the step must then not be taken. */
  readonly recordIntent: (fileId: string, intent: string) => Promise<void>
  /** Lets the file wait again, because the server cannot be reached or the file was taken too early. */
  readonly requeue: (fileId: string) => void
  /** Aborted when the batch is paused or stopped, or the app quits: the runner aborts what it can and requeues it. */
  readonly stopSignal: AbortSignal
}

/** `offline`: the server cannot be reached; the remaining files wait until it can. */
export type RunOutcome = 'ended' | 'offline'

/** Carries out one kind of transfer; the queue decides when. */
export interface TransferRunner {
  /** Processes the waiting files until none is left. Never rejects because of the server, the network or a file. */
  readonly run: (run: TransferRun) => Promise<RunOutcome>
  /** Cleans up what was left half done, according to the intent of the file. Never rejects. */
  readonly cleanUp: (batch: QueuedBatch, file: QueuedFile, options: CleanUpOptions) => Promise<void>
}

/** `isOver`: the file was stopped. Otherwise it waits again, and what can be continued stays. */
export interface CleanUpOptions {
  readonly isOver: boolean
}

/** A file to add to the queue. */
export interface NewTransferFile extends Omit<QueuedFile, 'id' | 'intent'> {
  /** `clearing`: a deletion clears the destination first; `resolveConflicts` then decides. */
  readonly state: 'waiting' | 'clearing' | 'skipped'
  /** Skipped, because the server has the same bytes there. */
  readonly isAlreadyThere?: true
}

export interface NewTransferBatch extends Pick<QueuedBatch, 'kind' | 'target' | 'context' | 'folder'> {
  readonly open: OpenConnection
  readonly files: readonly NewTransferFile[]
}

/** The decision about a file whose destination is taken: send it, perhaps under another name, or not. */
export type ConflictResolution =
  | { readonly state: 'waiting'; readonly name?: string }
  | { readonly state: 'clearing' }
  | { readonly state: 'skipped' }
  | { readonly state: 'failed'; readonly problem: 'not-replaced' }

/** The queue as plans use it. */
export interface TransferQueue {
  /** Resolves when the batch is on disk, with the file ids in order. Rejects if the disk fails; then nothing is sent. */
  readonly addBatch: (
    batch: NewTransferBatch,
  ) => Promise<{ readonly batchId: string; readonly fileIds: readonly string[] }>
  /** Applies to files in `clearing` or `name-taken`; others are left unchanged. */
  readonly resolveConflicts: (
    batchId: string,
    resolutions: ReadonlyMap<string, ConflictResolution>,
  ) => Promise<void>
  readonly findBatch: (batchId: string) => {
    readonly batch: QueuedBatch
    readonly files: readonly { readonly file: QueuedFile; readonly outcome: TransferState }[]
  } | null
}
