import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { DeletionQuestion, JobView } from '../../../shared/deletion'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { succeed, type Result } from '../../../shared/result'
import { safely } from '../../lib/safely'
import { toSelected } from '../../lib/selected-asset'

/** From the wish to delete to its confirmation: at most one question stands at any moment. */
export type Asking =
  | { readonly step: 'idle' }
  | { readonly step: 'planning' }
  | { readonly step: 'asking'; readonly question: DeletionQuestion; readonly isConfirming: boolean }
  | { readonly step: 'failed'; readonly at: 'plan' | 'confirmation'; readonly failure: AppFailure }

export interface DeleteState {
  readonly asking: Asking
  /** Copies that are put back once the files of the question are gone; 0 in an ordinary deletion. */
  readonly restoring: number
  /** The latest job, running or ended, as main tells it. */
  readonly job: JobView | null
  /** Why the last wish about a job (stop, dismiss) was not done. */
  readonly jobFailure: AppFailure | null
}

export const initialDeleteState: DeleteState = {
  asking: { step: 'idle' },
  restoring: 0,
  job: null,
  jobFailure: null,
}

export function endPlanning(state: DeleteState, result: Result<DeletionQuestion>): DeleteState {
  const asking: Asking = result.ok
    ? { step: 'asking', question: result.value, isConfirming: false }
    : { step: 'failed', at: 'plan', failure: result.failure }
  return { ...state, asking }
}

export function beginConfirming(state: DeleteState): DeleteState {
  return state.asking.step === 'asking'
    ? { ...state, asking: { ...state.asking, isConfirming: true } }
    : state
}

/** The answer to a confirmation may come after the first news of its job, which are newer. */
export function endConfirming(state: DeleteState, result: Result<JobView>): DeleteState {
  if (!result.ok) return { ...state, asking: { step: 'failed', at: 'confirmation', failure: result.failure } }
  const job = state.job?.id === result.value.id ? state.job : result.value
  return { ...state, asking: { step: 'idle' }, job, jobFailure: null }
}

export function isRunning(job: JobView | null): boolean {
  return job !== null && job.phase !== 'done' && job.phase !== 'interrupted'
}

export interface DeleteStore extends StoreApi<DeleteState> {
  readonly ask: (assets: readonly Asset[]) => Promise<void>
  /** Asks about the files that are in the way of copies which are to be put back. */
  readonly askToReplace: (copyIds: readonly string[]) => Promise<void>
  /** Asks a question that was made elsewhere: about files that are in the way of an upload. */
  readonly askAbout: (question: DeletionQuestion) => void
  readonly cancel: () => Promise<void>
  readonly confirm: () => Promise<void>
  /** The same question with or without copies: main freezes it anew. */
  readonly chooseCopies: (keepCopies: boolean) => Promise<void>
  readonly dropFailure: () => void
  readonly stop: () => Promise<void>
  readonly continueJob: () => Promise<void>
  readonly dismiss: () => Promise<void>
  readonly takeJob: (job: JobView | null) => void
  readonly reset: () => void
}

export function createDeleteStore(api: RefshelfApi): DeleteStore {
  const store = createStore<DeleteState>(() => initialDeleteState)
  const idle = () => store.setState({ asking: { step: 'idle' } })
  /** A plan that is answered after the connection was left, or after another wish, belongs to nobody. */
  let round = 0

  async function plan(restoring: number, call: () => Promise<Result<DeletionQuestion>>): Promise<void> {
    const { asking } = store.getState()
    if (asking.step === 'planning' || asking.step === 'asking') return
    round += 1
    const mine = round
    store.setState({ asking: { step: 'planning' }, restoring })
    const result = await safely(call())
    if (mine === round) store.setState((state) => endPlanning(state, result))
    else if (result.ok) await safely(api.discardPlan({ planId: result.value.planId }))
  }

  async function cancel(): Promise<void> {
    const { asking } = store.getState()
    if (asking.step !== 'asking' || asking.isConfirming) return
    idle()
    await safely(api.discardPlan({ planId: asking.question.planId }))
  }

  const copies = createCopiesChoice({ api, store }, () => round)

  async function confirm(): Promise<void> {
    const mine = round
    // Pressed right after a choice: what is confirmed is what was chosen, or nothing where it could not be.
    const choosing = copies.settling()
    if (choosing !== null) await choosing
    const { asking } = store.getState()
    if (mine !== round || asking.step !== 'asking' || asking.isConfirming) return
    store.setState(beginConfirming)
    const result = await safely(api.confirmDeletion({ planId: asking.question.planId }))
    store.setState((state) => endConfirming(state, result))
  }

  return {
    ...store,
    ...createJobWishes(api, store),
    ask: async (assets) => {
      if (assets.length > 0) await plan(0, () => api.planDeletion({ assets: assets.map(toSelected) }))
    },
    askToReplace: (copyIds) => plan(copyIds.length, () => api.planReplacement({ copyIds })),
    askAbout: (question) => {
      if (askAbout({ api, store }, question)) round += 1
    },
    cancel,
    confirm,
    chooseCopies: copies.choose,
    dropFailure: idle,
    takeJob: (job) => store.setState({ job }),
    reset: () => {
      round += 1
      idle()
    },
  }
}

interface Parts {
  readonly api: RefshelfApi
  readonly store: StoreApi<DeleteState>
}

/** The same question with or without copies. `roundNow`: what is answered after it changed belongs to nobody. */
function createCopiesChoice({ api, store }: Parts, roundNow: () => number) {
  /** Settles when what was chosen last is frozen. */
  let choosing: Promise<void> | null = null

  async function freeze(planId: string, keepCopies: boolean): Promise<void> {
    const mine = roundNow()
    const result = await safely(api.chooseCopies({ planId, keepCopies }))
    if (mine === roundNow() && store.getState().asking.step === 'asking') {
      store.setState((state) => endPlanning(state, result))
    } else if (result.ok) await safely(api.discardPlan({ planId: result.value.planId }))
  }

  return {
    /** Null where nothing is being frozen: then nothing may come between. */
    settling: (): Promise<void> | null => choosing,
    choose: async (keepCopies: boolean): Promise<void> => {
      const { asking } = store.getState()
      if (asking.step !== 'asking' || asking.isConfirming || choosing !== null) return
      choosing = freeze(asking.question.planId, keepCopies)
      await choosing
      choosing = null
    },
  }
}

/** Shows a question that was made elsewhere, at once: no dialog stands between it and what led to it. One that stands already keeps its place. */
function askAbout({ api, store }: Parts, question: DeletionQuestion): boolean {
  const { asking } = store.getState()
  const isFree = asking.step !== 'planning' && asking.step !== 'asking'
  if (isFree) store.setState((state) => ({ ...endPlanning(state, succeed(question)), restoring: 0 }))
  else void safely(api.discardPlan({ planId: question.planId }))
  return isFree
}

/** What the user may wish of a job; each is about the job that stands there when it is wished. */
function createJobWishes(
  api: RefshelfApi,
  store: StoreApi<DeleteState>,
): Pick<DeleteStore, 'stop' | 'continueJob' | 'dismiss'> {
  async function aboutJob(call: (jobId: string) => Promise<Result<unknown>>): Promise<boolean> {
    const { job } = store.getState()
    if (job === null) return false
    const result = await safely(call(job.id))
    store.setState({ jobFailure: result.ok ? null : result.failure })
    return result.ok
  }

  async function dismiss(): Promise<void> {
    const { job: dismissed } = store.getState()
    const isDone = await aboutJob((jobId) => api.dismissJob({ jobId }))
    if (isDone && store.getState().job?.id === dismissed?.id) store.setState({ job: null })
  }

  return {
    dismiss,
    stop: async () => {
      await aboutJob((jobId) => api.stopJob({ jobId }))
    },
    continueJob: async () => {
      await aboutJob((jobId) => api.continueJob({ jobId }))
    },
  }
}
