import type { AccountData, ForgetReport, ForgetRequest } from '../account-data'
import type {
  ActivityCheck,
  ActivityFilter,
  ActivityFormat,
  ActivityHead,
  ActivityPage,
  ActivityPageRequest,
  ActivityReceipt,
} from '../activity'
import type { AppStatus } from '../app-status'
import type { Asset, AssetIdentity } from '../asset'
import type { BudgetStatus } from '../budget'
import type { AppFailure } from '../failure'
import type { Connection, ConnectionEdit, ConnectRequest, OpenSavedRequest } from '../connection'
import type {
  AccountSegmentsRefresh,
  DeletionChange,
  DeletionQuestion,
  DeletionRun,
  SelectedAsset,
} from '../deletion'
import type { LockReach, ProtectionSnapshot } from '../protection'
import type {
  DocumentList,
  FlexDocument,
  Job,
  SavedPlaces,
  Page,
  PlaceCost,
  PlaceRequest,
  Project,
  SegmentedPlace,
  SegmentList,
} from '../place'
import type { BinSnapshot } from '../recycle-bin'
import type { AssetMenuChoice, ContextChoice, ContextMenuRequest, MenuCommand, MenuPoint } from '../menu'
import type { Result } from '../result'
import type { SettingsSnapshot, SettingsPatch } from '../settings'
import type { Grant } from '../transfers'
import type { ViewPreferences } from '../view-preferences'
import { binCalls, type BinCalls } from './bin-contract'
import type { Call } from './call'
import type { PackedAnswer, PackedAssets, PackedListing } from './pack-assets'
import { previewCalls, previewEvents, type PreviewCalls, type PreviewEvents } from './preview-contract'
import {
  preloadCalls,
  transferCalls,
  transferEvents,
  type PreloadCalls,
  type TransferCalls,
  type TransferEvents,
} from './transfer-contract'

/** Requests a page of a server list: a search text, and the number of rows to skip. */
export interface PageRequest {
  readonly search: string
  readonly skip: number
}

/** Rows of a listing in progress. `requestId` is that of `openPlace`. */
export interface ListingPart {
  readonly requestId: string
  readonly assets: readonly Asset[]
  readonly callsDone: number
  readonly callsTotal: number
}

/** A listing part as sent to the window. */
export type PackedPart = Omit<ListingPart, 'assets'> & { readonly assets: PackedAssets }

/** Progress of a segment search, and the remaining cost if it is high. */
export interface OpeningProgress {
  readonly requestId: string
  readonly found: number
  readonly expected: number | null
  readonly cost: PlaceCost | null
  /** The search pauses until `approveOpen` or `cancelOpen`. */
  readonly needsApproval: boolean
}

/**
 * All calls from a window to main. A new call needs a line here, a line in `calls` and a handler in
 * `src/main/ipc/handlers`; the type of `window.api` follows.
 */
export interface Calls extends BinCalls, PreviewCalls, TransferCalls, PreloadCalls {
  readonly readStatus: Call<undefined, AppStatus>
  readonly connect: Call<ConnectRequest, Connection>
  readonly openSaved: Call<OpenSavedRequest, Connection>
  /** What "Forget" can remove of the account of a saved connection. */
  readonly readAccountData: Call<{ readonly id: string }, AccountData>
  /**
   * Main asks before it deletes copies; failure `stopped` if the user cancels, and `account-unfinished` if work of the account
   * has not ended. Nothing is removed then.
   */
  readonly forgetSaved: Call<ForgetRequest, ForgetReport>
  readonly openDemo: Call<undefined, Connection>
  readonly resetDemo: Call<undefined, undefined>
  readonly signOut: Call<undefined, undefined>
  readonly listProjects: Call<PageRequest, Page<Project>>
  readonly listJobs: Call<PageRequest, Page<Job>>
  readonly listFlexDocuments: Call<PageRequest, Page<FlexDocument>>
  /** Has progress, approval and cancellation like `openPlace`. */
  readonly listDocuments: Call<{ readonly requestId: string; readonly projectId: number }, DocumentList>
  /**
   * The segments of a place without their assets. Like `openPlace` it reports to `watchOpening`, and is controlled by
   * `approveOpen` and `cancelOpen`.
   */
  readonly listSegments: Call<{ readonly requestId: string; readonly place: SegmentedPlace }, SegmentList>
  readonly openPlace: Call<{ readonly requestId: string; readonly place: PlaceRequest }, PackedAnswer>
  /** The last complete listing of the place, or null; shown while `openPlace` refreshes it. */
  readonly recallPlace: Call<{ readonly place: PlaceRequest }, PackedListing | null>
  readonly cancelOpen: Call<{ readonly requestId: string }, undefined>
  /** Continues an expensive search after `watchOpening` requested approval. */
  readonly approveOpen: Call<{ readonly requestId: string }, undefined>
  /** Pinned and recent places of the open connection. */
  readonly readSavedPlaces: Call<undefined, SavedPlaces>
  readonly pinPlace: Call<{ readonly id: string; readonly isPinned: boolean }, undefined>
  readonly forgetPlace: Call<{ readonly id: string }, undefined>
  readonly planDeletion: Call<{ readonly assets: readonly SelectedAsset[] }, DeletionQuestion>
  /** Plans the same files, or only the first of them, again from the same listing, with or without copies. */
  readonly choosePlan: Call<
    { readonly planId: string; readonly keepsCopies: boolean; readonly maxFiles?: number | undefined },
    DeletionQuestion
  >
  readonly discardPlan: Call<{ readonly planId: string }, undefined>
  /**
   * Takes the plan's id and the number that the user typed ("" if none), because main froze the files when it planned the
   * deletion (docs/rules.md#p2). Main asks before it deletes without copies; failure `stopped` if the user cancels, and the
   * plan stays.
   */
  readonly confirmDeletion: Call<{ readonly planId: string; readonly typedCount: string }, DeletionRun>
  readonly stopDeletion: Call<{ readonly runId: string }, undefined>
  /** Continues an interrupted deletion. Without this call it never sends another DELETE. */
  readonly continueDeletion: Call<{ readonly runId: string }, DeletionRun>
  readonly dismissDeletion: Call<{ readonly runId: string }, undefined>
  /** Shows the native context menu of the asset list. Returns the chosen command, or null. */
  readonly showAssetMenu: Call<
    {
      readonly selected: number
      /** Whether all selected files are in a folder. */
      readonly inFolders: boolean
      readonly protection: 'none' | 'some' | 'unknown'
      readonly isReadOnly: boolean
      readonly at: MenuPoint
    },
    AssetMenuChoice | null
  >
  readonly showContextMenu: Call<ContextMenuRequest, ContextChoice | null>
  readonly copyText: Call<{ readonly text: string }, undefined>
  readonly readSettings: Call<undefined, SettingsSnapshot>
  readonly changeSettings: Call<SettingsPatch, SettingsSnapshot>
  /**
   * For a saved connection, or for the open one until it is closed. Main asks before it turns read-only off.
   * Returns whether the user agreed to the change.
   */
  readonly setReadOnly: Call<{ readonly id: string; readonly readOnly: boolean }, boolean>
  /** Only for saved connections, not for the demo or one of this session. */
  readonly editConnection: Call<ConnectionEdit, undefined>
  readonly readProtections: Call<undefined, ProtectionSnapshot>
  /** Tries again to read an unreadable list of locks. */
  readonly reloadProtections: Call<undefined, ProtectionSnapshot>
  /** Sets an unreadable list of locks aside and starts a new one. Main asks first. */
  readonly restartProtections: Call<undefined, undefined>
  /** Protects files, their folders or their segments on the open connection. */
  readonly protect: Call<{ readonly assets: readonly AssetIdentity[]; readonly reach: LockReach }, undefined>
  /** Main asks first. */
  readonly unprotect: Call<{ readonly lockIds: readonly string[] }, undefined>
  /** For each file, the ids of the locks that protect it on the open connection. */
  readonly findLocks: Call<{ readonly assets: readonly AssetIdentity[] }, readonly (readonly string[])[]>
  readonly readViewPreferences: Call<undefined, ViewPreferences>
  readonly saveViewPreferences: Call<ViewPreferences, undefined>
  readonly listActivity: Call<ActivityPageRequest, ActivityPage>
  /** Reads the log again and verifies its hash chain. */
  readonly checkActivity: Call<undefined, ActivityCheck>
  /** Main asks for a destination. Returns the file name, or null if the dialog was closed. */
  readonly exportActivity: Call<
    { readonly format: ActivityFormat; readonly filter: ActivityFilter },
    { readonly fileName: string | null }
  >
  readonly readReceipt: Call<{ readonly runId: string }, ActivityReceipt>
  /** Main asks for a destination, as for an export. */
  readonly saveReceipt: Call<
    { readonly runId: string; readonly format: 'text' | 'json' },
    { readonly fileName: string | null }
  >
}

/** Events that main sends to every window. */
export interface Events extends PreviewEvents, TransferEvents {
  readonly watchStatus: AppStatus
  readonly watchBudget: BudgetStatus
  readonly watchListing: PackedPart
  readonly watchOpening: OpeningProgress
  readonly watchSavedPlaces: SavedPlaces
  /** The whole state, when another deletion is the current one. */
  readonly watchDeletion: DeletionRun
  /** What changed in the deletion of the last `watchDeletion`. */
  readonly watchDeletionChange: DeletionChange
  readonly watchRefresh: AccountSegmentsRefresh
  readonly watchCommand: MenuCommand
  readonly watchBin: BinSnapshot
  readonly watchSettings: SettingsSnapshot
  readonly watchProtections: ProtectionSnapshot
  /** An unexpected error in main that is not the failure of a call. */
  readonly watchInternalError: AppFailure
  /** An entry was written, or could not be. */
  readonly watchActivity: ActivityHead
}

const calls: { readonly [Name in keyof Calls]: true } = {
  ...binCalls,
  ...previewCalls,
  ...transferCalls,
  ...preloadCalls,
  readStatus: true,
  connect: true,
  openSaved: true,
  readAccountData: true,
  forgetSaved: true,
  openDemo: true,
  resetDemo: true,
  signOut: true,
  listProjects: true,
  listJobs: true,
  listFlexDocuments: true,
  listDocuments: true,
  listSegments: true,
  openPlace: true,
  recallPlace: true,
  cancelOpen: true,
  approveOpen: true,
  readSavedPlaces: true,
  pinPlace: true,
  forgetPlace: true,
  planDeletion: true,
  choosePlan: true,
  discardPlan: true,
  confirmDeletion: true,
  stopDeletion: true,
  continueDeletion: true,
  dismissDeletion: true,
  showAssetMenu: true,
  showContextMenu: true,
  copyText: true,
  readSettings: true,
  changeSettings: true,
  setReadOnly: true,
  editConnection: true,
  readProtections: true,
  reloadProtections: true,
  restartProtections: true,
  protect: true,
  unprotect: true,
  findLocks: true,
  readViewPreferences: true,
  saveViewPreferences: true,
  listActivity: true,
  checkActivity: true,
  exportActivity: true,
  readReceipt: true,
  saveReceipt: true,
}

const events: { readonly [Name in keyof Events]: true } = {
  ...previewEvents,
  ...transferEvents,
  watchStatus: true,
  watchBudget: true,
  watchListing: true,
  watchOpening: true,
  watchSavedPlaces: true,
  watchDeletion: true,
  watchDeletionChange: true,
  watchRefresh: true,
  watchCommand: true,
  watchBin: true,
  watchSettings: true,
  watchProtections: true,
  watchInternalError: true,
  watchActivity: true,
}

export type CallName = keyof Calls
export type WindowCallName = Exclude<CallName, keyof PreloadCalls>
export type EventName = keyof Events

export const callNames = Object.keys(calls) as readonly CallName[]
/** Calls that the window may make. */
export const windowCallNames = callNames.filter((name): name is WindowCallName => !(name in preloadCalls))
export const eventNames = Object.keys(events) as readonly EventName[]

export type CallInput<Name extends CallName> = Calls[Name]['input']
export type CallOutput<Name extends CallName> = Calls[Name]['output']

export function callChannel(name: CallName): string {
  return `refshelf:call:${name}`
}

export function eventChannel(name: EventName): string {
  return `refshelf:event:${name}`
}

type ApiCalls = {
  readonly [Name in WindowCallName]: CallInput<Name> extends undefined
    ? () => Promise<Result<CallOutput<Name>>>
    : (input: CallInput<Name>) => Promise<Result<CallOutput<Name>>>
}

type ApiEvents = {
  readonly [Name in EventName]: (listener: (payload: Events[Name]) => void) => () => void
}

interface ApiOfPreload {
  /** Grants dropped or pasted File objects: by their path, or by their bytes if they have none. */
  readonly grantFiles: (files: readonly object[]) => Promise<Result<Grant>>
}

/** `window.api`: the only way out of the window's sandbox. */
export type RefshelfApi = ApiCalls & ApiEvents & ApiOfPreload
