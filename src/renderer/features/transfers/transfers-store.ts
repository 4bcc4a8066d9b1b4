import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DeletionQuestion } from '../../../shared/deletion'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { Result } from '../../../shared/result'
import type {
  ConflictChoice,
  GrantRefusal,
  SourceRenewal,
  TransferBatch,
  TransfersNews,
} from '../../../shared/transfers'
import { safely } from '../../lib/safely'

export interface TransfersState {
  /** Newest first. */
  readonly batches: readonly TransferBatch[]
  /** False where a restart would forget what is under way. */
  readonly isKept: boolean
  /** False where nothing can be moved until a new list begins. */
  readonly isReadable: boolean
  /** Id of the batch that ended last while the window looked on: told once. */
  readonly ended: string | null
  /** Files that are being decided about. */
  readonly resolving: ReadonlySet<string>
  /** Why the last wish was not done. */
  readonly failure: AppFailure | null
  /** Why the file that was given anew cannot be uploaded. */
  readonly refused: GrantRefusal | null
}

export interface TransfersStore extends StoreApi<TransfersState> {
  readonly start: () => Promise<void>
  readonly takeNews: (news: TransfersNews) => void
  /** Null: all of them. */
  readonly pause: (batchId: string | null) => Promise<void>
  readonly resume: (batchId: string | null) => Promise<void>
  readonly clear: (batchId: string | null) => Promise<void>
  /** Begins a new list in the place of one that cannot be read. */
  readonly restart: () => Promise<void>
  readonly stop: (batchId: string) => Promise<void>
  /** Null: all that failed. */
  readonly retry: (batchId: string, fileIds: readonly string[] | null) => Promise<void>
  /** Gives the file of an upload anew that changed or vanished. */
  readonly renew: (batchId: string, fileId: string, from: SourceRenewal) => Promise<void>
  readonly resolve: (batchId: string, fileId: string, choice: ConflictChoice) => Promise<void>
}

function isUnderWay({ phase }: TransferBatch): boolean {
  return phase !== 'done'
}

export function takeTransfers(state: TransfersState, news: TransfersNews): TransfersState {
  const before = new Set(state.batches.filter(isUnderWay).map(({ id }) => id))
  const ended = news.batches.find((batch) => !isUnderWay(batch) && before.has(batch.id))?.id ?? state.ended
  const told = news.batches.find(({ id }) => id === ended)
  // What goes on again, or was cleared, has not ended.
  const isTold = told !== undefined && !isUnderWay(told)
  const { batches, isKept, isReadable } = news
  return { ...state, batches, isKept, isReadable, ended: isTold ? told.id : null }
}

/** All that comes and goes, as main tells it. `onQuestion`: what is replaced is deleted first. */
export function createTransfersStore(
  api: RefshelfApi,
  onQuestion: (question: DeletionQuestion) => void,
): TransfersStore {
  const store = createStore<TransfersState>(() => ({
    ...{ batches: [], isKept: true, isReadable: true },
    ...{ ended: null, resolving: new Set<string>(), failure: null, refused: null },
  }))
  let hasNews = false

  async function wish<Value>(call: Promise<Result<Value>>): Promise<Value | null> {
    const result = await safely(call)
    store.setState({ failure: result.ok ? null : result.failure, refused: null })
    return result.ok ? result.value : null
  }

  /** A second press would ask a second question about the same file. */
  async function once(fileId: string, decide: () => Promise<void>): Promise<void> {
    const { resolving } = store.getState()
    if (resolving.has(fileId)) return
    store.setState({ resolving: new Set([...resolving, fileId]) })
    await decide()
    store.setState((state) => ({
      resolving: new Set([...state.resolving].filter((other) => other !== fileId)),
    }))
  }

  function takeNews(news: TransfersNews): void {
    hasNews = true
    store.setState((state) => takeTransfers(state, news))
  }

  return {
    ...store,
    start: async () => {
      const result = await safely(api.readTransfers())
      // What was told meanwhile is newer.
      if (result.ok && !hasNews) takeNews(result.value)
    },
    takeNews,
    pause: (batchId) => wish(api.pauseTransfers({ batchId })).then(() => undefined),
    resume: (batchId) => wish(api.resumeTransfers({ batchId })).then(() => undefined),
    clear: (batchId) => wish(api.clearTransfers({ batchId })).then(() => undefined),
    restart: () => wish(api.restartTransfers()).then(() => undefined),
    stop: (batchId) => wish(api.stopTransfer({ batchId })).then(() => undefined),
    retry: (batchId, fileIds) => wish(api.retryTransfers({ batchId, fileIds })).then(() => undefined),
    renew: (batchId, fileId, from) =>
      once(fileId, async () => {
        const answer = await wish(api.renewUpload({ batchId, fileId, from }))
        if (answer !== null) store.setState({ refused: answer.refused })
      }),
    resolve: (batchId, id, choice) =>
      once(id, async () => {
        const answer = await wish(api.resolveTransfers({ batchId, choices: [{ id, choice }] }))
        const question = answer?.question ?? null
        if (question !== null) onQuestion(question)
      }),
  }
}
