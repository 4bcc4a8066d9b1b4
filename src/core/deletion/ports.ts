import type { Asset, AssetIdentity } from '../../shared/asset'
import type {
  AccountSegmentsRefresh,
  CopyFailure,
  DeletionQuestion,
  DeletionRun,
} from '../../shared/deletion'
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
  | 'answerMs'
  | 'estimateWaitMs'
  | 'reserve'
  | 'waitingUntil'
>

/** What became of the copy of one file. `copyId` is null where copies are switched off. */
export type BackupResult =
  | { readonly ok: true; readonly copyId: string | null }
  | { readonly ok: false; readonly failure: CopyFailure; readonly detail?: string }

export interface BackupRequest {
  readonly runId: string
  /** `at-risk`: nobody asked to delete this file, but the deletion of another may take it along. */
  readonly why: 'to-delete' | 'at-risk'
  /** Ends a copy that waits or streams; what was begun leaves nothing behind. */
  readonly signal: AbortSignal
}

/** Keeps the bytes of a file before it is deleted (docs/rules.md#p3). A file whose copy fails is not asked for. */
export interface BackupStore {
  /** Whether a question proposes copies. */
  readonly keepsCopies: boolean
  /** Whether copies of so many bytes fit, asked before a job starts. */
  readonly spaceFor: (bytes: number) => Promise<DeletionQuestion['copySpace']>
  /** Settles when the bytes are on the disk under their entry. Never rejects for a copy that fails. */
  readonly backUp: (asset: Asset, request: BackupRequest) => Promise<BackupResult>
}

/** What keeps files from being deleted on this computer; asked anew before each step, whatever the window sends. */
export interface DeletionGuard {
  readonly isReadOnly: (open: OpenConnection) => boolean
  /** A lock on the file, its folder or its segment. */
  readonly protects: (open: OpenConnection, asset: AssetIdentity) => boolean
}

/** How much one job may do, by the settings; asked each time. */
export type DeletionLimits = Pick<Settings, 'deletesInFlight' | 'maxFilesPerJob' | 'maxBytesPerJob'>

/** The guard as one plan or job asks it, on its own connection. */
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

/** What planning and deleting need of the app. */
export interface DeletionsPorts {
  readonly clock: Clock
  readonly random: RandomSource
  readonly journals: RunJournals
  /** Copies of the files of one connection, whatever is opened while they are made. */
  readonly copies: (open: OpenConnection) => BackupStore
  readonly guard: DeletionGuard
  readonly limits: () => DeletionLimits
  readonly connection: () => OpenConnection | null
  /** Keeps the session of a connection until the answer is called: it may be left while a job of it runs. */
  readonly acquire: (open: OpenConnection) => () => void
  readonly onRunChange: () => void
  readonly onRefresh: (refresh: AccountSegmentsRefresh) => void
  /** Every file of the job is in its final state. */
  readonly onRunEnd: (view: DeletionRun) => void
  /** Records what is not recorded yet of a job that ended in an earlier run. Rejects where it can't. */
  readonly ensureRecorded: (view: DeletionRun) => Promise<void>
}

/** Copies switched off: nothing is kept, and the question says so. */
export const noBackups: BackupStore = {
  keepsCopies: false,
  spaceFor: () => Promise.resolve('fits'),
  backUp: () => Promise.resolve({ ok: true, copyId: null }),
}
