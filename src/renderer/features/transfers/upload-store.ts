import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { DeletionQuestion } from '../../../shared/deletion'
import type { FailureKind } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { Result } from '../../../shared/result'
import type { ConflictChoice, Grant, UploadSource, UploadTarget } from '../../../shared/transfers'
import { callMain } from '../../lib/call-main'
import { createLatest } from '../../lib/latest'
import { toSelectedAsset } from '../../../shared/selected-asset'
import {
  setChoice,
  setAllChoices,
  setTicked,
  canStart,
  toUploadStart,
  type UploadDialogState,
  type UploadState,
} from './upload-state'
import {
  areAtTarget,
  hasFolders,
  initialFields,
  toUploadTarget,
  type UploadFields,
  type UploadPlace,
  type DestinationHint,
} from './upload-target'

/** Debounce in milliseconds before a changed target is planned: each plan costs a listing. */
const planDelayMs = 500

/** Where files are uploaded or copied to. */
export interface UploadDestination {
  readonly place: UploadPlace
  readonly hint: DestinationHint
}

export interface UploadStore extends StoreApi<UploadState> {
  /** Requests a grant for local files and opens the dialog, unless nothing was chosen. */
  readonly openDialog: (
    requestGrant: () => Promise<Result<Grant | null>>,
    destination: UploadDestination,
  ) => Promise<void>
  readonly openCopyDialog: (assets: readonly Asset[], destination: UploadDestination) => void
  readonly change: (fields: Partial<UploadFields>) => void
  readonly retryPlan: () => void
  readonly choose: (fileId: string, choice: ConflictChoice) => void
  readonly chooseAll: (choice: ConflictChoice) => void
  readonly tick: (index: number, isTicked: boolean) => void
  /** Adds an entry that was left out as junk, and plans again. */
  readonly includeJunk: (entryId: string) => Promise<void>
  /** Lets the user choose more files or another folder, and plans again. */
  readonly addFiles: (what: 'files' | 'folder') => Promise<void>
  readonly startUpload: () => Promise<void>
  readonly cancel: () => void
  readonly dismissFailure: () => void
  /** Says why a drop or paste uploads nothing. */
  readonly refuse: (kind: FailureKind) => void
  /** Closes the dialog: the connection was left. */
  readonly reset: () => void
}

function isSameTarget(a: UploadTarget | null, b: UploadTarget): boolean {
  return a !== null && JSON.stringify(a) === JSON.stringify(b)
}

interface StoreContext {
  readonly api: RefshelfApi
  readonly store: StoreApi<UploadState>
}

/** Updates the dialog if it is open. */
function updateDialog(
  { store }: StoreContext,
  change: (state: UploadDialogState) => UploadDialogState,
): void {
  store.setState((state) => (state.step === 'asking' ? change(state) : state))
}

/** Keeps the plan in line with the fields: makes at most one at a time and discards outdated ones. */
function createPlanner(context: StoreContext) {
  const { api, store } = context
  let timer: ReturnType<typeof setTimeout> | undefined
  const latest = createLatest()

  const discard = (planId: string | undefined): void => {
    if (planId !== undefined) void callMain(api.discardUpload({ planId }))
  }

  async function plan(source: UploadSource, target: UploadTarget): Promise<void> {
    const isCurrent = latest.track()
    const result = await callMain(api.planUpload({ source, target }))
    if (!isCurrent()) {
      discard(result.ok ? result.value.planId : undefined)
      return
    }
    const outcome = result.ok
      ? { plan: result.value, failure: null }
      : { plan: null, failure: result.failure }
    updateDialog(context, (state) => ({ ...state, ...outcome, plannedFor: target, isPlanning: false }))
  }

  function stop(): void {
    clearTimeout(timer)
    latest.cancel()
  }

  /** Stops planning and discards the current plan. */
  function discardPlan(): void {
    stop()
    const state = store.getState()
    if (state.step === 'asking') discard(state.plan?.planId)
  }

  function update(delay: number): void {
    const state = store.getState()
    if (state.step !== 'asking') return
    const target = toUploadTarget(state.fields, state.place)
    const isPlanned = target !== null && state.plan !== null && isSameTarget(state.plannedFor, target)
    stop()
    if (isPlanned) {
      updateDialog(context, (current) => ({ ...current, isPlanning: false }))
      return
    }
    const { source } = state
    const isNeeded = target !== null && !areAtTarget(source, target) && hasFiles(state)
    if (!isNeeded) discard(state.plan?.planId)
    updateDialog(context, (current) => ({
      ...current,
      plan: isNeeded ? current.plan : null,
      failure: null,
      isPlanning: isNeeded,
    }))
    if (!isNeeded) return
    timer = setTimeout(() => {
      const current = store.getState()
      if (current.step !== 'asking') return
      discard(current.plan?.planId)
      updateDialog(context, (open) => ({ ...open, plan: null, choices: new Map() }))
      void plan(source, target)
    }, delay)
  }

  /** The files changed, so the plan does not hold any more. */
  function planAgain(): void {
    updateDialog(context, (current) => ({ ...current, plannedFor: null }))
    update(0)
  }

  return { update, planAgain, discardPlan, stop }
}

/** Folders are kept once the first one is added, as if it had been given at once. */
function withFolders({ source, grant, fields }: UploadDialogState, next: Grant): UploadFields {
  const keepsFolders = fields.keepsFolders || (hasFolders(source, next) && !hasFolders(source, grant))
  return { ...fields, keepsFolders }
}

function hasFiles({ source, grant }: UploadDialogState): boolean {
  return source.kind === 'assets' || (grant !== null && grant.files.length > 0)
}

/** Whether the file dialog was cancelled or a drop contained no files. */
function isEmptyGrant({ files, refusedCount, junkCount }: Grant): boolean {
  return files.length === 0 && refusedCount === 0 && junkCount === 0
}

interface UploadInput {
  readonly source: UploadSource
  readonly grant: Grant | null
}

/** Opens and closes the dialog. Grants that arrive after it was closed are discarded. */
function createDialogSteps(context: StoreContext, planner: ReturnType<typeof createPlanner>) {
  const { api, store } = context
  /** Outdated whenever the dialog is opened or closed. */
  const latest = createLatest()

  const discardGrant = (grant: Grant | null): void => {
    if (grant !== null) void callMain(api.discardGrant({ grantId: grant.grantId }))
  }

  function openWith(input: UploadInput, { place, hint }: UploadDestination): void {
    const dialog: UploadDialogState = {
      step: 'asking',
      ...input,
      place,
      fields: initialFields(hint, place, input),
      plan: null,
      plannedFor: null,
      isPlanning: false,
      failure: null,
      choices: new Map(),
      unticked: new Set(),
      isIncluding: false,
      isStarting: false,
    }
    store.setState(dialog, true)
    planner.update(0)
  }

  async function openDialog(
    requestGrant: () => Promise<Result<Grant | null>>,
    destination: UploadDestination,
  ): Promise<void> {
    if (store.getState().step === 'asking') return
    const isLatest = latest.start()
    store.setState({ step: 'granting' }, true)
    const result = await callMain(requestGrant())
    if (!isLatest()) {
      discardGrant(result.ok ? result.value : null)
      return
    }
    if (!result.ok) store.setState({ step: 'failed', failure: result.failure }, true)
    else if (result.value === null || isEmptyGrant(result.value)) store.setState({ step: 'idle' }, true)
    else
      openWith({ source: { kind: 'files', grantId: result.value.grantId }, grant: result.value }, destination)
  }

  function closeDialog(): void {
    const state = store.getState()
    planner.discardPlan()
    if (state.step === 'asking') discardGrant(state.grant)
    latest.cancel()
    store.setState({ step: 'idle' }, true)
  }

  return {
    openDialog,
    closeDialog,
    openCopyDialog: (assets: readonly Asset[], destination: UploadDestination) => {
      if (assets.length === 0 || store.getState().step === 'asking') return
      latest.cancel()
      openWith({ source: { kind: 'assets', assets: assets.map(toSelectedAsset) }, grant: null }, destination)
    },
    /** Returns a function that checks whether the same dialog is still open. */
    trackDialog: latest.track,
  }
}

/** Adds to the grant of the open dialog, and plans again. */
function createGrantExtensions(
  context: StoreContext,
  planner: ReturnType<typeof createPlanner>,
  steps: ReturnType<typeof createDialogSteps>,
): Pick<UploadStore, 'includeJunk' | 'addFiles'> {
  const { api, store } = context

  /** Main adds to the grant; null if the user changed their mind. */
  async function extendGrant(call: (grantId: string) => Promise<Result<Grant | null>>): Promise<void> {
    const state = store.getState()
    if (state.step !== 'asking' || state.grant === null || state.isIncluding || state.isStarting) return
    const isSameDialog = steps.trackDialog()
    updateDialog(context, (current) => ({ ...current, isIncluding: true, failure: null }))
    const result = await callMain(call(state.grant.grantId))
    if (!isSameDialog()) return
    const grant = result.ok ? result.value : null
    updateDialog(context, (current) => ({
      ...current,
      grant: grant ?? current.grant,
      fields: grant === null ? current.fields : withFolders(current, grant),
      failure: result.ok ? null : result.failure,
      isIncluding: false,
    }))
    if (grant !== null) planner.planAgain()
  }

  return {
    includeJunk: (entryId) => extendGrant((grantId) => api.includeJunk({ grantId, entryId })),
    addFiles: (what) => extendGrant((grantId) => api.addUploads({ grantId, what })),
  }
}

/** The dialog of an upload or copy. `onQuestion` shows the deletion of files that are replaced. */
export function createUploadStore(
  api: RefshelfApi,
  onQuestion: (question: DeletionQuestion) => void,
): UploadStore {
  const store = createStore<UploadState>(() => ({ step: 'idle' }))
  const context = { api, store }
  const planner = createPlanner(context)
  const steps = createDialogSteps(context, planner)

  async function startUpload(): Promise<void> {
    const state = store.getState()
    if (state.step !== 'asking' || state.plan === null || !canStart(state)) return
    const isSameDialog = steps.trackDialog()
    updateDialog(context, (current) => ({ ...current, isStarting: true, failure: null }))
    const result = await callMain(api.startUpload(toUploadStart(state, state.plan.planId)))
    const question = result.ok ? result.value.question : null
    if (!isSameDialog()) {
      if (question !== null) await callMain(api.discardPlan({ planId: question.planId }))
    } else if (!result.ok) {
      const { failure } = result
      updateDialog(context, (current) => ({
        ...current,
        isStarting: false,
        plan: null,
        plannedFor: null,
        failure,
      }))
    } else {
      // Show the confirmation before this dialog closes, so that nothing else takes the focus in between.
      if (question !== null) onQuestion(question)
      planner.stop()
      store.setState({ step: 'idle' }, true)
    }
  }

  return {
    ...store,
    openDialog: steps.openDialog,
    openCopyDialog: steps.openCopyDialog,
    change: (fields) => {
      updateDialog(context, (state) => ({ ...state, fields: { ...state.fields, ...fields } }))
      planner.update(planDelayMs)
    },
    retryPlan: () => planner.update(0),
    choose: (fileId, choice) => updateDialog(context, (state) => setChoice(state, fileId, choice)),
    chooseAll: (choice) => updateDialog(context, (state) => setAllChoices(state, choice)),
    tick: (index, isTicked) => updateDialog(context, (state) => setTicked(state, index, isTicked)),
    ...createGrantExtensions(context, planner, steps),
    startUpload,
    cancel: () => {
      const state = store.getState()
      if (state.step === 'asking' && !state.isStarting) steps.closeDialog()
    },
    dismissFailure: () => {
      if (store.getState().step === 'failed') store.setState({ step: 'idle' }, true)
    },
    refuse: (kind) => {
      if (store.getState().step !== 'asking')
        store.setState({ step: 'failed', failure: { kind, retry: 'no' } }, true)
    },
    reset: steps.closeDialog,
  }
}
