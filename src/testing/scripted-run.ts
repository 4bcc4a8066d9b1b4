import type { OpenConnection } from '../core/connections/open-connection'
import { originOf } from '../core/connections/open-connection'
import type { NewFile, QueuedBatch, QueuedFile, TransferRun } from '../core/transfers/ports'
import type { TransferState } from '../shared/transfers'

/** One run over files in memory, as the queue would make it: what was told, written down and put back can be looked at. */
export class ScriptedRun implements TransferRun {
  readonly batch: QueuedBatch
  readonly files: readonly QueuedFile[]
  readonly told: { readonly fileId: string; readonly state: TransferState }[] = []
  readonly intents = new Map<string, string>()
  readonly back: string[] = []
  readonly stopper = new AbortController()
  /** Fails what is to be written down. */
  intentFault: Error | null = null
  private readonly waiting: QueuedFile[]

  constructor(
    readonly open: OpenConnection,
    batch: Pick<QueuedBatch, 'kind' | 'target' | 'context' | 'folder'>,
    files: readonly (Omit<NewFile, 'state'> & Partial<Pick<QueuedFile, 'intent'>>)[],
  ) {
    this.batch = { ...originOf(open), ...batch, id: 'batch', serverKey: open.serverKey, beganAt: 0 }
    this.files = files.map((file, n) => ({ intent: null, ...file, id: `file-${String(n)}` }))
    this.waiting = [...this.files]
  }

  get stop(): AbortSignal {
    return this.stopper.signal
  }

  readonly take = (): QueuedFile | null => (this.stop.aborted ? null : (this.waiting.shift() ?? null))

  readonly tell = (fileId: string, state: TransferState): Promise<void> => {
    this.told.push({ fileId, state })
    return Promise.resolve()
  }

  readonly intend = (fileId: string, intent: string): Promise<void> => {
    if (this.intentFault !== null) return Promise.reject(this.intentFault)
    this.intents.set(fileId, intent)
    return Promise.resolve()
  }

  readonly putBack = (fileId: string): void => {
    this.back.push(fileId)
  }

  /** How each file stands in the end: its last state, or `back`. */
  ends(): readonly string[] {
    return this.files.map(({ id }) => {
      if (this.back.includes(id)) return 'back'
      const last = this.told.filter(({ fileId }) => fileId === id).at(-1)?.state
      return last?.state === 'failed' ? `failed: ${last.problem}` : (last?.state ?? 'waiting')
    })
  }
}
