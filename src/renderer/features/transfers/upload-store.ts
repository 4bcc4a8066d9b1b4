import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { DeletionQuestion } from '../../../shared/deletion'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { Result } from '../../../shared/result'
import type { ConflictChoice, Grant, UploadSource, UploadTarget } from '../../../shared/transfers'
import { safely } from '../../lib/safely'
import { toSelected } from '../../lib/selected-asset'
import {
  chooseFor,
  chooseForAll,
  canStart,
  startOf,
  type UploadAsking,
  type UploadState,
} from './upload-state'
import {
  areThere,
  firstFields,
  targetOf,
  type UploadFields,
  type UploadPlace,
  type UploadWish,
} from './upload-target'

/** Each plan costs a listing: what is typed is planned when it rests, ms. */
const PLAN_DELAY_MS = 500

/** Where it is to go. */
export interface UploadInto {
  readonly place: UploadPlace
  readonly wish: UploadWish
}

export interface UploadStore extends StoreApi<UploadState> {
  /** Plans an upload of what main says it was given; nothing where that is nothing. */
  readonly begin: (give: () => Promise<Result<Grant | null>>, into: UploadInto) => Promise<void>
  readonly beginCopy: (assets: readonly Asset[], into: UploadInto) => void
  readonly change: (fields: Partial<UploadFields>) => void
  readonly planAgain: () => void
  readonly choose: (fileId: string, choice: ConflictChoice) => void
  readonly chooseAll: (choice: ConflictChoice) => void
  readonly start: () => Promise<void>
  readonly cancel: () => void
  readonly dropFailure: () => void
  /** The connection was left. */
  readonly reset: () => void
}

function isSameTarget(a: UploadTarget | null, b: UploadTarget): boolean {
  return a !== null && JSON.stringify(a) === JSON.stringify(b)
}

interface Parts {
  readonly api: RefshelfApi
  readonly store: StoreApi<UploadState>
}

/** Changes the dialog as it is now; nothing where there is none. */
function updateAsking({ store }: Parts, change: (state: UploadAsking) => UploadAsking): void {
  store.setState((state) => (state.step === 'asking' ? change(state) : state))
}

/** Keeps the plan at what the fields say: at most one is asked for at a time, and what nobody needs any more is given back. */
function createPlanner(parts: Parts) {
  const { api, store } = parts
  let timer: ReturnType<typeof setTimeout> | undefined
  let round = 0

  const discard = (planId: string | undefined): void => {
    if (planId !== undefined) void safely(api.discardUpload({ planId }))
  }

  async function plan(source: UploadSource, target: UploadTarget): Promise<void> {
    const mine = round
    const result = await safely(api.planUpload({ source, target }))
    if (mine !== round) {
      discard(result.ok ? result.value.planId : undefined)
      return
    }
    const made = result.ok ? { plan: result.value, failure: null } : { plan: null, failure: result.failure }
    updateAsking(parts, (state) => ({ ...state, ...made, plannedFor: target, isPlanning: false }))
  }

  function stop(): void {
    clearTimeout(timer)
    round += 1
  }

  /** Ends with its plan given back. */
  function leave(): void {
    stop()
    const state = store.getState()
    if (state.step === 'asking') discard(state.plan?.planId)
  }

  function aim(delay: number): void {
    const state = store.getState()
    if (state.step !== 'asking') return
    const target = targetOf(state.fields, state.place)
    const isPlanned = target !== null && state.plan !== null && isSameTarget(state.plannedFor, target)
    stop()
    if (isPlanned) {
      updateAsking(parts, (now) => ({ ...now, isPlanning: false }))
      return
    }
    const { source } = state
    const isNeeded = target !== null && !areThere(source, target) && hasFiles(state)
    if (!isNeeded) discard(state.plan?.planId)
    updateAsking(parts, (now) => ({
      ...now,
      plan: isNeeded ? now.plan : null,
      failure: null,
      isPlanning: isNeeded,
    }))
    if (!isNeeded) return
    timer = setTimeout(() => {
      const now = store.getState()
      if (now.step !== 'asking') return
      discard(now.plan?.planId)
      updateAsking(parts, (left) => ({ ...left, plan: null, choices: new Map() }))
      void plan(source, target)
    }, delay)
  }

  return { aim, leave, stop }
}

function hasFiles({ source, grant }: UploadAsking): boolean {
  return source.kind === 'assets' || (grant !== null && grant.files.length > 0)
}

/** The dialog was closed with nothing chosen, or nothing came of a drop. */
function isNothing({ files, refusedCount }: Grant): boolean {
  return files.length === 0 && refusedCount === 0
}

interface Given {
  readonly source: UploadSource
  readonly grant: Grant | null
}

/** From what was given to the dialog, and out of it: what is left of one belongs to nobody. */
function createSteps(parts: Parts, planner: ReturnType<typeof createPlanner>) {
  const { api, store } = parts
  let round = 0

  const discardGrant = (grant: Grant | null): void => {
    if (grant !== null) void safely(api.discardGrant({ grantId: grant.grantId }))
  }

  function ask(given: Given, { place, wish }: UploadInto): void {
    const asking: UploadAsking = {
      ...{ step: 'asking', ...given, place, fields: firstFields(wish, place, given) },
      ...{ plan: null, plannedFor: null, isPlanning: false, failure: null },
      ...{ choices: new Map(), isStarting: false },
    }
    store.setState(asking, true)
    planner.aim(0)
  }

  async function begin(give: () => Promise<Result<Grant | null>>, into: UploadInto): Promise<void> {
    if (store.getState().step === 'asking') return
    round += 1
    const mine = round
    store.setState({ step: 'granting' }, true)
    const result = await safely(give())
    if (mine !== round) {
      discardGrant(result.ok ? result.value : null)
      return
    }
    if (!result.ok) store.setState({ step: 'failed', failure: result.failure }, true)
    else if (result.value === null || isNothing(result.value)) store.setState({ step: 'idle' }, true)
    else ask({ source: { kind: 'files', grantId: result.value.grantId }, grant: result.value }, into)
  }

  function leave(): void {
    const state = store.getState()
    planner.leave()
    if (state.step === 'asking') discardGrant(state.grant)
    round += 1
    store.setState({ step: 'idle' }, true)
  }

  return {
    begin,
    leave,
    beginCopy: (assets: readonly Asset[], into: UploadInto) => {
      if (assets.length === 0 || store.getState().step === 'asking') return
      round += 1
      ask({ source: { kind: 'assets', assets: assets.map(toSelected) }, grant: null }, into)
    },
    /** Tells later whether the dialog is still the one that it is now. */
    holds: () => {
      const mine = round
      return () => mine === round
    },
  }
}

/** The dialog of an upload or a copy, from what was given to its start. `onQuestion`: what is replaced is deleted first. */
export function createUploadStore(
  api: RefshelfApi,
  onQuestion: (question: DeletionQuestion) => void,
): UploadStore {
  const store = createStore<UploadState>(() => ({ step: 'idle' }))
  const parts = { api, store }
  const planner = createPlanner(parts)
  const steps = createSteps(parts, planner)

  async function start(): Promise<void> {
    const state = store.getState()
    if (state.step !== 'asking' || state.plan === null || !canStart(state)) return
    const isStill = steps.holds()
    updateAsking(parts, (now) => ({ ...now, isStarting: true, failure: null }))
    const result = await safely(api.startUpload(startOf(state, state.plan.planId)))
    const question = result.ok ? result.value.question : null
    if (!isStill()) {
      if (question !== null) await safely(api.discardPlan({ planId: question.planId }))
    } else if (!result.ok) {
      const { failure } = result
      updateAsking(parts, (now) => ({ ...now, isStarting: false, plan: null, plannedFor: null, failure }))
    } else {
      // Before the dialog goes: between the two nothing else may take the focus.
      if (question !== null) onQuestion(question)
      planner.stop()
      store.setState({ step: 'idle' }, true)
    }
  }

  return {
    ...store,
    begin: steps.begin,
    beginCopy: steps.beginCopy,
    change: (fields) => {
      updateAsking(parts, (state) => ({ ...state, fields: { ...state.fields, ...fields } }))
      planner.aim(PLAN_DELAY_MS)
    },
    planAgain: () => planner.aim(0),
    choose: (fileId, choice) => updateAsking(parts, (state) => chooseFor(state, fileId, choice)),
    chooseAll: (choice) => updateAsking(parts, (state) => chooseForAll(state, choice)),
    start,
    cancel: () => {
      const state = store.getState()
      if (state.step === 'asking' && !state.isStarting) steps.leave()
    },
    dropFailure: () => {
      if (store.getState().step === 'failed') store.setState({ step: 'idle' }, true)
    },
    reset: steps.leave,
  }
}
