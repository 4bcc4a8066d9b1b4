import type { DeletionQuestion, SelectedAsset } from '../deletion'
import type {
  GivenContent,
  Grant,
  RenewedSource,
  SourceRenewal,
  StagingSnapshot,
  TransfersSnapshot,
  UploadPlan,
  UploadSource,
  UploadStart,
  UploadStarted,
  UploadTarget,
} from '../transfers'
import type { Call } from './call'

/** Calls for uploads, downloads and copies. */
export interface TransferCalls {
  /** Main shows the dialog. Null if it was closed. */
  readonly chooseUploads: Call<{ readonly what: 'files' | 'folder' }, Grant | null>
  /** Adds more files to a grant, at the end. Main shows the dialog. Null if it was closed. */
  readonly addUploads: Call<{ readonly grantId: string; readonly what: 'files' | 'folder' }, Grant | null>
  /** Adds an entry of `junk` to the files of a grant, at the end. A folder is added with all files in it. */
  readonly includeJunk: Call<{ readonly grantId: string; readonly entryId: string }, Grant>
  readonly discardGrant: Call<{ readonly grantId: string }, undefined>
  /** Refreshes the listing of the segment, with one API call. */
  readonly planUpload: Call<{ readonly source: UploadSource; readonly target: UploadTarget }, UploadPlan>
  readonly discardUpload: Call<{ readonly planId: string }, undefined>
  /** Takes only the plan's id and the choices, because files and destination are frozen in main. */
  readonly startUpload: Call<UploadStart, UploadStarted>
  /** Main asks for a folder. Null if the dialog was closed. */
  readonly startDownload: Call<
    { readonly assets: readonly SelectedAsset[] },
    { readonly batchId: string | null }
  >
  readonly readTransfers: Call<undefined, TransfersSnapshot>
  /** Null for all batches. */
  readonly pauseTransfers: Call<{ readonly batchId: string | null }, undefined>
  readonly resumeTransfers: Call<{ readonly batchId: string | null }, undefined>
  /** Skips waiting files, and aborts running transfers. */
  readonly stopTransfer: Call<{ readonly batchId: string }, undefined>
  /** Retries failed files; null for all of them. */
  readonly retryTransfers: Call<
    { readonly batchId: string; readonly fileIds: readonly string[] | null },
    undefined
  >
  /** Renews the source of a file that changed or vanished, and queues it again. */
  readonly renewUpload: Call<
    { readonly batchId: string; readonly fileId: string; readonly from: SourceRenewal },
    RenewedSource
  >
  /** For files whose name turned out to be taken. */
  readonly resolveTransfers: Call<
    {
      readonly batchId: string
      readonly choices: UploadStart['choices']
    },
    { readonly question: DeletionQuestion | null }
  >
  /** Removes a finished batch from the list; null for all finished batches. */
  readonly clearTransfers: Call<{ readonly batchId: string | null }, undefined>
  /** Sets an unreadable list aside and starts a new one. */
  readonly restartTransfers: Call<undefined, undefined>
  /** Loads assets for `dragOut` and `copyFiles`, with one API call per uncached file. `watchStaging` reports progress. */
  readonly stageAssets: Call<{ readonly assets: readonly SelectedAsset[] }, StagingSnapshot>
  /** Aborts staging, and removes staged files that were not handed out. */
  readonly unstageAssets: Call<undefined, undefined>
  /** Continues a drag that started in the window with staged files. Fails if a file is not staged. */
  readonly dragOut: Call<{ readonly assets: readonly SelectedAsset[] }, undefined>
  /** Puts staged files on the clipboard for file managers. Fails if a file is not staged. */
  readonly copyFiles: Call<{ readonly assets: readonly SelectedAsset[] }, undefined>
}

export interface TransferEvents {
  readonly watchTransfers: TransfersSnapshot
  readonly watchStaging: StagingSnapshot
}

/**
 * Calls that only preload makes. It reads the paths of the user's files from the File objects, which a page cannot forge, and
 * the window gets ids.
 */
export interface PreloadCalls {
  readonly grantPaths: Call<
    { readonly paths: readonly string[]; readonly contents: readonly GivenContent[] },
    Grant
  >
}

export const transferCalls: { readonly [Name in keyof TransferCalls]: true } = {
  chooseUploads: true,
  addUploads: true,
  includeJunk: true,
  discardGrant: true,
  planUpload: true,
  discardUpload: true,
  startUpload: true,
  startDownload: true,
  readTransfers: true,
  pauseTransfers: true,
  resumeTransfers: true,
  stopTransfer: true,
  retryTransfers: true,
  renewUpload: true,
  resolveTransfers: true,
  clearTransfers: true,
  restartTransfers: true,
  stageAssets: true,
  unstageAssets: true,
  dragOut: true,
  copyFiles: true,
}

export const transferEvents: { readonly [Name in keyof TransferEvents]: true } = {
  watchTransfers: true,
  watchStaging: true,
}

export const preloadCalls: { readonly [Name in keyof PreloadCalls]: true } = { grantPaths: true }
