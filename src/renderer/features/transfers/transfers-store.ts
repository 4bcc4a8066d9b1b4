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
  TransfersSnapshot,
} from '../../../shared/transfers'
import { callMain } from '../../lib/call-main'

export interface TransfersState {
  /** Newest first. */
  readonly batches: readonly TransferBatch[]
  /** False where a restart would forget what is under way. */
  readonly isPersisted: boolean
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
  readonly loadTransfers: () => Promise<void>
  readonly applySnapshot: (snapshot: TransfersSnapshot) => void
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

export function applyTransfersSnapshot(state: TransfersState, snapshot: TransfersSnapshot): TransfersState {
  const before = new Set(state.batches.filter(isUnderWay).map(({ id }) => id))
  const ended =
    snapshot.batches.find((batch) => !isUnderWay(batch) && before.has(batch.id))?.id ?? state.ended
  const endedBatch = snapshot.batches.find(({ id }) => id === ended)
  // What goes on again, or was cleared, has not ended.
  const isReported = endedBatch !== undefined && !isUnderWay(endedBatch)
  const { batches, isPersisted, isReadable } = snapshot
  return { ...state, batches, isPersisted, isReadable, ended: isReported ? endedBatch.id : null }
}

/** All that comes and goes, as main tells it. `onQuestion`: what is replaced is deleted first. */
export function createTransfersStore(
  api: RefshelfApi,
  onQuestion: (question: DeletionQuestion) => void,
): TransfersStore {
  const store = createStore<TransfersState>(() => ({
    ...{ batches: [], isPersisted: true, isReadable: true },
    ...{ ended: null, resolving: new Set<string>(), failure: null, refused: null },
  }))
  let hasSnapshot = false

  async function request<Value>(call: Promise<Result<Value>>): Promise<Value | null> {
    const result = await callMain(call)
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

  function applySnapshot(snapshot: TransfersSnapshot): void {
    hasSnapshot = true
    store.setState((state) => applyTransfersSnapshot(state, snapshot))
  }

  return {
    ...store,
    loadTransfers: async () => {
      const result = await callMain(api.readTransfers())
      // What was told meanwhile is newer.
      if (result.ok && !hasSnapshot) applySnapshot(result.value)
    },
    applySnapshot,
    pause: (batchId) => request(api.pauseTransfers({ batchId })).then(() => undefined),
    resume: (batchId) => request(api.resumeTransfers({ batchId })).then(() => undefined),
    clear: (batchId) => request(api.clearTransfers({ batchId })).then(() => undefined),
    restart: () => request(api.restartTransfers()).then(() => undefined),
    stop: (batchId) => request(api.stopTransfer({ batchId })).then(() => undefined),
    retry: (batchId, fileIds) => request(api.retryTransfers({ batchId, fileIds })).then(() => undefined),
    renew: (batchId, fileId, from) =>
      once(fileId, async () => {
        const answer = await request(api.renewUpload({ batchId, fileId, from }))
        if (answer !== null) store.setState({ refused: answer.refused })
      }),
    resolve: (batchId, id, choice) =>
      once(id, async () => {
        const answer = await request(api.resolveTransfers({ batchId, choices: [{ id, choice }] }))
        const question = answer?.question ?? null
        if (question !== null) onQuestion(question)
      }),
  }
}
