import type { AssetContext, AssetIdentity } from './asset'
import type { WorkAccount } from './connection'
import type { DeletionQuestion, SelectedAsset } from './deletion'
import { failureKinds, type FailureKind } from './failure'

/**
 * A file of this computer that the user gave, by a drop, a paste or the system's dialog. The window knows it by an id: it
 * learns no path, and none that it names is read.
 */
export interface GrantedFile {
  readonly id: string
  readonly name: string
  /** Folders between what was given and the file, `/` between them; "" for a file that was given itself. */
  readonly folder: string
  /** Bytes. */
  readonly size: number
}

/** Why something that was given is no file to upload. Each has the sentence `grant.<reason>`. */
export const grantRefusals = [
  'link',
  'not-a-file',
  'unreadable',
  'vanished',
  'too-large',
  'too-many',
  'unsafe-name',
] as const

export type GrantRefusal = (typeof grantRefusals)[number]

export interface RefusedFile {
  readonly name: string
  readonly folder: string
  readonly reason: GrantRefusal
}

/** What main lets the window speak of until it is discarded, or an upload of it was started. */
export interface Grant {
  readonly grantId: string
  readonly files: readonly GrantedFile[]
  /** The first 200 of them. */
  readonly refused: readonly RefusedFile[]
  readonly refusedCount: number
  /** Folders that were given. */
  readonly folders: number
}

/** What is uploaded: files that were given, or assets that are copied to another place. */
export type UploadSource =
  | { readonly kind: 'files'; readonly grantId: string }
  | { readonly kind: 'assets'; readonly assets: readonly SelectedAsset[] }

/** Where it goes, as the user sees it. */
export interface UploadTarget {
  /** As it is open: main finds the project of a job, since uploads are documented for projects only. */
  readonly context: AssetContext
  readonly segmentId: number
  readonly locale: string | null
  /** Folder inside the segment's folder, `/` between its parts; "" for the root. */
  readonly folder: string
  /** Whether the folders of what was given are kept below it, or all files go into it. */
  readonly keepsFolders: boolean
}

/** What is done with a file whose place is taken. */
export const conflictChoices = ['replace', 'keep-both', 'skip'] as const

export type ConflictChoice = (typeof conflictChoices)[number]

/** One file of a plan. */
export interface PlannedUpload {
  readonly id: string
  /** Folder of the source, as it was given or listed. */
  readonly folder: string
  /** Where it goes. */
  readonly place: AssetIdentity
  /** Bytes, or null for an asset whose size the server did not tell. */
  readonly size: number | null
  /** Every listed file that the upload may land on; empty where the place is free. */
  readonly there: readonly SelectedAsset[]
  /** Its place is that of another file of this plan: it is the later one, and cannot replace. */
  readonly isTwin: boolean
  /** The name that it gets where both are kept. */
  readonly freeName: string
  /** Nobody knows whether the server takes a file of 0 bytes. */
  readonly isEmpty: boolean
  /** `false`: it cannot be sent, since its name or folder cannot be asked for safely later. */
  readonly isSafe: boolean
}

/** A frozen plan, from a fresh listing of the segment. */
export interface UploadPlan extends WorkAccount {
  readonly planId: string
  readonly kind: 'upload' | 'copy'
  readonly target: UploadTarget
  /** Where uploads really go: the project of a job. */
  readonly uploadsTo: AssetContext
  readonly files: readonly PlannedUpload[]
  /** Bytes of all files whose size is known. */
  readonly bytes: number
  /** API calls that uploading all of them costs, listings included; a replaced file costs more, and its question says so. */
  readonly calls: number
  /** Milliseconds that the last of these calls waits for room in the hour; 0 where they fit. */
  readonly waitMs: number
}

export interface UploadStart {
  readonly planId: string
  /** For files whose place is taken; those that are not named are skipped. */
  readonly choices: readonly { readonly id: string; readonly choice: ConflictChoice }[]
}

/** `question`: replacing is a deletion of what is there. Its files wait until it is confirmed, and stay away where it is not. */
export interface UploadStarted {
  readonly batchId: string
  readonly question: DeletionQuestion | null
}

export const transferKinds = ['upload', 'copy', 'download'] as const

export type TransferKind = (typeof transferKinds)[number]

/** The file of this computer is not what it was when it was given. */
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

/** Why a file was not transferred. Ours have the sentence `transfer.problem.<problem>`, the others that of the failure. */
export type TransferProblem = (typeof ownProblems)[number] | FailureKind

export const transferProblems: readonly TransferProblem[] = [...ownProblems, ...failureKinds]

export function isOwnProblem(problem: TransferProblem): problem is (typeof ownProblems)[number] {
  return ownProblems.some((each) => each === problem)
}

/** Whether the user can help by giving the file anew. */
export function isSourceProblem(problem: TransferProblem): problem is (typeof sourceProblems)[number] {
  return sourceProblems.some((each) => each === problem)
}

/**
 * How a file that changed or vanished is given anew: as it is now at its place, or by the system's dialog. What it is called
 * on the server stays as it was planned.
 */
export const sourceRenewals = ['as-it-is', 'by-dialog'] as const

export type SourceRenewal = (typeof sourceRenewals)[number]

/** `refused`: why what is there now, or was chosen, cannot be uploaded. Neither is said of a dialog that was closed. */
export interface RenewedSource {
  readonly isRenewed: boolean
  readonly refused: GrantRefusal | null
}

/** The one state of a file at any moment. The last four wait for nobody but the user. */
export type TransferState =
  | { readonly state: 'waiting' }
  /** A deletion clears its place first. */
  | { readonly state: 'clearing' }
  /** Bytes come to this computer: a download, or the first half of a copy. */
  | { readonly state: 'receiving'; readonly bytes: number }
  | { readonly state: 'sending'; readonly bytes: number }
  /** Sent; the listing that proves it is to come. */
  | { readonly state: 'checking' }
  /**
   * An upload: listed with its size. A download: whole, under its name. `as`: the name that it has, where it is not the one
   * that was wished.
   */
  | { readonly state: 'done'; readonly sha256: string; readonly as: string | null }
  /** Nothing was sent: something stands at its place by now. */
  | { readonly state: 'name-taken'; readonly there: readonly SelectedAsset[] }
  | { readonly state: 'skipped' }
  | { readonly state: 'failed'; readonly problem: TransferProblem; readonly detail?: string }

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
  /** Of the asset: where it goes, or where it comes from. */
  readonly identity: AssetIdentity
  readonly size: number | null
  readonly outcome: TransferState
  /** What is at its place cannot be replaced: it is what this batch copies. Told where that has to be decided. */
  readonly isSource?: true
}

/**
 * What a batch is doing. `offline`: it waits until the server can be reached, and goes on by itself. `elsewhere`: its account is
 * not open. `paused`: by the user, or since the app was closed.
 */
export type TransferPhase = 'running' | 'paused' | 'offline' | 'elsewhere' | 'done'

/** Files that were given to the queue at once. */
export interface TransferBatch extends WorkAccount {
  readonly id: string
  readonly kind: TransferKind
  readonly phase: TransferPhase
  /** Where it goes: a place on the server, or a folder of this computer by its name alone. */
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
  /** Bytes of all files whose size is known, without those that are skipped. */
  readonly bytes: number
  readonly bytesDone: number
  /** Over the last seconds; null while nothing moves. */
  readonly bytesPerSecond: number | null
  readonly secondsLeft: number | null
  /** While it waits for the server's pause or for room in the hour: until when, ms since the epoch. */
  readonly waitingUntil: number | null
  /** The first hundred, those that need somebody first; ten of a batch after which five others ended. */
  readonly shown: readonly TransferFile[]
}

/** All that is known of transfers, newest first. What has ended stays until it is cleared, or twenty others ended after it and it needs nobody. */
export interface TransfersSnapshot {
  readonly batches: readonly TransferBatch[]
  /** False where the list cannot be read or written: a restart would forget what is under way. */
  readonly isPersisted: boolean
  /** False where the list cannot be read: nothing can be moved until a new one begins. */
  readonly isReadable: boolean
}

/** How far assets are on their way to this computer for being dragged out or copied to the clipboard. */
export interface StagingSnapshot {
  readonly files: number
  readonly ready: number
  readonly bytes: number
  readonly bytesDone: number
  /** `ready`: all of them can be dragged out now. `too-large`: over the limit of `settings`, nothing was loaded. */
  readonly state: 'idle' | 'preparing' | 'ready' | 'too-large' | 'failed'
  readonly failure: FailureKind | null
}
