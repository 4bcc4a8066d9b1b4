import type { AssetIdentity, AssetKey } from './asset'
import type { WorkAccount } from './connection'
import type { SelectedAsset } from './deletion'
import type { AppFailure } from './failure'

/** A file whose bytes were kept on this computer before it was deleted (docs/rules.md#p3). */
export interface BinCopy {
  readonly id: string
  readonly identity: AssetIdentity
  /** Bytes. */
  readonly size: number
  /** Lower-case hexadecimal. */
  readonly sha256: string
  /** MIME type as listed, or "". */
  readonly contentType: string
  /** ISO 8601 as listed, or null. */
  readonly createdDate: string | null
  readonly modifiedDate: string | null
  readonly projectId: number | null
  readonly accountId: string
  readonly host: string
  readonly connectionName: string
  readonly jobId: string
  /** `at-risk`: kept because the deletion of another file might take it along. */
  readonly why: 'to-delete' | 'at-risk'
  /** Milliseconds since the epoch. */
  readonly keptAt: number
  readonly expiresAt: number
  /** When it was last put back, or null. The copy stays either way. */
  readonly restoredAt: number | null
}

/** A copy as the window gets it. */
export interface ListedCopy extends BinCopy {
  /** Whether the connection that is open now is the one that it came from. */
  readonly isFromOpenConnection: boolean
}

/** What a copy tells of a file's bytes, as long as it is listed with this size and date. */
export interface KnownBytes {
  readonly key: AssetKey
  /** Bytes. */
  readonly size: number
  /** ISO 8601 as listed. */
  readonly modifiedDate: string
  /** Lower-case hexadecimal. */
  readonly sha256: string
}

export interface BinSpace {
  readonly copies: number
  readonly usedBytes: number
  /** The limit of the settings. */
  readonly limitBytes: number
  /** Bytes that this disk still takes, or null where it does not tell. */
  readonly freeBytes: number | null
  /** True where the list of copies is damaged or from a newer version: it is shown and never written. */
  readonly isReadOnly: boolean
  /** Files among the copies that the list does not name, as after damage to it. They are kept, and count for no limit. */
  readonly unknownCopies: number
  /** The clock of this computer moved too far since the last start, or during this one: copies stay longer than they say. */
  readonly clockJumped: boolean
}

/** What makes it uncertain that a file can be put back; told before it is deleted. */
export type RestoreDoubt = 'job-without-project' | 'empty-file'

/** Whether the bytes that came back were downloaded and compared. */
export type ComparedBytes = 'same' | 'not-compared'

/** What became of one copy that was to be put back. Each has the sentence `restore.<state>`; only `restored` is a success. */
export type RestoreState =
  | { readonly state: 'waiting' | 'sending' | 'checking' }
  /** Listed again at its place with its size. Its dates and its author are new. */
  | { readonly state: 'restored'; readonly bytes: ComparedBytes }
  /** The server gave it another name or folder. */
  | { readonly state: 'restored-elsewhere'; readonly listed: AssetIdentity; readonly bytes: ComparedBytes }
  /** Nothing was sent. `there`: every file that an upload might land on, as listed then; at least one. */
  | { readonly state: 'name-taken'; readonly there: readonly SelectedAsset[] }
  /** Nothing was sent: what is there now was to be deleted first, and was not. */
  | { readonly state: 'not-replaced' }
  /** At its place there is something of another size, or with other bytes. */
  | { readonly state: 'came-back-different' }
  | { readonly state: 'not-listed' }
  /** Sent, and accepted; the listing that proves it could not be had. */
  | { readonly state: 'not-checked'; readonly failure: AppFailure }
  | { readonly state: 'copy-damaged' }
  | { readonly state: 'copy-gone' }
  | { readonly state: 'other-connection' }
  | { readonly state: 'not-restored'; readonly failure: AppFailure }

/** What is recorded as the reason of a restore, beyond that the file is back. Each has the sentence `restore.<reason>`. */
export type RestoreReason = Exclude<RestoreState['state'], 'waiting' | 'sending' | 'checking' | 'restored'>

const reasons: { readonly [Reason in RestoreReason]: true } = {
  'restored-elsewhere': true,
  'name-taken': true,
  'not-replaced': true,
  'came-back-different': true,
  'not-listed': true,
  'not-checked': true,
  'copy-damaged': true,
  'copy-gone': true,
  'other-connection': true,
  'not-restored': true,
}

export const restoreReasons = Object.keys(reasons) as readonly RestoreReason[]

export interface RestoreFile {
  readonly copyId: string
  readonly identity: AssetIdentity
  readonly outcome: RestoreState
  readonly doubt: RestoreDoubt | null
}

/** The latest restore, running or ended. */
export interface RestoreRun extends WorkAccount {
  readonly files: readonly RestoreFile[]
  readonly isDone: boolean
  /** The file in flight is finished and listed; the others are not sent. */
  readonly stopRequested: boolean
}

export interface SaveReport {
  /** True where the user closed the dialog: nothing was written. */
  readonly cancelled: boolean
  readonly saved: readonly string[]
  readonly failed: readonly { readonly copyId: string; readonly why: SaveFailure }[]
}

/** Each has the sentence `save.<kind>`. */
export type SaveFailure = 'copy-gone' | 'copy-damaged' | 'disk-full' | 'no-permission' | 'storage'

export interface PurgeReport {
  readonly removed: number
  /** Copies of a deletion that has not ended. */
  readonly held: number
}

/** What main tells of the bin by itself. `revision` grows whenever the list of copies changed. */
export interface BinSnapshot {
  readonly revision: number
  readonly space: BinSpace
  readonly restore: RestoreRun | null
}
