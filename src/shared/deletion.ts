import type { Asset, AssetContext, AssetIdentity, AssetKey } from './asset'
import type { WorkAccount } from './connection'
import type { AppFailure } from './failure'

/** What the window saw of a file when the user chose it: identity, and the facts that must still hold. */
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

/** Why the copy before a deletion could not be made; the file is then not deleted (docs/rules.md#p3). Each has the sentence `copyFailed.<kind>`. */
export const copyFailures = [
  'size-unknown',
  'size-differs',
  'broke-off',
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

/** What the fresh listing said of one selected file when the question was made. */
export type PlannedState =
  | { readonly state: 'will-be-deleted' }
  | { readonly state: 'already-gone' }
  | { readonly state: 'excluded'; readonly reason: ExclusionReason }

/** Why a chosen file is not even part of what is asked. */
export type ExclusionReason = Extract<
  NotDeletedReason,
  'unsafe-name' | 'name-too-long' | 'changed' | 'protected' | 'sibling-protected'
>

export interface PlannedFile {
  readonly asset: Asset
  readonly planned: PlannedState
}

/** The frozen question: what is confirmed is this, by its id alone (docs/rules.md#p2). */
export interface DeletionQuestion extends WorkAccount {
  readonly planId: string
  readonly files: readonly PlannedFile[]
  /** Bytes of the files that will be deleted. */
  readonly bytes: number
  /** Files that nobody chose and that a server may take along: copied first as well (docs/platform-api.md#hazards-of-a-delete). */
  readonly atRisk: readonly Asset[]
  readonly kind: 'server' | 'demo' | 'environment'
  /** API calls that a run without faults makes after the confirmation. */
  readonly calls: number
  /** Estimate from the answer times seen so far. */
  readonly seconds: number
  /** Milliseconds that the last of these calls waits for room in the hour; 0 where they fit. */
  readonly waitMs: number
  /** The number that must be typed, or null below the threshold. */
  readonly countToType: number | null
  /** Whether each file is copied to the recycle bin first (docs/rules.md#p3). */
  readonly keepsCopies: boolean
  /** Whether the copies fit. A plan that keeps copies cannot start where they do not. */
  readonly copySpace: 'fits' | 'limit' | 'disk' | 'unreadable'
}

/** The one state a file of a job is in at any moment. The last four are final. */
export type FileState =
  | { readonly state: 'waiting' }
  | { readonly state: 'asking' }
  | { readonly state: 'asked' }
  /** Asked for, or about to be, when the app ended: only a listing tells. */
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
  /** The copy in the recycle bin, or null where there is none. */
  readonly copyId: string | null
  /** What the server said to the DELETE, such as `200`, or null while it said nothing. Proves nothing. */
  readonly answer: string | null
}

/** A file that went although nobody asked for it. */
export interface VanishedFile extends AssetIdentity {
  /** The copy that was kept because it was at risk, or null. */
  readonly copyId: string | null
}

/** Why a job ended early. Each has the sentence `stop.<reason>`. */
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
  /** Files that went although nobody asked for them. Told loudly, by name. */
  readonly vanished: readonly VanishedFile[]
  readonly stop: DeletionStop | null
  readonly stopRequested: boolean
  /** When calls go on after a throttle, ms since the epoch, or null. */
  readonly waitingUntil: number | null
  /** An interrupted job whose server and account are not connected: it can't be settled or continued yet. */
  readonly needsSignIn: boolean
}

/** What the closing listing of a job showed of the segments that it touched: the view is refreshed from it (docs/rules.md#p4). */
export interface SegmentsRefresh {
  readonly context: AssetContext
  readonly segmentIds: readonly number[]
  readonly assets: readonly Asset[]
}

/** The same with the account whose segments they are: another one may have segments of the same scope and ids. */
export interface AccountSegmentsRefresh extends SegmentsRefresh {
  readonly accountKey: string
}
