import type { Asset, AssetContext, AssetIdentity, AssetKey } from './asset'
import type { WorkAccount } from './connection'
import type { AppFailure } from './failure'

/** A file as the window showed it when the user selected it; size and date must still match. */
export interface SelectedAsset extends AssetIdentity {
  readonly size: number | null
  readonly modifiedDate: string | null
}

/** Why a file was not deleted. Each has the sentence `outcome.notDeleted.<reason>`. */
export const notDeletedReasons = [
  'unsafe-name',
  'name-too-long',
  'changed',
  'stopped-by-user',
  'job-stopped',
  'forbidden',
  'refused-by-server',
  'copy-failed',
  'sibling-copy-failed',
  'protected',
  'sibling-protected',
] as const

export type NotDeletedReason = (typeof notDeletedReasons)[number]

/** Why a backup failed, so that the file is not deleted (docs/rules.md#p3). Each has the sentence `copyFailed.<kind>`. */
export const copyFailures = [
  'size-unknown',
  'size-differs',
  'broke-off',
  'encoded',
  'too-short',
  'too-long',
  'timed-out',
  'unreachable',
  'throttled',
  'refused',
  'server-error',
  'disk-full',
  'no-permission',
  'bin-full',
  'bin-unreadable',
  'storage',
] as const

export type CopyFailure = (typeof copyFailures)[number]

/** State of a selected file in the fresh listing of the plan. */
export type PlannedState =
  | { readonly state: 'will-be-deleted' }
  | { readonly state: 'already-gone' }
  | { readonly state: 'excluded'; readonly reason: ExclusionReason }

/** Why a selected file is excluded from the plan. */
export type ExclusionReason = Extract<
  NotDeletedReason,
  'unsafe-name' | 'name-too-long' | 'changed' | 'protected' | 'sibling-protected'
>

export interface PlannedFile {
  readonly asset: Asset
  readonly planned: PlannedState
}

/** A frozen plan that waits for confirmation, by its id alone (docs/rules.md#p2). */
export interface DeletionQuestion extends WorkAccount {
  readonly planId: string
  readonly files: readonly PlannedFile[]
  /** Bytes of the files that will be deleted. */
  readonly bytes: number
  /** Files that were not selected but that a DELETE may remove (docs/platform-api.md#hazards-of-a-delete); also backed up. */
  readonly atRisk: readonly Asset[]
  readonly kind: 'server' | 'demo' | 'environment'
  /** API calls of a run without faults after the confirmation. */
  readonly calls: number
  /** Estimate from the response times so far. */
  readonly seconds: number
  /** Milliseconds until the budget allows the last of these calls; 0 if they fit. */
  readonly waitMs: number
  /** How many of the files, in the order of the plan, this hour's calls suffice for; all if the calls fit. */
  readonly filesThisHour: number
  /** The number of files that the user must type, or null below the threshold. */
  readonly countToType: number | null
  /** Whether each file is backed up to the recycle bin first. */
  readonly keepsCopies: boolean
  /** When copies made now expire, ms since the epoch. */
  readonly copiesExpireAt: number
  /** Whether the copies fit. If not, a plan with copies cannot start. */
  readonly copySpace: 'fits' | 'limit' | 'disk' | 'unreadable'
}

/** State of a file in a deletion. The last four are final. */
export type FileState =
  | { readonly state: 'waiting' }
  | { readonly state: 'asking' }
  | { readonly state: 'asked' }
  /** The app ended around the DELETE; only a listing can show the result. */
  | { readonly state: 'unknown' }
  | { readonly state: 'deleted-and-verified' }
  | { readonly state: 'already-gone' }
  | { readonly state: 'still-on-server'; readonly replaced: boolean }
  | { readonly state: 'not-checked' }
  | {
      readonly state: 'not-deleted'
      readonly reason: NotDeletedReason
      readonly detail?: string
      /** With `copy-failed` only. */
      readonly copyFailure?: CopyFailure
    }

export interface DeletionFile {
  readonly key: AssetKey
  readonly identity: AssetIdentity
  readonly size: number | null
  readonly outcome: FileState
  /** The copy in the recycle bin, or null. */
  readonly copyId: string | null
  /** The server's response to the DELETE, such as `200`, or null. Proves nothing. */
  readonly answer: string | null
}

/** A file that is gone although its deletion was not requested. */
export interface VanishedFile extends AssetIdentity {
  /** The copy that was made because the file was at risk, or null. */
  readonly copyId: string | null
}

/** Why a deletion ended early. Each has the sentence `stop.<reason>`. */
export const stopReasons = [
  'by-user',
  'listing-failed',
  'listing-suspicious',
  'canary-still-there',
  'canary-unclear',
  'vanished-unasked',
  'forbidden',
  'failures-in-a-row',
  'session-lost',
  'connection-closed',
  'journal-failed',
  'throttled-out',
  'connection-read-only',
] as const

export interface DeletionStop {
  readonly reason: (typeof stopReasons)[number]
  readonly failure?: AppFailure
}

export type DeletionPhase = 'checking' | 'first-file' | 'deleting' | 'verifying' | 'done' | 'interrupted'

export interface DeletionRun extends WorkAccount {
  readonly id: string
  readonly phase: DeletionPhase
  readonly files: readonly DeletionFile[]
  readonly bytes: number
  /** Files that are gone although their deletion was not requested. Shown prominently, by name. */
  readonly vanished: readonly VanishedFile[]
  readonly stop: DeletionStop | null
  readonly stopRequested: boolean
  /** When calls resume after a throttle, ms since the epoch, or null. */
  readonly waitingUntil: number | null
  /** An interrupted deletion whose account is not connected, so that it cannot be verified or continued yet. */
  readonly needsSignIn: boolean
  /** Grows with every change of a running deletion, so that a window knows which of two states is newer. */
  readonly revision: number
}

/** What may differ between two states of one file. */
export type DeletionFileChange = Pick<DeletionFile, 'outcome' | 'copyId' | 'answer'> & {
  /** Index in `DeletionRun.files`. */
  readonly n: number
}

/**
 * The difference between two states of a running deletion. It has only the files that changed, so that its size does not
 * grow with the deletion.
 */
export interface DeletionChange extends Pick<
  DeletionRun,
  'phase' | 'vanished' | 'stop' | 'stopRequested' | 'waitingUntil' | 'revision'
> {
  readonly runId: string
  /** The revision that this change follows. A window with an older state lacks a change. */
  readonly since: number
  readonly files: readonly DeletionFileChange[]
}

/** A complete listing of some segments after a change; views are updated from it (docs/rules.md#p4). */
export interface SegmentsRefresh {
  readonly context: AssetContext
  readonly segmentIds: readonly number[]
  readonly assets: readonly Asset[]
}

/** A refresh with its account, because other accounts may have segments with the same scope and ids. */
export interface AccountSegmentsRefresh extends SegmentsRefresh {
  readonly accountKey: string
}
