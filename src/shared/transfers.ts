import type { AssetContext, AssetIdentity } from './asset'
import type { WorkAccount } from './connection'
import type { DeletionQuestion, SelectedAsset } from './deletion'
import { failureKinds, type FailureKind } from './failure'

/**
 * A local file that the user gave by drop, paste or the system's dialog. The window only knows its id: it never learns a
 * path, and paths that it names are never read.
 */
export interface GrantedFile {
  readonly id: string
  readonly name: string
  /** Path from the given folder to the file, separated by `/`; "" for a file that was given directly. */
  readonly folder: string
  /** Bytes. */
  readonly size: number
}

/** Why a given entry cannot be uploaded. Each has the sentence `grant.<reason>`. */
export const grantRefusals = [
  'link',
  'not-a-file',
  'unreadable',
  'vanished',
  'too-large',
  'too-many',
  'unsafe-name',
  'system-folder',
] as const

export type GrantRefusal = (typeof grantRefusals)[number]

export interface RefusedFile {
  readonly name: string
  readonly folder: string
  readonly reason: GrantRefusal
}

/** What a file is that is left out unless the user includes it. Each has the sentence `junk.<kind>`. */
export const junkKinds = ['system', 'version-control', 'lock', 'partial'] as const

export type JunkKind = (typeof junkKinds)[number]

/** A file or a whole folder that is rarely meant to be uploaded, such as `.DS_Store` or `.git`. */
export interface JunkEntry {
  readonly id: string
  readonly name: string
  readonly folder: string
  readonly kind: JunkKind
  readonly isFolder: boolean
}

/** Maximum bytes of all files that are pasted or dropped without a path at once: they pass through memory. */
export const maxPastedBytes = 256 * 1_024 ** 2
export const maxPastedFiles = 1_000

/** A file that was given by its bytes, because it has no path. */
export interface PastedContent {
  readonly name: string
  /** MIME type, or "". */
  readonly type: string
  readonly bytes: Uint8Array
}

/** A pasted file, or why it could not be read. */
export type GivenContent =
  | PastedContent
  | { readonly name: string; readonly refusal: Extract<GrantRefusal, 'too-large' | 'unreadable'> }

/** Files that the window may refer to until the grant is discarded or its upload starts. */
export interface Grant {
  readonly grantId: string
  readonly files: readonly GrantedFile[]
  /** The first 200 refused files. */
  readonly refused: readonly RefusedFile[]
  readonly refusedCount: number
  /** The first 200 entries that are left out until `includeJunk`. */
  readonly junk: readonly JunkEntry[]
  readonly junkCount: number
  /** Number of given folders. */
  readonly folders: number
}

/** Source of an upload: local files, or assets to copy. */
export type UploadSource =
  | { readonly kind: 'files'; readonly grantId: string }
  | { readonly kind: 'assets'; readonly assets: readonly SelectedAsset[] }

/** Destination of an upload, as the user sees it. */
export interface UploadTarget {
  /** The open context. Main finds the project of a job, because uploads are only documented for projects. */
  readonly context: AssetContext
  readonly segmentId: number
  readonly locale: string | null
  /** Path inside the segment's folder, separated by `/`; "" for the root. */
  readonly folder: string
  /** Whether the source's folders are kept below `folder`, or all files go directly into it. */
  readonly keepsFolders: boolean
}

/** What to do with a file whose name is taken. */
export const conflictChoices = ['replace', 'keep-both', 'skip'] as const

export type ConflictChoice = (typeof conflictChoices)[number]

/** One file of a plan. */
export interface PlannedUpload {
  readonly id: string
  /** Folder of the source, as given or listed. */
  readonly folder: string
  /** Destination. */
  readonly destination: AssetIdentity
  /** Bytes, or null for an asset without a listed size. */
  readonly size: number | null
  /** Every listed file that the upload might overwrite; empty if the name is free. */
  readonly there: readonly SelectedAsset[]
  /** An earlier file of this plan has the same destination, so this one cannot replace. */
  readonly hasSameDestination: boolean
  /** The existing file has the same bytes, so that replacing it sends and deletes nothing. Set only if that is known. */
  readonly isAlreadyThere?: true
  /** Its name with the choice `keep-both`. */
  readonly freeName: string
  /** The file has 0 bytes; whether the server accepts that is unknown. */
  readonly isEmpty: boolean
  /** False if its name or folder could not be requested safely later, so that it cannot be uploaded. */
  readonly isSafe: boolean
}

/** A frozen plan, from a fresh listing of the segment. */
export interface UploadPlan extends WorkAccount {
  readonly planId: string
  readonly kind: 'upload' | 'copy'
  readonly target: UploadTarget
  /** The actual destination: for a job, its project. */
  readonly uploadsTo: AssetContext
  readonly files: readonly PlannedUpload[]
  /** Bytes of all files whose size is known. */
  readonly bytes: number
  /** API calls for uploading all files, including listings and comparisons, without the deletion of replaced files. */
  readonly calls: number
  /** Milliseconds until the budget allows the last of these calls; 0 if they fit. */
  readonly waitMs: number
}

export interface UploadStart {
  readonly planId: string
  /** For files whose name is taken; those without a choice are skipped. With `skip`, any file is left out. */
  readonly choices: readonly { readonly id: string; readonly choice: ConflictChoice }[]
}

/** `question`: replacing deletes the existing files. The uploads wait for its confirmation, and are dropped without it. */
export interface UploadStarted {
  readonly batchId: string
  readonly question: DeletionQuestion | null
}

export const transferKinds = ['upload', 'copy', 'download'] as const

export type TransferKind = (typeof transferKinds)[number]

/** The local file changed since it was granted. */
const sourceProblems = ['source-changed', 'source-vanished', 'source-unreadable'] as const

const ownProblems = [
  ...sourceProblems,
  'changed-on-server',
  'came-back-different',
  'not-listed',
  'not-checked',
  'not-replaced',
  'replacing-cut-short',
  'disk-full',
  'no-permission',
  'target-gone',
  'storage',
] as const

/** Why a file was not transferred. `ownProblems` have the sentence `transfer.problem.<problem>`, others that of the failure. */
export type TransferProblem = (typeof ownProblems)[number] | FailureKind

export const transferProblems: readonly TransferProblem[] = [...ownProblems, ...failureKinds]

export function isOwnProblem(problem: TransferProblem): problem is (typeof ownProblems)[number] {
  return ownProblems.some((ownProblem) => ownProblem === problem)
}

/** Whether the user can fix the problem by giving the file again. */
export function isSourceProblem(problem: TransferProblem): problem is (typeof sourceProblems)[number] {
  return sourceProblems.some((sourceProblem) => sourceProblem === problem)
}

/**
 * How to renew a source that changed or vanished: from the same path, or by the system's dialog. Its planned name on the
 * server does not change.
 */
export const sourceRenewals = ['as-it-is', 'by-dialog'] as const

export type SourceRenewal = (typeof sourceRenewals)[number]

/** `refused`: why the new source cannot be uploaded. Not renewed and not refused if the dialog was closed. */
export interface RenewedSource {
  readonly isRenewed: boolean
  readonly refused: GrantRefusal | null
}

/** State of a file. The last four change only by a user action. */
export type TransferState =
  | { readonly state: 'waiting' }
  /** A deletion removes the existing file first. */
  | { readonly state: 'clearing' }
  /** Downloading, also as the first half of a copy. */
  | { readonly state: 'receiving'; readonly bytes: number; readonly startedOver?: boolean }
  | { readonly state: 'sending'; readonly bytes: number }
  /** Sent, but not yet verified by a listing. */
  | { readonly state: 'checking' }
  /**
   * Uploads are listed with their size; downloads are complete. `as`: the final name if it differs from the planned one.
   * `bytes`: an upload was downloaded and compared; absent if only its size is verified. `startedOver`: a download could not be
   * continued after an interruption.
   */
  | {
      readonly state: 'done'
      readonly sha256: string
      readonly as: string | null
      readonly bytes?: 'same'
      /** The date that the server listed for the compared bytes. */
      readonly listedDate?: string
      readonly startedOver?: boolean
    }
  /** Nothing was sent, because the name is taken by now. */
  | { readonly state: 'name-taken'; readonly there: readonly SelectedAsset[] }
  /** `isAlreadyThere`: the existing file had the same bytes. */
  | { readonly state: 'skipped'; readonly isAlreadyThere?: true }
  /** `differsIn`: for `came-back-different`, if the size is right and the bytes are not. */
  | {
      readonly state: 'failed'
      readonly problem: TransferProblem
      readonly detail?: string
      readonly differsIn?: 'bytes'
    }

export type TransferStateName = TransferState['state']

export const transferStateNames = [
  'waiting',
  'clearing',
  'receiving',
  'sending',
  'checking',
  'done',
  'name-taken',
  'skipped',
  'failed',
] as const satisfies readonly TransferStateName[]

export interface TransferFile {
  readonly id: string
  /** The asset that is the destination of an upload or the source of a download. */
  readonly identity: AssetIdentity
  readonly size: number | null
  readonly outcome: TransferState
  /** The existing file cannot be replaced because this batch copies it. Set only if a choice is needed. */
  readonly isSource?: true
}

/**
 * State of a batch. `offline`: resumes automatically once the server can be reached. `elsewhere`: its account is not open.
 * `paused`: by the user, or because the app was restarted.
 */
export type TransferPhase = 'running' | 'paused' | 'offline' | 'elsewhere' | 'done'

/** Files that were added to the queue together. */
export interface TransferBatch extends WorkAccount {
  readonly id: string
  readonly kind: TransferKind
  readonly phase: TransferPhase
  /** Destination: a segment, or a local folder by its name only. */
  readonly target:
    | {
        readonly kind: 'segment'
        readonly segmentId: number
        readonly locale: string | null
        readonly folder: string
      }
    | { readonly kind: 'folder'; readonly name: string }
  readonly beganAt: number
  readonly files: number
  readonly counts: Readonly<Record<TransferStateName, number>>
  /** How many of the skipped files are already there with the same bytes. */
  readonly alreadyThere?: number
  /** Bytes of all files whose size is known, except skipped ones. */
  readonly bytes: number
  readonly bytesDone: number
  /** Average of the last seconds; null while stalled. */
  readonly bytesPerSecond: number | null
  readonly secondsLeft: number | null
  /** Set while it waits for a throttle pause or the budget: until when, ms since the epoch. */
  readonly waitingUntil: number | null
  /** The first 100 files, those that need the user first; only ten once five later batches have ended. */
  readonly shown: readonly TransferFile[]
}

/**
 * All transfers, newest first. A finished batch stays until it is cleared, or until twenty later batches have ended and it
 * needs no user action.
 */
export interface TransfersSnapshot {
  readonly batches: readonly TransferBatch[]
  /** False if the list cannot be read or written, so that a restart would forget running transfers. */
  readonly isPersisted: boolean
  /** False if the list cannot be read: nothing can be transferred until it is reset. */
  readonly isReadable: boolean
}

/** Progress of staging assets for dragging out or copying to the clipboard. */
export interface StagingSnapshot {
  readonly files: number
  readonly ready: number
  readonly bytes: number
  readonly bytesDone: number
  /** `ready`: all files can be dragged out. `too-large`: above the limit in the settings, so nothing was loaded. */
  readonly state: 'idle' | 'preparing' | 'ready' | 'too-large' | 'failed'
  readonly failure: FailureKind | null
}
