import { notDeletedReasons } from './deletion'
import type { MessageKey } from './messages/catalogue'
import { restoreReasons } from './recycle-bin'
import type { AssetIdentity } from './asset'

/** What can be done to the platform's files or to the copies of them. */
export const activityActions = ['delete', 'restore', 'purge-copy', 'upload'] as const

export type ActivityAction = (typeof activityActions)[number]

export const actTexts: Readonly<Record<ActivityAction, MessageKey>> = {
  delete: 'action.delete',
  restore: 'action.restore',
  'purge-copy': 'activity.act.purge-copy',
  upload: 'action.upload',
}

/**
 * What was known in the end, by a listing wherever there was one. The first five are the final states of a deletion
 * (`FileState`); the sixth is of a file that a deletion took along.
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
] as const

export type ActivityResult = (typeof activityResults)[number]

export const resultTexts: Readonly<Record<ActivityResult, MessageKey>> = {
  'deleted-and-verified': 'outcome.deleted-and-verified',
  'already-gone': 'outcome.already-gone',
  'still-on-server': 'outcome.still-on-server',
  'not-checked': 'outcome.not-checked',
  'not-deleted': 'activity.result.not-deleted',
  'vanished-unasked': 'activity.result.vanished-unasked',
  'restored-and-verified': 'restore.restored',
  'not-restored': 'restore.not-restored',
  'copy-purged': 'activity.result.copy-purged',
  'uploaded-and-verified': 'transfer.state.done.upload',
  'not-uploaded': 'activity.result.not-uploaded',
}

/** Every word that is recorded as a reason. Each has a sentence (`features/activity/entry-texts.ts`). */
export const activityReasons = [...notDeletedReasons, 'replaced', ...restoreReasons] as const

export type ActivityReason = (typeof activityReasons)[number]

/**
 * One act on one file, as it stands in the log. Nothing in it is secret. `act` and `result` are words of the lists above, or
 * of a newer version.
 */
export interface ActivityEntry {
  /** From 1, without a gap, over all files of the log. */
  readonly seq: number
  /** ISO 8601, UTC. */
  readonly at: string
  readonly act: string
  readonly result: string
  /** Why not, as one word such as `changed`, or null. */
  readonly reason: string | null
  /** What the server said, in a few words of its own or ours; "" where it was not asked or said nothing. */
  readonly answer: string
  readonly asset: AssetIdentity
  /** Bytes as listed, or null. */
  readonly size: number | null
  /** Of the copy on this computer, lower-case hexadecimal, or null where there is none. */
  readonly sha256: string | null
  readonly account: string
  /** Name of the user of this computer. */
  readonly user: string
  /** Host (and port), `demo` for the demo workspace. */
  readonly host: string
  readonly connection: string
  readonly jobId: string | null
  /** Hash of the entry before; 64 zeros before the first. */
  readonly previousHash: string
  /** SHA-256 over all the other fields, lower-case hexadecimal. */
  readonly hash: string
}

/** The end of the chain: whoever holds it can tell later whether anything up to it was changed. */
export interface ActivityHead {
  /** 0 where there is no entry. */
  readonly seq: number
  readonly hash: string
}

export interface ActivityFilter {
  /** Words that must all stand somewhere in the entry; case is ignored. */
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

/** A part of what matches, newest first. */
export interface ActivityPage {
  readonly rows: readonly ActivityEntry[]
  readonly matching: number
  readonly total: number
  /** Every account with its host, as one text each. */
  readonly accounts: readonly string[]
  /** Files of the log that are damaged or of an unknown version: shown as far as they can be read, never written. */
  readonly readOnlyFiles: readonly string[]
  /** Acts that could not be written to the disk yet; they are written with the next one. */
  readonly unsaved: number
}

/**
 * - `edited`: the entry is not the one that was written.
 * - `missing`: the entry is not there although later ones, or the remembered end of the log, say that it was.
 * - `out-of-order`: another entry stands at its place.
 * - `unreadable`: the log cannot be read from this entry on.
 */
export type ActivityProblem = 'edited' | 'missing' | 'out-of-order' | 'unreadable'

/** Whether the chain is whole, and where it is not. */
export type ActivityCheck =
  | { readonly whole: true; readonly head: ActivityHead }
  | {
      readonly whole: false
      readonly head: ActivityHead
      /** Number of the first entry that is not as it was written. */
      readonly brokenAt: number
      readonly problem: ActivityProblem
    }

export type ActivityFormat = 'csv' | 'json'

/** All that is known of one job, and the end of the chain when it was made. */
export interface ActivityReceipt {
  readonly text: string
  readonly json: string
}
