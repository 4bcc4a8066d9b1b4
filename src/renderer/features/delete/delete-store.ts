import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { DeletionQuestion, DeletionRun } from '../../../shared/deletion'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { succeed, type Result } from '../../../shared/result'
import { callMain } from '../../lib/call-main'
import { toSelectedAsset } from '../../lib/selected-asset'

/** From the wish to delete to its confirmation: at most one question stands at any moment. */
export type DeletionPrompt =
  | { readonly step: 'idle' }
  | { readonly step: 'planning' }
  | { readonly step: 'asking'; readonly question: DeletionQuestion; readonly isConfirming: boolean }
  | { readonly step: 'failed'; readonly at: 'plan' | 'confirmation'; readonly failure: AppFailure }

export interface DeleteState {
  readonly prompt: DeletionPrompt
  /** Copies that are put back once the files of the question are gone; 0 in an ordinary deletion. */
  readonly restoring: number
  /** The latest job, running or ended, as main tells it. */
  readonly run: DeletionRun | null
  /** Why the last wish about a job (stop, dismiss) was not done. */
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

/** The answer to a confirmation may come after the first news of its job, which are newer. */
export function finishConfirming(state: DeleteState, result: Result<DeletionRun>): DeleteState {
  if (!result.ok) return { ...state, prompt: { step: 'failed', at: 'confirmation', failure: result.failure } }
  const run = state.run?.id === result.value.id ? state.run : result.value
  return { ...state, prompt: { step: 'idle' }, run, runFailure: null }
}

export function isRunning(run: DeletionRun | null): boolean {
  return run !== null && run.phase !== 'done' && run.phase !== 'interrupted'
}

export interface DeleteStore extends StoreApi<DeleteState> {
  readonly promptDeletion: (assets: readonly Asset[]) => Promise<void>
  /** Asks about the files that are in the way of copies which are to be put back. */
  readonly promptReplacement: (copyIds: readonly string[]) => Promise<void>
  /** Asks a question that was made elsewhere: about files that are in the way of an upload. */
  readonly showQuestion: (question: DeletionQuestion) => void
  readonly cancel: () => Promise<void>
  readonly confirm: () => Promise<void>
  /** The same question with or without copies: main freezes it anew. */
  readonly chooseCopies: (keepCopies: boolean) => Promise<void>
  readonly dismissFailure: () => void
  readonly stopDeletion: () => Promise<void>
  readonly continueDeletion: () => Promise<void>
  readonly dismissDeletion: () => Promise<void>
  readonly applyRun: (run: DeletionRun | null) => void
  readonly reset: () => void
}

export function createDeleteStore(api: RefshelfApi): DeleteStore {
  const store = createStore<DeleteState>(() => initialDeleteState)
  const closePrompt = () => store.setState({ prompt: { step: 'idle' } })
  /** A plan that is answered after the connection was left, or after another wish, belongs to nobody. */
  let round = 0

  async function planPrompt(restoring: number, call: () => Promise<Result<DeletionQuestion>>): Promise<void> {
    const { prompt } = store.getState()
    if (prompt.step === 'planning' || prompt.step === 'asking') return
    round += 1
    const ownRound = round
    store.setState({ prompt: { step: 'planning' }, restoring })
    const result = await callMain(call())
    if (ownRound === round) store.setState((state) => finishPlanning(state, result))
    else if (result.ok) await callMain(api.discardPlan({ planId: result.value.planId }))
  }

  async function cancel(): Promise<void> {
    const { prompt } = store.getState()
    if (prompt.step !== 'asking' || prompt.isConfirming) return
    closePrompt()
    await callMain(api.discardPlan({ planId: prompt.question.planId }))
  }

  const copiesChoice = createCopiesChoice({ api, store }, () => round)

  async function confirm(): Promise<void> {
    const ownRound = round
    // Pressed right after a choice: what is confirmed is what was chosen, or nothing where it could not be.
    const choosing = copiesChoice.pending()
    if (choosing !== null) await choosing
    const { prompt } = store.getState()
    if (ownRound !== round || prompt.step !== 'asking' || prompt.isConfirming) return
    store.setState(startConfirming)
    const result = await callMain(api.confirmDeletion({ planId: prompt.question.planId }))
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
      if (showQuestion({ api, store }, question)) round += 1
    },
    cancel,
    confirm,
    chooseCopies: copiesChoice.chooseCopies,
    dismissFailure: closePrompt,
    applyRun: (run) => store.setState({ run }),
    reset: () => {
      round += 1
      closePrompt()
    },
  }
}

interface StoreContext {
  readonly api: RefshelfApi
  readonly store: StoreApi<DeleteState>
}

/** The same question with or without copies. `roundNow`: what is answered after it changed belongs to nobody. */
function createCopiesChoice({ api, store }: StoreContext, currentRound: () => number) {
  /** Settles when what was chosen last is frozen. */
  let choosing: Promise<void> | null = null

  async function freeze(planId: string, keepCopies: boolean): Promise<void> {
    const ownRound = currentRound()
    const result = await callMain(api.chooseCopies({ planId, keepCopies }))
    if (ownRound === currentRound() && store.getState().prompt.step === 'asking') {
      store.setState((state) => finishPlanning(state, result))
    } else if (result.ok) await callMain(api.discardPlan({ planId: result.value.planId }))
  }

  return {
    /** Null where nothing is being frozen: then nothing may come between. */
    pending: (): Promise<void> | null => choosing,
    chooseCopies: async (keepCopies: boolean): Promise<void> => {
      const { prompt } = store.getState()
      if (prompt.step !== 'asking' || prompt.isConfirming || choosing !== null) return
      choosing = freeze(prompt.question.planId, keepCopies)
      await choosing
      choosing = null
    },
  }
}

/** Shows a question that was made elsewhere, at once: no dialog stands between it and what led to it. One that stands already keeps its place. */
function showQuestion({ api, store }: StoreContext, question: DeletionQuestion): boolean {
  const { prompt } = store.getState()
  const isFree = prompt.step !== 'planning' && prompt.step !== 'asking'
  if (isFree) store.setState((state) => ({ ...finishPlanning(state, succeed(question)), restoring: 0 }))
  else void callMain(api.discardPlan({ planId: question.planId }))
  return isFree
}

/** What the user may wish of a job; each is about the job that stands there when it is wished. */
function createRunActions(
  api: RefshelfApi,
  store: StoreApi<DeleteState>,
): Pick<DeleteStore, 'stopDeletion' | 'continueDeletion' | 'dismissDeletion'> {
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
    stopDeletion: async () => {
      await callForRun((runId) => api.stopDeletion({ runId }))
    },
    continueDeletion: async () => {
      await callForRun((runId) => api.continueDeletion({ runId }))
    },
  }
}
