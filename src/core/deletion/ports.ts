import type { Asset, AssetIdentity } from '../../shared/asset'
import type {
  AccountSegmentsRefresh,
  CopyFailure,
  DeletionQuestion,
  DeletionRun,
} from '../../shared/deletion'
import type { ConnectionAccess } from '../connections/connection-access'
import type { OpenConnection } from '../connections/open-connection'
import type { Clock, RandomSource } from '../ports'
import type { Settings } from '../settings/settings'
import type { WordbeeClient } from '../wordbee/client'
import type { RunJournals } from './journal'

/** The part of the client that planning and deleting use. */
export type DeletionClient = Pick<
  WordbeeClient,
  | 'listSegments'
  | 'listSegment'
  | 'countListings'
  | 'buildDelete'
  | 'deleteAsset'
  | 'averageResponseMs'
  | 'estimateWaitMs'
  | 'reserve'
  | 'waitingUntil'
>

/** The result of backing up one file. `copyId` is null if copies are off. */
export type BackupResult =
  | { readonly ok: true; readonly copyId: string | null }
  | { readonly ok: false; readonly failure: CopyFailure; readonly detail?: string }

export interface BackupRequest {
  readonly runId: string
  /** `at-risk`: the file was not selected, but the DELETE of another may remove it as well. */
  readonly why: 'to-delete' | 'at-risk'
  /** Cancels a backup that waits or streams. It leaves nothing behind. */
  readonly signal: AbortSignal
}

/** Backs up files before they are deleted (docs/rules.md#p3). A file whose backup fails is not deleted. */
export interface BackupStore {
  /** Whether a new plan includes copies. */
  readonly keepsCopies: boolean
  /** When a copy made now expires, ms since the epoch. */
  readonly expiresAt: () => number
  /** Whether copies with this total size fit. Checked before a run starts. */
  readonly spaceFor: (bytes: number) => Promise<DeletionQuestion['copySpace']>
  /** Resolves when bytes and entry are on disk, or with the failure. Never rejects because a backup failed. */
  readonly backUp: (asset: Asset, request: BackupRequest) => Promise<BackupResult>
}

/** What prevents deletions from this computer. Checked before each step, whatever the window sends. */
export interface DeletionGuard {
  readonly isReadOnly: (open: OpenConnection) => boolean
  /** Whether a lock covers the file, its folder or its segment. */
  readonly protects: (open: OpenConnection, asset: AssetIdentity) => boolean
}

/** The limits of one run. Read from the settings each time. */
export type DeletionLimits = Pick<Settings, 'deletesInFlight' | 'maxFilesPerJob' | 'maxBytesPerJob'>

/** The guard for the connection of one plan or run. */
export interface RunGuard {
  readonly isReadOnly: () => boolean
  readonly protects: (asset: AssetIdentity) => boolean
}

export function runGuardOf(guard: DeletionGuard, open: OpenConnection): RunGuard {
  return {
    isReadOnly: () => guard.isReadOnly(open),
    protects: (asset) => guard.protects(open, asset),
  }
}

export interface DeletionPorts {
  readonly client: DeletionClient
  readonly clock: Clock
  readonly copies: BackupStore
  readonly guard: RunGuard
  readonly limits: () => DeletionLimits
}

/** What planning and deleting need from the app. */
export interface DeletionsPorts {
  readonly clock: Clock
  readonly random: RandomSource
  readonly journals: RunJournals
  /** Backs up files of one connection, even if another one is opened. */
  readonly copies: (open: OpenConnection) => BackupStore
  readonly guard: DeletionGuard
  readonly limits: () => DeletionLimits
  readonly connections: ConnectionAccess
  readonly onRunChange: () => void
  readonly onRefresh: (refresh: AccountSegmentsRefresh) => void
  /** Called when every file of the run is in its final state. */
  readonly onRunEnd: (view: DeletionRun) => void
  /** The user has hidden a run that has ended. */
  readonly onDismissed?: () => void
  /** Records what the activity log lacks of a run that ended in an earlier session. Rejects if it cannot. */
  readonly ensureRecorded: (view: DeletionRun) => Promise<void>
}

/** Copies are off: nothing is backed up, and the confirmation says so. */
export const noBackups: BackupStore = {
  keepsCopies: false,
  expiresAt: () => 0,
  spaceFor: () => Promise.resolve('fits'),
  backUp: () => Promise.resolve({ ok: true, copyId: null }),
}
