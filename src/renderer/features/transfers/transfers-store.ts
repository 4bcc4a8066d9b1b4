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
  /** False if the list could not be saved and a restart would forget it. */
  readonly isPersisted: boolean
  /** False if the list is damaged; no transfer is possible until a new list is started. */
  readonly isReadable: boolean
  /** Id of the last batch that ended while the window was open; announced once. */
  readonly ended: string | null
  /** Ids of files whose choice is being sent. */
  readonly resolving: ReadonlySet<string>
  /** Why the last action failed. */
  readonly failure: AppFailure | null
  /** Why the newly chosen file cannot be uploaded. */
  readonly refused: GrantRefusal | null
}

export interface TransfersStore extends StoreApi<TransfersState> {
  readonly loadTransfers: () => Promise<void>
  readonly applySnapshot: (snapshot: TransfersSnapshot) => void
  /** Null for all batches. */
  readonly pause: (batchId: string | null) => Promise<void>
  readonly resume: (batchId: string | null) => Promise<void>
  readonly clear: (batchId: string | null) => Promise<void>
  /** Starts a new list to replace one that cannot be read. */
  readonly restart: () => Promise<void>
  readonly stop: (batchId: string) => Promise<void>
  /** Null for all failed files. */
  readonly retry: (batchId: string, fileIds: readonly string[] | null) => Promise<void>
  /** Provides the source of an upload again after it changed or vanished. */
  readonly renew: (batchId: string, fileId: string, from: SourceRenewal) => Promise<void>
  readonly resolve: (batchId: string, fileId: string, choice: ConflictChoice) => Promise<void>
}

function isUnfinished({ phase }: TransferBatch): boolean {
  return phase !== 'done'
}

export function applyTransfersSnapshot(state: TransfersState, snapshot: TransfersSnapshot): TransfersState {
  const unfinishedBefore = new Set(state.batches.filter(isUnfinished).map(({ id }) => id))
  const ended =
    snapshot.batches.find((batch) => !isUnfinished(batch) && unfinishedBefore.has(batch.id))?.id ??
    state.ended
  const endedBatch = snapshot.batches.find(({ id }) => id === ended)
  // A batch that was resumed or cleared is no longer reported as ended.
  const isReported = endedBatch !== undefined && !isUnfinished(endedBatch)
  const { batches, isPersisted, isReadable } = snapshot
  return { ...state, batches, isPersisted, isReadable, ended: isReported ? endedBatch.id : null }
}

/** The transfers as reported by main. `onQuestion` shows the deletion of files that are replaced. */
export function createTransfersStore(
  api: RefshelfApi,
  onQuestion: (question: DeletionQuestion) => void,
): TransfersStore {
  const store = createStore<TransfersState>(() => ({
    batches: [],
    isPersisted: true,
    isReadable: true,
    ended: null,
    resolving: new Set<string>(),
    failure: null,
    refused: null,
  }))
  let hasSnapshot = false

  async function request<Value>(call: Promise<Result<Value>>): Promise<Value | null> {
    const result = await callMain(call)
    store.setState({ failure: result.ok ? null : result.failure, refused: null })
    return result.ok ? result.value : null
  }

  /** Runs an action unless one for the same file is pending: a second press must not open a second dialog. */
  async function runOnce(fileId: string, action: () => Promise<void>): Promise<void> {
    const { resolving } = store.getState()
    if (resolving.has(fileId)) return
    store.setState({ resolving: new Set([...resolving, fileId]) })
    await action()
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
      // A snapshot that was pushed in between is newer.
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
      runOnce(fileId, async () => {
        const response = await request(api.renewUpload({ batchId, fileId, from }))
        if (response !== null) store.setState({ refused: response.refused })
      }),
    resolve: (batchId, id, choice) =>
      runOnce(id, async () => {
        const response = await request(api.resolveTransfers({ batchId, choices: [{ id, choice }] }))
        const question = response?.question ?? null
        if (question !== null) onQuestion(question)
      }),
  }
}
