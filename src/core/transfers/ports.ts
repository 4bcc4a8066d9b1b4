import type { AssetContext, AssetIdentity } from '../../shared/asset'
import type { WorkAccount } from '../../shared/connection'
import type { SelectedAsset } from '../../shared/deletion'
import type { TransferBatch, TransferKind, TransferState } from '../../shared/transfers'
import type { OpenConnection } from '../connections/open-connection'

/** A file of this computer that the user gave, as it was then. Only the adapter knows what `path` means. */
export interface LocalFile {
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly modifiedMs: number
}

/** How a file stands against what it was when it was given. */
export type LocalFileStat = 'same' | 'changed' | 'vanished' | 'unreadable'

export interface LocalFilesPort {
  readonly stat: (file: LocalFile) => Promise<LocalFileStat>
  /** From its start each time, never through a link; fails where the file is not the one that was given. */
  readonly readFile: (file: LocalFile) => AsyncIterable<Uint8Array>
}

/** Where the bytes of a file come from. */
export type TransferSource =
  | { readonly kind: 'file'; readonly file: LocalFile }
  | { readonly kind: 'asset'; readonly asset: SelectedAsset }

export interface QueuedFile {
  readonly id: string
  /** An upload or a copy: where it goes. A download: what is downloaded. */
  readonly identity: AssetIdentity
  /** Bytes, or null where nobody told. */
  readonly size: number | null
  readonly source: TransferSource
  /**
   * A download: where it goes below the batch's folder, by `joinLocalPath`: safe parts, free when it was planned. Must outlast
   * a restart, or a file would go where a stranger's file is by then.
   */
  readonly localPath?: string
  /**
   * What was written down last before something was done that a death of the app could leave half done: words of the runner,
   * such as the name of a temporary file. Null where nothing was.
   */
  readonly intent: string | null
}

export interface QueuedBatch extends WorkAccount {
  readonly id: string
  readonly kind: TransferKind
  readonly serverKey: string
  readonly target: TransferBatch['target']
  /** Where uploads go. */
  readonly context: AssetContext | null
  /** The folder of a download; only the adapter knows what it means. */
  readonly folder: string | null
  /** Milliseconds since the epoch. */
  readonly beganAt: number
}

/** One run over what waits in a batch, on the connection that it is of. */
export interface TransferRun {
  readonly batch: QueuedBatch
  readonly open: OpenConnection
  /** The next file that waits, from now on the runner's; null where none does, or the run is over. */
  readonly takeFile: () => QueuedFile | null
  /** Tells how it stands. A state that ends it is on the disk when the answer comes; where the disk fails, the queue says so itself. */
  readonly reportState: (fileId: string, state: TransferState) => Promise<void>
  /** Written down before it is done. Rejects where the disk does not take it: then it must not be done. */
  readonly recordIntent: (fileId: string, intent: string) => Promise<void>
  /** It waits again: the server cannot be reached, or its turn was taken too early. */
  readonly requeue: (fileId: string) => void
  /** Aborted when the batch is paused or stopped, or the app quits: what may be ended is ended and put back. */
  readonly stopSignal: AbortSignal
}

/** `offline`: the server cannot be reached, and what is left waits until it can. */
export type RunOutcome = 'ended' | 'offline'

/** How one kind of transfer is done; the queue decides when. */
export interface TransferRunner {
  /** Does what waits until nothing does. Never rejects for what a server, the network or a file does. */
  readonly run: (run: TransferRun) => Promise<RunOutcome>
  /** Takes away what a death of the app left half done, as its intent says. Never rejects. */
  readonly cleanUp: (batch: QueuedBatch, file: QueuedFile) => Promise<void>
}

/** A file as it is given to the queue. */
export interface NewTransferFile extends Omit<QueuedFile, 'id' | 'intent'> {
  /** `clearing`: it waits for a deletion, until `settle` says more. */
  readonly state: 'waiting' | 'clearing' | 'skipped'
}

export interface NewTransferBatch extends Pick<QueuedBatch, 'kind' | 'target' | 'context' | 'folder'> {
  readonly open: OpenConnection
  readonly files: readonly NewTransferFile[]
}

/** What becomes of a file that waited for a decision: it is sent, under another name maybe, or it is not. */
export type ConflictResolution =
  | { readonly state: 'waiting'; readonly name?: string }
  | { readonly state: 'clearing' }
  | { readonly state: 'skipped' }
  | { readonly state: 'failed'; readonly problem: 'not-replaced' }

/** What plans ask of the queue. */
export interface TransferQueue {
  /** On the disk when it answers. Ids of the files in their order. Rejects where the disk does not take it: then nothing is sent. */
  readonly addBatch: (
    batch: NewTransferBatch,
  ) => Promise<{ readonly batchId: string; readonly fileIds: readonly string[] }>
  /** For files in `clearing` or `name-taken`; others stay as they are. */
  readonly resolveConflicts: (
    batchId: string,
    resolutions: ReadonlyMap<string, ConflictResolution>,
  ) => Promise<void>
  readonly findBatch: (batchId: string) => {
    readonly batch: QueuedBatch
    readonly files: readonly { readonly file: QueuedFile; readonly outcome: TransferState }[]
  } | null
}
