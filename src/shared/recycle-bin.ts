import type { AssetIdentity, AssetKey } from './asset'
import type { WorkAccount } from './connection'
import type { SelectedAsset } from './deletion'
import type { AppFailure } from './failure'

/** A backup of a file on this computer, made before the file was deleted (docs/rules.md#p3). */
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
  /** `at-risk`: backed up because the deletion of another file might remove it as well. */
  readonly why: 'to-delete' | 'at-risk'
  /** Milliseconds since the epoch. */
  readonly keptAt: number
  readonly expiresAt: number
  /** When it was last restored, or null. Restoring keeps the copy. */
  readonly restoredAt: number | null
}

/** What the last listing of its deletion said of a copied file. Only `gone` is proven to be deleted. */
export type CopiedFileState = 'gone' | 'on-server' | 'not-checked'

/** A copy as sent to the window. */
export interface ListedCopy extends BinCopy {
  readonly fileState: CopiedFileState
  /** Whether it came from the connection that is open now. */
  readonly isFromOpenConnection: boolean
}

/** The hash of a file, known from a copy. Valid while the file is listed with this size and date. */
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
  /** Copies of files that are gone from the server and were not restored. */
  readonly deletedFiles: number
  readonly usedBytes: number
  /** The limit in the settings. */
  readonly limitBytes: number
  /** Free bytes on the disk, or null if unknown. */
  readonly freeBytes: number | null
  /** The list of copies is damaged or of a newer version: shown, but never written. */
  readonly isReadOnly: boolean
  /** Copies that have passed their date. Each is deleted a week after the bin first said so. */
  readonly expired: number
  /** The list of copies has lost its end: copies stay longer than they say. */
  readonly isCut: boolean
  /** Files among the copies that the list does not name, as after damage to it. They are kept, and count for no limit. */
  readonly unknownCopies: number
  /** The clock of this computer moved too far since the last start, or during this one: copies stay longer than they say. */
  readonly clockJumped: boolean
}

/** Why a file may not be restorable; shown before it is deleted. */
export type RestoreDoubt = 'job-without-project' | 'empty-file'

/** Whether the restored bytes were downloaded and compared. */
export type ComparedBytes = 'same' | 'not-compared'

/** State of one copy in a restore. Each has the sentence `restore.<state>`; only `restored` is a success. */
export type RestoreState =
  | { readonly state: 'waiting' | 'sending' | 'checking' }
  /** Listed again at its original place with its size. Dates and author are new. */
  | { readonly state: 'restored'; readonly bytes: ComparedBytes }
  /** The server chose a different name or folder. */
  | { readonly state: 'restored-elsewhere'; readonly listed: AssetIdentity; readonly bytes: ComparedBytes }
  /** Nothing was sent. `there` lists every file that the upload might overwrite; at least one. */
  | { readonly state: 'name-taken'; readonly there: readonly SelectedAsset[] }
  /** Nothing was sent, because the existing file was not deleted first as planned. */
  | { readonly state: 'not-replaced' }
  /** The file at its place has a different size or different bytes. */
  | { readonly state: 'came-back-different' }
  | { readonly state: 'not-listed' }
  /** Sent and accepted, but the listing that would verify it failed. */
  | { readonly state: 'not-checked'; readonly failure: AppFailure }
  | { readonly state: 'copy-damaged' }
  | { readonly state: 'copy-gone' }
  | { readonly state: 'other-connection' }
  | { readonly state: 'not-restored'; readonly failure: AppFailure }

/** Recorded reasons of unsuccessful restores. Each has the sentence `restore.<reason>`. */
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

/** The latest restore, running or finished. */
export interface RestoreRun extends WorkAccount {
  readonly files: readonly RestoreFile[]
  readonly isDone: boolean
  /** The current file is still sent and verified; the others are not sent. */
  readonly stopRequested: boolean
}

export interface SaveReport {
  /** The user closed the dialog, so nothing was written. */
  readonly cancelled: boolean
  readonly saved: readonly string[]
  readonly failed: readonly { readonly copyId: string; readonly why: SaveFailure }[]
}

/** Each has the sentence `save.<kind>`. */
export type SaveFailure = 'copy-gone' | 'copy-damaged' | 'disk-full' | 'no-permission' | 'storage'

export interface PurgeReport {
  readonly removed: number
  /** Copies that were not removed because their deletion has not ended. */
  readonly notRemoved: number
}

/** State of the bin, pushed by main. `revision` grows whenever the list of copies changes. */
export interface BinSnapshot {
  readonly revision: number
  readonly space: BinSpace
  readonly restore: RestoreRun | null
  /** Copies restored since the start. */
  readonly restoredIds: readonly string[]
}
