import type { OpenConnection } from '../core/connections/open-connection'
import { workAccountOf } from '../core/connections/open-connection'
import type { NewTransferFile, QueuedBatch, QueuedFile, TransferRun } from '../core/transfers/ports'
import type { TransferState } from '../shared/transfers'

/** One run over files in memory, as the queue would make it: what was told, written down and put back can be looked at. */
export class ScriptedRun implements TransferRun {
  readonly batch: QueuedBatch
  readonly files: readonly QueuedFile[]
  readonly reported: { readonly fileId: string; readonly state: TransferState }[] = []
  readonly intents = new Map<string, string>()
  readonly requeued: string[] = []
  readonly stopController = new AbortController()
  /** Fails what is to be written down. */
  intentFault: Error | null = null
  private readonly waiting: QueuedFile[]

  constructor(
    readonly open: OpenConnection,
    batch: Pick<QueuedBatch, 'kind' | 'target' | 'context' | 'folder'>,
    files: readonly (Omit<NewTransferFile, 'state'> & Partial<Pick<QueuedFile, 'intent'>>)[],
  ) {
    this.batch = { ...workAccountOf(open), ...batch, id: 'batch', serverKey: open.serverKey, beganAt: 0 }
    this.files = files.map((file, n) => ({ intent: null, ...file, id: `file-${String(n)}` }))
    this.waiting = [...this.files]
  }

  get stopSignal(): AbortSignal {
    return this.stopController.signal
  }

  readonly takeFile = (): QueuedFile | null =>
    this.stopSignal.aborted ? null : (this.waiting.shift() ?? null)

  readonly reportState = (fileId: string, state: TransferState): Promise<void> => {
    this.reported.push({ fileId, state })
    return Promise.resolve()
  }

  readonly recordIntent = (fileId: string, intent: string): Promise<void> => {
    if (this.intentFault !== null) return Promise.reject(this.intentFault)
    this.intents.set(fileId, intent)
    return Promise.resolve()
  }

  readonly requeue = (fileId: string): void => {
    this.requeued.push(fileId)
  }

  /** How each file stands in the end: its last state, or `back`. */
  outcomes(): readonly string[] {
    return this.files.map(({ id }) => {
      if (this.requeued.includes(id)) return 'back'
      const last = this.reported.filter(({ fileId }) => fileId === id).at(-1)?.state
      return last?.state === 'failed' ? `failed: ${last.problem}` : (last?.state ?? 'waiting')
    })
  }
}
