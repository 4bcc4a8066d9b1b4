import type { DeletionQuestion, SelectedAsset } from '../deletion'
import type {
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

/** The part of the contract that moves files in and out. */
export interface TransferCalls {
  /** Main asks which. Null where the dialog was closed. */
  readonly chooseUploads: Call<{ readonly what: 'files' | 'folder' }, Grant | null>
  readonly discardGrant: Call<{ readonly grantId: string }, undefined>
  /** Lists the segment anew: one call. */
  readonly planUpload: Call<{ readonly source: UploadSource; readonly target: UploadTarget }, UploadPlan>
  readonly discardUpload: Call<{ readonly planId: string }, undefined>
  /** The plan's id and the choices: what is uploaded, and where to, was frozen in main. */
  readonly startUpload: Call<UploadStart, UploadStarted>
  /** Main asks where to. Null where the dialog was closed. */
  readonly startDownload: Call<
    { readonly assets: readonly SelectedAsset[] },
    { readonly batchId: string | null }
  >
  readonly readTransfers: Call<undefined, TransfersSnapshot>
  /** Null: all of them. */
  readonly pauseTransfers: Call<{ readonly batchId: string | null }, undefined>
  readonly resumeTransfers: Call<{ readonly batchId: string | null }, undefined>
  /** Skips what has not begun, and ends what is under way. */
  readonly stopTransfer: Call<{ readonly batchId: string }, undefined>
  /** Files that failed, once more; null: all of them. */
  readonly retryTransfers: Call<
    { readonly batchId: string; readonly fileIds: readonly string[] | null },
    undefined
  >
  /** For a file that was not uploaded since it changed or vanished: given anew, it waits again. */
  readonly renewUpload: Call<
    { readonly batchId: string; readonly fileId: string; readonly from: SourceRenewal },
    RenewedSource
  >
  /** For files whose place turned out to be taken. */
  readonly resolveTransfers: Call<
    {
      readonly batchId: string
      readonly choices: UploadStart['choices']
    },
    { readonly question: DeletionQuestion | null }
  >
  /** Takes a batch that has ended off the list; null: all that have. */
  readonly clearTransfers: Call<{ readonly batchId: string | null }, undefined>
  /** Puts a list that cannot be read aside and begins a new one. */
  readonly restartTransfers: Call<undefined, undefined>
  /** Brings assets to this computer for `dragOut` and `copyFiles`; told by `watchStaging`. One call each that is not kept. */
  readonly stageAssets: Call<{ readonly assets: readonly SelectedAsset[] }, StagingSnapshot>
  /** Nobody wants them any more: nothing more is brought, and what was is taken away unless another program was given it. */
  readonly unstageAssets: Call<undefined, undefined>
  /** Hands staged files to the desktop, in a drag that the window has just seen begin. Fails where one is not staged. */
  readonly dragOut: Call<{ readonly assets: readonly SelectedAsset[] }, undefined>
  /** Puts staged files on the clipboard, for a file manager to paste. Fails where one is not staged. */
  readonly copyFiles: Call<{ readonly assets: readonly SelectedAsset[] }, undefined>
}

export interface TransferEvents {
  readonly watchTransfers: TransfersSnapshot
  readonly watchStaging: StagingSnapshot
}

/**
 * What preload alone calls: it reads the paths of files that the user gave from the files themselves, which no page can make up,
 * and the window gets ids for them.
 */
export interface PreloadCalls {
  readonly grantPaths: Call<{ readonly paths: readonly string[] }, Grant>
}

export const transferCalls: { readonly [Name in keyof TransferCalls]: true } = {
  chooseUploads: true,
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
