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
import type { AccountSegmentsRefresh, DeletionQuestion, DeletionRun, SelectedAsset } from '../deletion'
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

/** A page of one of the server's lists: what is searched for, and how many of its rows are known already. */
export interface PageRequest {
  readonly search: string
  readonly skip: number
}

/** Rows of a listing under way, as its answers come. `requestId` is the one that `openPlace` was called with. */
export interface ListingPart {
  readonly requestId: string
  readonly assets: readonly Asset[]
  readonly callsDone: number
  readonly callsTotal: number
}

/** The same as it crosses to the window. */
export type PackedPart = Omit<ListingPart, 'assets'> & { readonly assets: PackedAssets }

/** While segments are searched for: how many are found, and what the rest will cost where that is much. */
export interface OpeningProgress {
  readonly requestId: string
  readonly found: number
  readonly expected: number | null
  readonly cost: PlaceCost | null
  /** Nothing more is sent before `approveOpen` or `cancelOpen`. */
  readonly needsApproval: boolean
}

/**
 * Everything that a window can ask of main. A new call is a line here, a line in `callNames`, and its handler
 * (`src/main/ipc/handlers`); `window.api` follows by type.
 */
export interface Calls extends BinCalls, PreviewCalls, TransferCalls, PreloadCalls {
  readonly readStatus: Call<undefined, AppStatus>
  readonly connect: Call<ConnectRequest, Connection>
  readonly openSaved: Call<OpenSavedRequest, Connection>
  readonly forgetSaved: Call<{ readonly id: string }, undefined>
  readonly openDemo: Call<undefined, Connection>
  readonly resetDemo: Call<undefined, undefined>
  readonly signOut: Call<undefined, undefined>
  readonly listProjects: Call<PageRequest, Page<Project>>
  readonly listJobs: Call<PageRequest, Page<Job>>
  readonly listFlexDocuments: Call<PageRequest, Page<FlexDocument>>
  /** Told of, paid for and ended as `openPlace` is. */
  readonly listDocuments: Call<{ readonly requestId: string; readonly projectId: number }, DocumentList>
  /**
   * The segments of a place without their assets. Told of by `watchOpening`, paid for and ended as `openPlace` is: by
   * `approveOpen` and `cancelOpen`.
   */
  readonly listSegments: Call<{ readonly requestId: string; readonly place: SegmentedPlace }, SegmentList>
  readonly openPlace: Call<{ readonly requestId: string; readonly place: PlaceRequest }, PackedAnswer>
  /** What the place listed when it was last listed whole, or null: to be shown while `openPlace` lists it anew. */
  readonly recallPlace: Call<{ readonly place: PlaceRequest }, PackedListing | null>
  readonly cancelOpen: Call<{ readonly requestId: string }, undefined>
  /** Goes on with a place that costs many calls, as `watchOpening` asked. */
  readonly approveOpen: Call<{ readonly requestId: string }, undefined>
  /** Pinned and recent places of the open connection. */
  readonly readSavedPlaces: Call<undefined, SavedPlaces>
  readonly pinPlace: Call<{ readonly id: string; readonly isPinned: boolean }, undefined>
  readonly forgetPlace: Call<{ readonly id: string }, undefined>
  readonly planDeletion: Call<{ readonly assets: readonly SelectedAsset[] }, DeletionQuestion>
  /** Freezes the same files anew, with or without copies: a new question, from the same listing. */
  readonly chooseCopies: Call<{ readonly planId: string; readonly keepCopies: boolean }, DeletionQuestion>
  readonly discardPlan: Call<{ readonly planId: string }, undefined>
  /** The plan's id and nothing else: what is deleted was frozen in main when the question was made (docs/rules.md#p2). */
  readonly confirmDeletion: Call<{ readonly planId: string }, DeletionRun>
  readonly stopDeletion: Call<{ readonly runId: string }, undefined>
  /** Goes on with an interrupted job: the one way in which it may send another DELETE. */
  readonly continueDeletion: Call<{ readonly runId: string }, DeletionRun>
  readonly dismissDeletion: Call<{ readonly runId: string }, undefined>
  /** The native context menu of the asset list. Answers with the command that was chosen, or null. */
  readonly showAssetMenu: Call<
    {
      readonly selected: number
      /** Whether each of the selected files stands in a folder. */
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
  /** A saved connection, or the open one until it is closed. */
  readonly setReadOnly: Call<{ readonly id: string; readonly readOnly: boolean }, undefined>
  /** A saved connection, and not the demo nor one of this session. */
  readonly editConnection: Call<ConnectionEdit, undefined>
  readonly readProtections: Call<undefined, ProtectionSnapshot>
  /** Reads the list of locks anew, where it could not be read. */
  readonly reloadProtections: Call<undefined, ProtectionSnapshot>
  /** Puts a list of locks that cannot be read aside and begins a new one: the window has asked. */
  readonly restartProtections: Call<undefined, undefined>
  /** On the open connection: these files, their folders or their segments. */
  readonly protect: Call<{ readonly assets: readonly AssetIdentity[]; readonly reach: LockReach }, undefined>
  readonly unprotect: Call<{ readonly lockIds: readonly string[] }, undefined>
  /** For each file the ids of the locks that keep it, on the open connection. */
  readonly findLocks: Call<{ readonly assets: readonly AssetIdentity[] }, readonly (readonly string[])[]>
  readonly readViewPreferences: Call<undefined, ViewPreferences>
  readonly saveViewPreferences: Call<ViewPreferences, undefined>
  readonly listActivity: Call<ActivityPageRequest, ActivityPage>
  /** Reads the log anew and walks its chain. */
  readonly checkActivity: Call<undefined, ActivityCheck>
  /** Main asks where to. Answers with the file's name, or null where the dialog was closed. */
  readonly exportActivity: Call<
    { readonly format: ActivityFormat; readonly filter: ActivityFilter },
    { readonly fileName: string | null }
  >
  readonly readReceipt: Call<{ readonly runId: string }, ActivityReceipt>
  /** Main asks where to, as for an export. */
  readonly saveReceipt: Call<
    { readonly runId: string; readonly format: 'text' | 'json' },
    { readonly fileName: string | null }
  >
}

/** What main tells every window by itself. */
export interface Events extends PreviewEvents, TransferEvents {
  readonly watchStatus: AppStatus
  readonly watchBudget: BudgetStatus
  readonly watchListing: PackedPart
  readonly watchOpening: OpeningProgress
  readonly watchSavedPlaces: SavedPlaces
  readonly watchDeletion: DeletionRun
  readonly watchRefresh: AccountSegmentsRefresh
  readonly watchCommand: MenuCommand
  readonly watchBin: BinSnapshot
  readonly watchSettings: SettingsSnapshot
  readonly watchProtections: ProtectionSnapshot
  /** Something broke in main that nobody was waiting for. */
  readonly watchInternalError: AppFailure
  /** Something was written down, or could not be. */
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
  chooseCopies: true,
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
/** What the window itself may call. */
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
  /** Files of a drop or a paste, as the browser gave them; one that a page made up itself has no path, and is left out. */
  readonly grantFiles: (files: readonly object[]) => Promise<Result<Grant>>
}

/** `window.api`: all that the window has of the world outside its sandbox. */
export type RefshelfApi = ApiCalls & ApiEvents & ApiOfPreload
