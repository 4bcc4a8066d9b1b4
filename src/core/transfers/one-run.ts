import type { TransferState } from '../../shared/transfers'
import type { OpenConnection } from '../connections/open-connection'
import { keptOutcome } from './apply-entry'
import { endsFile, type BatchRecord } from './batch-record'
import type { QueuedBatch, QueuedFile, TransferRun } from './ports'
import { changeEntries, toSelected, type KeptOutcome, type TransferEntry } from './transfer-entry'

/** What a run changes, and who hears of it. */
export interface RunDesk {
  /** Done to the batch at once, then written down. Never rejects. */
  readonly commit: (record: BatchRecord, entries: readonly TransferEntry[]) => Promise<void>
  /** Written down, then done. Rejects where the disk does not take it. */
  readonly need: (record: BatchRecord, entry: TransferEntry) => Promise<void>
  readonly changed: (record: BatchRecord) => void
  /** The user has stopped this file, and its runner does not know how it ended. Never rejects. */
  readonly endStopped: (record: BatchRecord, n: number) => Promise<void>
  /** False where nothing more may be sent over this connection. */
  readonly mayTake: (record: BatchRecord, open: OpenConnection) => boolean
}

/**
 * One run over a batch, as its runner sees it. It believes the runner only of files that it took in this run and has not
 * ended, so that no late word of a run that is over touches what another one does.
 */
export class OneRun implements TransferRun {
  readonly batch: QueuedBatch
  readonly stop: AbortSignal
  /** Whether any file ended in it. */
  hasEndedAny = false
  private readonly stopper = new AbortController()
  private readonly taken = new Map<string, number>()
  private isOver = false

  constructor(
    readonly record: BatchRecord,
    readonly open: OpenConnection,
    private readonly desk: RunDesk,
  ) {
    this.batch = record.batch
    this.stop = this.stopper.signal
  }

  readonly take = (): QueuedFile | null => {
    if (this.isOver || this.stop.aborted || !this.desk.mayTake(this.record, this.open)) return null
    const next = this.record.take()
    if (next === null) return null
    this.taken.set(next.file.id, next.n)
    return next.file
  }

  readonly tell = async (fileId: string, state: TransferState): Promise<void> => {
    const n = this.taken.get(fileId)
    if (n === undefined) return
    if (!endsFile(state.state)) {
      if (state.state === 'waiting' || state.state === 'clearing') this.putBack(fileId)
      else this.show(n, state)
      return
    }
    this.taken.delete(fileId)
    this.hasEndedAny = true
    await this.end([n], this.toKeep(state))
  }

  readonly intend = async (fileId: string, intent: string): Promise<void> => {
    const n = this.taken.get(fileId)
    if (n === undefined) throw new Error('not a file of this run')
    try {
      await this.desk.need(this.record, { t: 'intent', batchId: this.batch.id, n, intent })
    } catch (error) {
      // The next file would fare no better: the rest waits until the user has seen to the disk.
      this.record.isPaused = true
      this.abort()
      throw error
    }
  }

  readonly putBack = (fileId: string): void => {
    const n = this.taken.get(fileId)
    if (n === undefined) return
    this.taken.delete(fileId)
    if (this.record.isStopping) void this.desk.endStopped(this.record, n)
    else this.show(n, { state: 'waiting' })
  }

  abort(): void {
    this.stopper.abort()
  }

  /** The runner has answered: what it still had in its hands waits again. */
  close(): void {
    for (const fileId of [...this.taken.keys()]) this.putBack(fileId)
    this.isOver = true
  }

  /** The runner broke, which it never should: what it had, and what it was to take, is not tried over and over. */
  closeBroken(): void {
    const left = [...this.taken.values(), ...this.record.waiting()]
    this.taken.clear()
    this.isOver = true
    void this.end(left, { state: 'failed', problem: 'internal' })
  }

  private show(n: number, state: TransferState): void {
    this.record.set(n, state)
    this.desk.changed(this.record)
  }

  private end(files: readonly number[], outcome: KeptOutcome): Promise<void> {
    return this.desk.commit(this.record, changeEntries(this.batch.id, files, { t: 'state', outcome }))
  }

  /** The user has ended the batch: nobody is asked about a name that is taken. */
  private toKeep(state: TransferState): KeptOutcome {
    if (state.state !== 'name-taken') return keptOutcome(state)
    return this.record.isStopping
      ? { state: 'skipped' }
      : { state: 'name-taken', there: state.there.map(toSelected) }
  }
}
