import type { OpenConnection } from '../core/connections/open-connection'
import { workAccountOf } from '../core/connections/open-connection'
import type { NewTransferFile, QueuedBatch, QueuedFile, TransferRun } from '../core/transfers/ports'
import type { TransferState } from '../shared/transfers'

/** A run as the queue would start it, with its files in memory. Records reported states, intents and requeued files. */
export class ScriptedRun implements TransferRun {
  readonly batch: QueuedBatch
  readonly files: readonly QueuedFile[]
  readonly reported: { readonly fileId: string; readonly state: TransferState }[] = []
  readonly intents = new Map<string, string>()
  readonly requeued: string[] = []
  readonly stopController = new AbortController()
  /** Makes `recordIntent` reject. */
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

  readonly countWaiting = (): number => this.waiting.length

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

  /** The last state of each file, or `back` if it was requeued. */
  outcomes(): readonly string[] {
    return this.files.map(({ id }) => {
      if (this.requeued.includes(id)) return 'back'
      const last = this.reported.filter(({ fileId }) => fileId === id).at(-1)?.state
      return last?.state === 'failed' ? `failed: ${last.problem}` : (last?.state ?? 'waiting')
    })
  }
}
