import { succeed, type Result } from '../../shared/result'
import type { TransfersSnapshot } from '../../shared/transfers'
import type { OpenConnection } from '../connections/open-connection'
import { applyEntry, replacementCutShort, type BatchRecords } from './apply-entry'
import { canRenewSource, type BatchRecord } from './batch-record'
import { cleanUp } from './clean-up'
import { selectPrunable, withReducedFiles } from './prune-finished'
import type { LocalFile, NewTransferBatch, ConflictResolution, TransferQueue } from './ports'
import { Schedule } from './schedule'
import { toBatchHeader, toFileRow, toPersistedResolution } from './serialize-batch'
import { toBatchEntries, toChangeEntries, toResolutionEntries, type TransferEntry } from './transfer-entry'
import { resetTransferLog, openTransferLog, TransferLog, type LoadedTransfers } from './transfer-log'
import type { TransfersPorts } from './transfers-ports'
import { mayBeUploaded, notVerified } from './verification'

/**
 * The queue of all transfers: what is to be done, what of it is done, and what a restart must know. When what runs is the
 * schedule's to say, how it is done the runners'.
 */
export class Transfers implements TransferQueue {
  private records: BatchRecords = new Map()
  private log = new TransferLog(null)
  private loading: Promise<void> | null = null
  private resetting: Promise<Result<undefined>> | null = null
  private cleanUpDone: Promise<void> = Promise.resolve()
  private readonly schedule: Schedule
  private endedCount = 0
  private isLoaded = false
  private isClosing = false

  constructor(private readonly ports: TransfersPorts) {
    this.schedule = new Schedule(ports, {
      ...{ records: () => this.records.values(), canStart: () => this.log.isWritable() },
      commit: (record, entries) => this.commit(record, entries),
      commitDurably: async (record, entry) => {
        await this.log.appendDurably(entry)
        applyEntry(this.records, entry, ports.clock)
        this.notifyChange(record)
      },
      ...{
        notifyChange: (record) => this.notifyChange(record),
        finishStopped: (record, n) => this.finishStopped(record, n),
      },
    })
  }

  /**
   * What an earlier run left, before anything is shown. It is paused until the user says go on; what that run left half
   * done is taken away meanwhile. Never rejects: where the log cannot be read, `news` says so.
   */
  loadQueue(): Promise<void> {
    this.loading ??= this.loadLog()
    return this.loading
  }

  snapshot(): TransfersSnapshot {
    const batches = [...this.records.values()].reverse().map((record) => this.schedule.toView(record))
    return {
      batches: withReducedFiles(batches),
      isPersisted: !this.isLoaded || this.log.isPersisted(),
      isReadable: !this.isLoaded || this.log.isWritable(),
    }
  }

  isRunning(): boolean {
    return this.schedule.isRunning()
  }

  isRunningOn(account: string): boolean {
    return this.schedule.isRunningOn(account)
  }

  async addBatch(
    batch: NewTransferBatch,
  ): Promise<{ readonly batchId: string; readonly fileIds: readonly string[] }> {
    await this.loadQueue()
    if (this.isClosing) throw new Error('the queue is closed')
    const batchId = this.ports.random.id()
    const entries = toBatchEntries(
      batchId,
      toBatchHeader(batch, this.ports.clock.now()),
      batch.files.map(toFileRow),
    )
    await this.log.appendDurably(...entries)
    for (const entry of entries) applyEntry(this.records, entry, this.ports.clock)
    const record = this.records.get(batchId)
    if (record === undefined) throw new Error('not added')
    this.notifyChange(record)
    this.schedule.startPending()
    return { batchId, fileIds: record.all().map(({ file }) => file.id) }
  }

  async resolveConflicts(
    batchId: string,
    resolutions: ReadonlyMap<string, ConflictResolution>,
  ): Promise<void> {
    const record = this.records.get(batchId)
    if (record === undefined) return
    const files = [...resolutions].flatMap(([fileId, resolution]) =>
      toPersistedResolution(record, fileId, resolution),
    )
    const written = this.commit(record, toResolutionEntries(batchId, files))
    this.schedule.startPending()
    await written
  }

  findBatch(batchId: string): ReturnType<TransferQueue['findBatch']> {
    const record = this.records.get(batchId)
    return record === undefined ? null : { batch: record.batch, files: [...record.all()] }
  }

  /** Null: all of them. What is under way is ended and waits again. */
  pauseBatches(batchId: string | null): void {
    for (const record of this.selectBatches(batchId)) {
      if (record.isEnded()) continue
      record.isPaused = true
      void this.schedule.stopRuns((run) => run.record === record)
      this.notifyChange(record)
    }
  }

  resumeBatches(batchId: string | null): void {
    if (!this.log.isWritable()) return
    for (const record of this.selectBatches(batchId)) {
      record.isPaused = false
      this.notifyChange(record)
    }
    this.schedule.startPending()
  }

  /** Skips what has not begun, also what waits for a decision; what is under way is ended, and skipped where it can be. */
  async stopBatch(batchId: string): Promise<void> {
    const record = this.records.get(batchId)
    if (record === undefined) return
    record.isStopping = this.schedule.findRun(record) !== null
    const unverified = record.pendingIndexes().filter((n) => mayBeUploaded(record, n))
    const written = this.commit(record, [
      { t: 'stopped', batchId },
      ...toChangeEntries(batchId, unverified, { t: 'state', outcome: notVerified }),
    ])
    for (const n of unverified) this.reportUnverified(record, n)
    await this.schedule.stopRuns((run) => run.record === record)
    await written
  }

  /** Files that failed wait again; null: all of them. */
  async retryFiles(batchId: string, fileIds: readonly string[] | null): Promise<void> {
    const record = this.records.get(batchId)
    if (record === undefined) return
    const chosen = fileIds === null ? null : new Set(fileIds.map((id) => record.indexOfFile(id)))
    const failed = record.indexesInState('failed').filter((n) => chosen === null || chosen.has(n))
    const written = this.commit(record, toChangeEntries(batchId, failed, { t: 'again' }))
    this.schedule.startPending()
    await written
  }

  /** The user gives the file of an upload anew, which had changed or vanished: it waits again. False for any other file. */
  async renewSource(batchId: string, fileId: string, file: LocalFile): Promise<boolean> {
    const record = this.records.get(batchId)
    const n = record?.indexOfFile(fileId) ?? null
    if (record === undefined || n === null || !canRenewSource(record, n)) return false
    const written = this.commit(record, [{ t: 'source', batchId, n, file }])
    this.schedule.startPending()
    await written
    return true
  }

  /** Takes batches that have ended off the list; null: all of them. */
  async clearEnded(batchId: string | null): Promise<void> {
    await this.removeBatches(this.endedBatches(batchId))
  }

  /**
   * Puts a list that cannot be continued aside, as it is, and begins an empty one: what was done behind the damage nobody
   * knows, so nothing of the old one goes on. Failure: `storage-failed`.
   */
  resetQueue(): Promise<Result<undefined>> {
    this.resetting ??= this.startNewLog().finally(() => (this.resetting = null))
    return this.resetting
  }

  /** Another connection is open, or none: its batches go on, those of the last one when it is open again. */
  connectionChanged(): void {
    this.schedule.connectionChanged()
    this.ports.onChange()
  }

  /** The server of the open connection is away, or there again. */
  connectivityChanged(): void {
    this.schedule.connectivityChanged()
    this.ports.onChange()
  }

  /** The user signs out of this connection. Settles when nothing runs on it any more. */
  signedOut(open: OpenConnection): Promise<void> {
    return this.schedule.leaveConnection(open)
  }

  /** The computer is about to sleep: what is under way is ended, and goes on after `wake`. */
  suspend(): Promise<void> {
    return this.schedule.suspend()
  }

  wake(): void {
    this.schedule.wake()
  }

  /** The app quits: nothing begins any more. Settles when nothing runs, and all that happened is on the disk where it takes it. */
  async finishNow(): Promise<void> {
    this.isClosing = true
    await this.schedule.close()
    await this.cleanUpDone
    await this.log.whenSettled()
  }

  private async loadLog(): Promise<void> {
    const { files, clock } = this.ports
    // A log that cannot be read is not written either: `isKept` says so.
    const opened = await openTransferLog(files, clock).catch(() => null)
    this.isLoaded = true
    if (opened !== null) this.useLog(opened)
    this.ports.onChange()
  }

  private async startNewLog(): Promise<Result<undefined>> {
    await this.loadQueue()
    if (this.log.isWritable()) return succeed(undefined)
    const started = await resetTransferLog(this.ports.files, this.ports.clock)
    if (!started.ok) return started
    this.useLog(started.value)
    this.ports.onChange()
    return succeed(undefined)
  }

  private useLog({ records, log }: LoadedTransfers): void {
    this.records = records
    this.log = log
    log.onPersistedChange = () => this.ports.onChange()
    for (const record of records.values()) {
      record.isCleaningUp = true
      // What ended in an earlier run, or by its death, is no news.
      record.isEndReported = true
      this.failClearing(record)
      record.isEndReported = record.isEnded()
      record.isPaused = !record.isEnded()
      record.speed.reset()
    }
    if (!log.isWritable()) return
    this.cleanUpDone = cleanUp([...records.values()], {
      runners: this.ports.runners,
      isClosing: () => this.isClosing,
      onStopped: (record, n) => this.finishStopped(record, n),
      onBatchClean: () => this.schedule.startPending(),
    }).then(() => this.removeBatches(selectPrunable(this.endedBatches(null))))
  }

  /** Nobody remembers the deletions that were to clear places: what waited for one is not sent unless the user asks again. */
  private failClearing(record: BatchRecord): void {
    const files = record.indexesInState('clearing')
    if (files.length === 0) return
    void this.commit(
      record,
      toChangeEntries(record.batch.id, files, { t: 'state', outcome: replacementCutShort }),
    )
  }

  /** The user has stopped it, and no runner tells how it ended. Written down, so that the next start has nothing to settle. */
  private async finishStopped(record: BatchRecord, n: number): Promise<void> {
    const isUnverified = mayBeUploaded(record, n)
    const outcome = isUnverified ? notVerified : ({ state: 'skipped' } as const)
    const written = this.commit(record, toChangeEntries(record.batch.id, [n], { t: 'state', outcome }))
    if (isUnverified) this.reportUnverified(record, n)
    await written
  }

  private reportUnverified(record: BatchRecord, n: number): void {
    const file = record.fileAt(n)
    if (file !== null) this.ports.onUploadEnded(record.batch, file, { outcome: notVerified, sha256: null })
  }

  private selectBatches(batchId: string | null): BatchRecord[] {
    return [...this.records.values()].filter(({ batch }) => batchId === null || batch.id === batchId)
  }

  private endedBatches(batchId: string | null): readonly BatchRecord[] {
    return this.selectBatches(batchId).filter((record) => this.schedule.phaseOf(record) === 'done')
  }

  private async removeBatches(ended: readonly BatchRecord[]): Promise<void> {
    if (ended.length === 0) return
    for (const { batch } of ended) this.records.delete(batch.id)
    this.ports.onChange()
    await this.log.appendOrBuffer(
      ...ended.map(({ batch }): TransferEntry => ({ t: 'cleared', batchId: batch.id })),
    )
  }

  /** Done at once, then written down; the answer comes when it is, or when the disk has refused it. */
  private async commit(record: BatchRecord, entries: readonly TransferEntry[]): Promise<void> {
    for (const entry of entries) applyEntry(this.records, entry, this.ports.clock)
    this.notifyChange(record)
    await this.log.appendOrBuffer(...entries)
  }

  private notifyChange(record: BatchRecord): void {
    const isEnded = this.schedule.phaseOf(record) === 'done'
    if (isEnded && !record.isEndReported) {
      record.isEndReported = true
      record.isPaused = false
      record.endedSequence = this.endedCount += 1
      this.ports.onBatchEnded(this.schedule.toView(record))
      void this.removeBatches(selectPrunable(this.endedBatches(null)))
    }
    if (!record.isEnded()) record.isEndReported = false
    this.ports.onChange()
  }
}
