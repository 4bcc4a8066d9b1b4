import { notDeletedReasons } from './deletion'
import type { MessageKey } from './messages/catalogue'
import { restoreReasons } from './recycle-bin'
import type { AssetIdentity } from './asset'

/** Actions on the platform's files or on their copies. */
export const activityActions = ['delete', 'restore', 'purge-copy', 'upload'] as const

export type ActivityAction = (typeof activityActions)[number]

export const actionTexts = {
  delete: 'action.delete',
  restore: 'action.restore',
  'purge-copy': 'activity.act.purge-copy',
  upload: 'action.upload',
} as const satisfies Readonly<Record<ActivityAction, MessageKey>>

/**
 * Final results, verified by a listing if there was one. `…-and-verified` of an upload or a restore: listed with its size;
 * `…-and-compared`: its bytes were downloaded and are the same. The first five are the final states of a deletion (`FileState`);
 * the sixth is for a file that a DELETE removed although it was not selected.
 */
export const activityResults = [
  'deleted-and-verified',
  'already-gone',
  'still-on-server',
  'not-checked',
  'not-deleted',
  'vanished-unasked',
  'restored-and-verified',
  'not-restored',
  'copy-purged',
  'uploaded-and-verified',
  'not-uploaded',
  'uploaded-and-compared',
  'restored-and-compared',
] as const

export type ActivityResult = (typeof activityResults)[number]

export const resultTexts = {
  'deleted-and-verified': 'outcome.deleted-and-verified',
  'already-gone': 'outcome.already-gone',
  'still-on-server': 'outcome.still-on-server',
  'not-checked': 'outcome.not-checked',
  'not-deleted': 'activity.result.not-deleted',
  'vanished-unasked': 'activity.result.vanished-unasked',
  'restored-and-verified': 'restore.restored.size',
  'not-restored': 'restore.not-restored',
  'copy-purged': 'activity.result.copy-purged',
  'uploaded-and-verified': 'transfer.state.done.upload.size',
  'not-uploaded': 'activity.result.not-uploaded',
  'uploaded-and-compared': 'transfer.state.done.upload',
  'restored-and-compared': 'restore.restored',
} as const satisfies Readonly<Record<ActivityResult, MessageKey>>

/** All recorded reasons. Each has a sentence (`features/activity/entry-texts.ts`). */
export const activityReasons = [...notDeletedReasons, 'replaced', ...restoreReasons] as const

export type ActivityReason = (typeof activityReasons)[number]

/**
 * One action on one file, as recorded in the log. Contains no secrets. `act` and `result` are values of the lists above, or
 * of a newer version.
 */
export interface ActivityEntry {
  /** Number from 1, without gaps, across all files of the log. */
  readonly seq: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly act: string
  readonly result: string
  /** Why the action failed, as one word such as `changed`, or null. */
  readonly reason: string | null
  /** The server's response in a few words; "" if there was none. */
  readonly answer: string
  readonly asset: AssetIdentity
  /** Bytes as listed, or null. */
  readonly size: number | null
  /** Hash of the copy on this computer, lower-case hexadecimal, or null without a copy. */
  readonly sha256: string | null
  readonly account: string
  /** Login name of the computer's user. */
  readonly user: string
  /** Host and port, or `demo` for the demo workspace. */
  readonly host: string
  readonly connection: string
  readonly jobId: string | null
  /** Hash of the previous entry; 64 zeros for the first. */
  readonly previousHash: string
  /** SHA-256 of all other fields, lower-case hexadecimal. */
  readonly hash: string
}

/** The end of the hash chain. Anyone who keeps it can later detect changes up to this entry. */
export interface ActivityHead {
  /** 0 if there is no entry. */
  readonly seq: number
  readonly hash: string
}

export interface ActivityFilter {
  /** Words that the entry must all contain; case is ignored. */
  readonly search: string
  readonly act: string | null
  readonly result: string | null
  /** One of the `accounts` of a page. */
  readonly account: string | null
}

export interface ActivityPageRequest extends ActivityFilter {
  readonly skip: number
  readonly take: number
}

/** A page of matching entries, newest first. */
export interface ActivityPage {
  readonly rows: readonly ActivityEntry[]
  readonly matching: number
  readonly total: number
  /** All accounts, each as one text with its host. */
  readonly accounts: readonly string[]
  /** Log files that are damaged or of an unknown version: shown as far as they are readable, never written. */
  readonly readOnlyFiles: readonly string[]
  /** Number of entries that could not be written yet; they are written with the next one. */
  readonly unsaved: number
}

/**
 * - `edited`: the entry differs from the one that was written.
 * - `missing`: the entry is gone, although later entries or the saved end of the log prove that it existed.
 * - `out-of-order`: a different entry is in this position.
 * - `unreadable`: the log cannot be read from this entry on.
 */
export type ActivityProblem = 'edited' | 'missing' | 'out-of-order' | 'unreadable'

/** Whether the hash chain is intact, and where it is broken. */
export type ActivityCheck =
  | { readonly whole: true; readonly head: ActivityHead }
  | {
      readonly whole: false
      readonly head: ActivityHead
      /** Number of the first damaged entry. */
      readonly brokenAt: number
      readonly problem: ActivityProblem
    }

/** Spreadsheets in regions with a decimal comma separate columns by semicolons. */
export const activityFormats = ['csv', 'csv-semicolon', 'json'] as const

export type ActivityFormat = (typeof activityFormats)[number]

/** The log entries of one deletion, with the end of the chain at the time of the export. */
export interface ActivityReceipt {
  readonly text: string
  readonly json: string
}
