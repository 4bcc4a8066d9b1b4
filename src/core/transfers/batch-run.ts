import type { TransferState } from '../../shared/transfers'
import type { OpenConnection } from '../connections/open-connection'
import { toPersistedOutcome } from './apply-entry'
import { isEndState, type BatchRecord } from './batch-record'
import type { QueuedBatch, QueuedFile, TransferRun } from './ports'
import { toChangeEntries, toStoredAsset, type PersistedOutcome, type TransferEntry } from './transfer-entry'

/** What a run calls when the state of its batch changes. */
export interface RunCallbacks {
  /** Applies the entries to the batch at once, then logs them. Never rejects. */
  readonly commit: (record: BatchRecord, entries: readonly TransferEntry[]) => Promise<void>
  /** Logs the entry, then applies it. Rejects if the disk fails. */
  readonly commitDurably: (record: BatchRecord, entry: TransferEntry) => Promise<void>
  readonly notifyChange: (record: BatchRecord) => void
  /** Settles a file that the user stopped and whose outcome the runner does not know. Never rejects. */
  readonly finishStopped: (record: BatchRecord, n: number) => Promise<void>
  /** False if nothing more may be sent over this connection. */
  readonly canTake: (record: BatchRecord, open: OpenConnection) => boolean
}

/**
 * One run over a batch, as its runner sees it. It ignores reports about files that the runner did not take in this run or has
 * already ended, so that late reports cannot disturb a later run.
 */
export class BatchRun implements TransferRun {
  readonly batch: QueuedBatch
  readonly stopSignal: AbortSignal
  /** Whether any file ended in this run. */
  hasEndedFiles = false
  private readonly stopController = new AbortController()
  private readonly takenFiles = new Map<string, number>()
  private isFinished = false

  constructor(
    readonly record: BatchRecord,
    readonly open: OpenConnection,
    private readonly callbacks: RunCallbacks,
  ) {
    this.batch = record.batch
    this.stopSignal = this.stopController.signal
  }

  readonly takeFile = (): QueuedFile | null => {
    if (this.isFinished || this.stopSignal.aborted || !this.callbacks.canTake(this.record, this.open))
      return null
    const next = this.record.takeNext()
    if (next === null) return null
    this.takenFiles.set(next.file.id, next.n)
    return next.file
  }

  readonly countWaiting = (): number => this.record.counts.waiting

  readonly reportState = async (fileId: string, state: TransferState): Promise<void> => {
    const n = this.takenFiles.get(fileId)
    if (n === undefined) return
    if (!isEndState(state.state)) {
      if (state.state === 'waiting' || state.state === 'clearing') this.requeue(fileId)
      else this.setState(n, state)
      return
    }
    this.takenFiles.delete(fileId)
    this.hasEndedFiles = true
    await this.endFiles([n], this.toFinalOutcome(state))
  }

  readonly recordIntent = async (fileId: string, intent: string): Promise<void> => {
    const n = this.takenFiles.get(fileId)
    if (n === undefined) throw new Error('not a file of this run')
    try {
      await this.callbacks.commitDurably(this.record, { t: 'intent', batchId: this.batch.id, n, intent })
    } catch (error) {
      // The next file would fail too: pause until the user has fixed the disk.
      this.record.isPaused = true
      this.abort()
      throw error
    }
  }

  readonly requeue = (fileId: string): void => {
    const n = this.takenFiles.get(fileId)
    if (n === undefined) return
    this.takenFiles.delete(fileId)
    if (this.record.isStopping) void this.callbacks.finishStopped(this.record, n)
    else this.setState(n, { state: 'waiting' })
  }

  abort(): void {
    this.stopController.abort()
  }

  /** The runner has returned: the files that it still holds wait again. */
  finish(): void {
    for (const fileId of [...this.takenFiles.keys()]) this.requeue(fileId)
    this.isFinished = true
  }

  /** The runner rejected, which is a defect: its files and all pending ones fail, so that they are not retried endlessly. */
  failRemaining(): void {
    const remaining = [...this.takenFiles.values(), ...this.record.pendingIndexes()]
    this.takenFiles.clear()
    this.isFinished = true
    void this.endFiles(remaining, { state: 'failed', problem: 'internal' })
  }

  private setState(n: number, state: TransferState): void {
    this.record.setOutcome(n, state)
    this.callbacks.notifyChange(this.record)
  }

  private endFiles(files: readonly number[], outcome: PersistedOutcome): Promise<void> {
    return this.callbacks.commit(this.record, toChangeEntries(this.batch.id, files, { t: 'state', outcome }))
  }

  /** A stopped batch does not ask about taken names: the file is skipped. */
  private toFinalOutcome(state: TransferState): PersistedOutcome {
    if (state.state !== 'name-taken') return toPersistedOutcome(state)
    return this.record.isStopping
      ? { state: 'skipped' }
      : { state: 'name-taken', there: state.there.map(toStoredAsset) }
  }
}
