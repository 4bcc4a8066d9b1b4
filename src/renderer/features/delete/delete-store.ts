import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import { applyDeletionChange } from '../../../shared/apply-deletion-change'
import type { DeletionChange, DeletionQuestion, DeletionRun } from '../../../shared/deletion'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { succeed, type Result } from '../../../shared/result'
import { callMain } from '../../lib/call-main'
import { createLatest, type Latest } from '../../lib/latest'
import { toSelectedAsset } from '../../../shared/selected-asset'

/** State from the delete command to its confirmation. At most one plan is open at a time. */
export type DeletionPrompt =
  | { readonly step: 'idle' }
  | { readonly step: 'planning' }
  | { readonly step: 'asking'; readonly question: DeletionQuestion; readonly isConfirming: boolean }
  | { readonly step: 'failed'; readonly at: 'plan' | 'confirmation'; readonly failure: AppFailure }

export interface DeleteState {
  readonly prompt: DeletionPrompt
  /** Number of copies to restore once the files of the plan are deleted; 0 in an ordinary deletion. */
  readonly restoring: number
  /** The latest deletion run, running or ended, as reported by main. */
  readonly run: DeletionRun | null
  /** Why the last action on a run (stop, continue, dismiss) failed. */
  readonly runFailure: AppFailure | null
}

export const initialDeleteState: DeleteState = {
  prompt: { step: 'idle' },
  restoring: 0,
  run: null,
  runFailure: null,
}

export function finishPlanning(state: DeleteState, result: Result<DeletionQuestion>): DeleteState {
  const prompt: DeletionPrompt = result.ok
    ? { step: 'asking', question: result.value, isConfirming: false }
    : { step: 'failed', at: 'plan', failure: result.failure }
  return { ...state, prompt }
}

export function startConfirming(state: DeleteState): DeleteState {
  return state.prompt.step === 'asking'
    ? { ...state, prompt: { ...state.prompt, isConfirming: true } }
    : state
}

/** The response to a confirmation may arrive after the first update of its run, which is newer. */
export function finishConfirming(state: DeleteState, result: Result<DeletionRun>): DeleteState {
  // Cancelled in main's question: ours is still open.
  if (!result.ok && result.failure.kind === 'stopped' && state.prompt.step === 'asking')
    return { ...state, prompt: { ...state.prompt, isConfirming: false } }
  if (!result.ok) return { ...state, prompt: { step: 'failed', at: 'confirmation', failure: result.failure } }
  const run = state.run?.id === result.value.id ? state.run : result.value
  return { ...state, prompt: { step: 'idle' }, run, runFailure: null }
}

/** Main's answers and events travel on separate ways, so an older state may arrive later. */
function newerRun(known: DeletionRun | null, run: DeletionRun | null): DeletionRun | null {
  const isOlder = known !== null && known.id === run?.id && known.revision > run.revision
  return isOlder ? known : run
}

export function isRunning(run: DeletionRun | null): boolean {
  return run !== null && run.phase !== 'done' && run.phase !== 'interrupted'
}

export interface DeleteStore extends StoreApi<DeleteState> {
  readonly promptDeletion: (assets: readonly Asset[]) => Promise<void>
  /** Plans to delete the files that occupy the names of copies to be restored. */
  readonly promptReplacement: (copyIds: readonly string[]) => Promise<void>
  /** Shows a plan made elsewhere: for files that an upload replaces. */
  readonly showQuestion: (question: DeletionQuestion) => void
  readonly cancel: () => Promise<void>
  readonly confirm: (typedCount: string) => Promise<void>
  /** Replaces the plan in main by one for the same files, with or without copies. */
  readonly chooseCopies: (keepsCopies: boolean) => Promise<void>
  /** Replaces the plan in main by one for its first files. */
  readonly limitFiles: (maxFiles: number) => Promise<void>
  readonly dismissFailure: () => void
  readonly stopDeletion: () => Promise<void>
  readonly continueDeletion: () => Promise<void>
  readonly dismissDeletion: () => Promise<void>
  /** Copies the paths of files that could not be deleted. */
  readonly copyText: (text: string) => Promise<void>
  readonly applyRun: (run: DeletionRun | null) => void
  readonly applyChange: (change: DeletionChange) => void
  readonly reset: () => void
}

export function createDeleteStore(api: RefshelfApi): DeleteStore {
  const store = createStore<DeleteState>(() => initialDeleteState)
  const closePrompt = () => store.setState({ prompt: { step: 'idle' } })
  /** Cancelled to invalidate pending plans. A plan that arrives later is discarded. */
  const latest = createLatest()

  async function planPrompt(restoring: number, call: () => Promise<Result<DeletionQuestion>>): Promise<void> {
    const { prompt } = store.getState()
    if (prompt.step === 'planning' || prompt.step === 'asking') return
    const isLatest = latest.start()
    store.setState({ prompt: { step: 'planning' }, restoring })
    const result = await callMain(call())
    if (isLatest()) store.setState((state) => finishPlanning(state, result))
    else if (result.ok) await callMain(api.discardPlan({ planId: result.value.planId }))
  }

  async function cancel(): Promise<void> {
    const { prompt } = store.getState()
    if (prompt.step !== 'asking' || prompt.isConfirming) return
    closePrompt()
    await callMain(api.discardPlan({ planId: prompt.question.planId }))
  }

  const planChoice = createPlanChoice({ api, store }, latest)

  async function confirm(typedCount: string): Promise<void> {
    const isCurrent = latest.track()
    // A pending choice replaces the plan: wait, so that the new plan is confirmed, or none if that failed.
    const choosing = planChoice.pending()
    if (choosing !== null) await choosing
    const { prompt } = store.getState()
    if (!isCurrent() || prompt.step !== 'asking' || prompt.isConfirming) return
    store.setState(startConfirming)
    const result = await callMain(api.confirmDeletion({ planId: prompt.question.planId, typedCount }))
    store.setState((state) => finishConfirming(state, result))
  }

  return {
    ...store,
    ...createRunActions(api, store),
    promptDeletion: async (assets) => {
      if (assets.length > 0)
        await planPrompt(0, () => api.planDeletion({ assets: assets.map(toSelectedAsset) }))
    },
    promptReplacement: (copyIds) => planPrompt(copyIds.length, () => api.planReplacement({ copyIds })),
    showQuestion: (question) => {
      if (showQuestion({ api, store }, question)) latest.cancel()
    },
    cancel,
    confirm,
    chooseCopies: (keepsCopies) => planChoice.change(() => ({ keepsCopies })),
    limitFiles: (maxFiles) => planChoice.change(({ keepsCopies }) => ({ keepsCopies, maxFiles })),
    dismissFailure: closePrompt,
    ...createRunUpdates(api, store),
    reset: () => {
      latest.cancel()
      closePrompt()
    },
  }
}

interface StoreContext {
  readonly api: RefshelfApi
  readonly store: StoreApi<DeleteState>
}

interface PlanChoice {
  readonly keepsCopies: boolean
  readonly maxFiles?: number
}

/** Replaces the plan by a changed one. A plan that arrives when it is outdated is discarded. */
function createPlanChoice({ api, store }: StoreContext, latest: Latest) {
  /** Settles when main has frozen the new plan. */
  let choosing: Promise<void> | null = null

  async function freeze(planId: string, choice: PlanChoice): Promise<void> {
    const isCurrent = latest.track()
    const result = await callMain(api.choosePlan({ planId, ...choice }))
    if (isCurrent() && store.getState().prompt.step === 'asking') {
      store.setState((state) => finishPlanning(state, result))
    } else if (result.ok) await callMain(api.discardPlan({ planId: result.value.planId }))
  }

  return {
    /** Null if no plan is being frozen. The caller must then not yield before it confirms. */
    pending: (): Promise<void> | null => choosing,
    change: async (choiceFor: (question: DeletionQuestion) => PlanChoice): Promise<void> => {
      const { prompt } = store.getState()
      if (prompt.step !== 'asking' || prompt.isConfirming || choosing !== null) return
      choosing = freeze(prompt.question.planId, choiceFor(prompt.question))
      await choosing
      choosing = null
    },
  }
}

/** Shows a plan made elsewhere, unless another one is open; that one stays and the new plan is discarded. */
function showQuestion({ api, store }: StoreContext, question: DeletionQuestion): boolean {
  const { prompt } = store.getState()
  const isFree = prompt.step !== 'planning' && prompt.step !== 'asking'
  if (isFree) store.setState((state) => ({ ...finishPlanning(state, succeed(question)), restoring: 0 }))
  else void callMain(api.discardPlan({ planId: question.planId }))
  return isFree
}

/** Keeps the state of the run: main sends it once, and then what changed. */
function createRunUpdates(
  api: RefshelfApi,
  store: StoreApi<DeleteState>,
): Pick<DeleteStore, 'applyRun' | 'applyChange'> {
  const applyRun = (latest: DeletionRun | null): void => {
    const run = newerRun(store.getState().run, latest)
    if (run !== store.getState().run) store.setState({ run })
  }

  /** A change was lost, for example before a reload: fetch the whole state. */
  async function readAgain(): Promise<void> {
    const status = await callMain(api.readStatus())
    if (status.ok) applyRun(status.value.deletion)
  }

  return {
    applyRun,
    applyChange: (change) => {
      const { run } = store.getState()
      const next = run === null ? null : applyDeletionChange(run, change)
      if (next === null) void readAgain()
      else if (next !== run) store.setState({ run: next })
    },
  }
}

/** Actions on the run that is shown when they are called. */
function createRunActions(
  api: RefshelfApi,
  store: StoreApi<DeleteState>,
): Pick<DeleteStore, 'stopDeletion' | 'continueDeletion' | 'dismissDeletion' | 'copyText'> {
  async function callForRun(call: (runId: string) => Promise<Result<unknown>>): Promise<boolean> {
    const { run } = store.getState()
    if (run === null) return false
    const result = await callMain(call(run.id))
    store.setState({ runFailure: result.ok ? null : result.failure })
    return result.ok
  }

  async function dismissDeletion(): Promise<void> {
    const { run: dismissed } = store.getState()
    const isDone = await callForRun((runId) => api.dismissDeletion({ runId }))
    if (isDone && store.getState().run?.id === dismissed?.id) store.setState({ run: null })
  }

  return {
    dismissDeletion,
    copyText: async (text) => {
      const result = await callMain(api.copyText({ text }))
      if (!result.ok) store.setState({ runFailure: result.failure })
    },
    stopDeletion: async () => {
      await callForRun((runId) => api.stopDeletion({ runId }))
    },
    continueDeletion: async () => {
      await callForRun((runId) => api.continueDeletion({ runId }))
    },
  }
}
