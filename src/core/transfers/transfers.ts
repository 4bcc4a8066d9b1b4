import type { PartSize } from '../../shared/account-data'
import type { KnownBytes } from '../../shared/recycle-bin'
import { succeed, type Result } from '../../shared/result'
import type { TransfersSnapshot } from '../../shared/transfers'
import type { OpenConnection } from '../connections/open-connection'
import { applyEntry, replacementCutShort, type BatchRecords } from './apply-entry'
import { canRenewSource, type BatchRecord } from './batch-record'
import { cleanUp } from './clean-up'
import { selectPrunable, withReducedFiles } from './prune-finished'
import type { ConflictResolution, LocalFile, NewTransferBatch, QueuedFile, TransferQueue } from './ports'
import { Schedule } from './schedule'
import { toBatchHeader, toFileRow, toPersistedResolution } from './serialize-batch'
import { toBatchEntries, toChangeEntries, toResolutionEntries, type TransferEntry } from './transfer-entry'
import {
  countLoggedBatches,
  countLogsAside,
  openTransferLog,
  resetTransferLog,
  TransferLog,
  type LoadedTransfers,
} from './transfer-log'
import type { TransfersPorts } from './transfers-ports'
import { mayBeUploaded, notVerified, toKnownUpload } from './verification'

/**
 * The persistent queue of all transfers. The schedule decides when a batch runs; runners do the work.
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
      records: () => this.records.values(),
      canStart: () => this.log.isWritable(),
      commit: (record, entries) => this.commit(record, entries),
      commitDurably: async (record, entry) => {
        await this.log.appendDurably(entry)
        applyEntry(this.records, entry, ports.clock)
        this.notifyChange(record)
      },
      notifyChange: (record) => this.notifyChange(record),
      finishStopped: (record, n) => this.finishStopped(record, n),
    })
  }

  /**
   * Loads the queue of the previous process. Its batches are paused until the user resumes them, while leftovers are cleaned up
   * (docs/rules.md#p5). Never rejects: if the log cannot be read, `snapshot` says so.
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

  /** Paths of all local files that an upload may still read; null if the queue cannot be read. */
  localSources(): ReadonlySet<string> | null {
    if (!this.isLoaded || !this.log.isWritable()) return null
    const paths = new Set<string>()
    for (const record of this.records.values())
      for (const { file, outcome } of record.all())
        if (file.source.kind === 'file' && outcome.state !== 'done') paths.add(file.source.file.path)
    return paths
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
    if (record === undefined) throw new Error('the batch was not added')
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

  /** Hashes of listed versions that this account uploaded and whose bytes were compared. */
  knownUploads(account: string): KnownBytes[] {
    return this.ofAccount(account).flatMap((record) => record.all().flatMap(toKnownUpload))
  }

  /** Batches of an account that are running, paused, or waiting, also for a decision. */
  countUnfinished(account: string): number {
    return this.ofAccount(account).filter((record) => !this.isOver(record)).length
  }

  /** Batches of an account that the log names, also cleared ones. */
  async measureAccount(account: string): Promise<PartSize> {
    await this.loadQueue()
    return { items: await countLoggedBatches(this.ports.files, account), bytes: null }
  }

  /** Logs that were put aside because they could not be read. */
  countLogsAside(): Promise<number> {
    return countLogsAside(this.ports.files)
  }

  /** Removes the batches of an account that need nothing more, with their partial downloads. Rejects if the disk fails. */
  async forgetAccount(account: string): Promise<void> {
    await this.loadQueue()
    await this.cleanUpDone
    const ended = this.ofAccount(account).filter((record) => this.isOver(record))
    for (const record of ended) for (const { file } of record.all()) await this.discardHalfDone(record, file)
    for (const { batch } of ended) this.records.delete(batch.id)
    this.ports.onChange()
    await this.log.removeAccount(account, new Set(this.ofAccount(account).map(({ batch }) => batch.id)))
  }

  /** Null pauses all batches. Files in progress are aborted and wait again. */
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

  /** Skips files that wait for their turn or for a decision. Files in progress are aborted, and skipped if possible. */
  async stopBatch(batchId: string): Promise<void> {
    const record = this.records.get(batchId)
    if (record === undefined) return
    record.isStopping = this.schedule.findRun(record) !== null
    const unverified = record.pendingIndexes().filter((n) => mayBeUploaded(record, n))
    const halfDone = record.pendingIndexes().flatMap((n) => record.fileAt(n) ?? [])
    const written = this.commit(record, [
      { t: 'stopped', batchId },
      ...toChangeEntries(batchId, unverified, { t: 'state', outcome: notVerified }),
    ])
    for (const n of unverified) this.reportUnverified(record, n)
    await this.schedule.stopRuns((run) => run.record === record)
    await Promise.all(halfDone.map((file) => this.discardHalfDone(record, file)))
    await written
  }

  /** Lets failed files wait again; null means all of them. */
  async retryFiles(batchId: string, fileIds: readonly string[] | null): Promise<void> {
    const record = this.records.get(batchId)
    if (record === undefined) return
    const chosen = fileIds === null ? null : new Set(fileIds.map((id) => record.indexOfFile(id)))
    const failed = record.indexesInState('failed').filter((n) => chosen === null || chosen.has(n))
    const written = this.commit(record, toChangeEntries(batchId, failed, { t: 'again' }))
    this.schedule.startPending()
    await written
  }

  /** Replaces the source of an upload whose file had changed or vanished, and lets it wait again. False for any other file. */
  async renewSource(batchId: string, fileId: string, file: LocalFile): Promise<boolean> {
    const record = this.records.get(batchId)
    const n = record?.indexOfFile(fileId) ?? null
    if (record === undefined || n === null || !canRenewSource(record, n)) return false
    const written = this.commit(record, [{ t: 'source', batchId, n, file }])
    this.schedule.startPending()
    await written
    return true
  }

  /** Removes finished batches from the list; null means all of them. */
  async clearEnded(batchId: string | null): Promise<void> {
    await this.removeBatches(this.endedBatches(batchId))
  }

  /**
   * Moves a log that cannot be continued aside unchanged, and starts an empty one. Nothing of the old log resumes, since what
   * happened after the damage is unknown. Failure: `storage-failed`.
   */
  resetQueue(): Promise<Result<undefined>> {
    this.resetting ??= this.startNewLog().finally(() => (this.resetting = null))
    return this.resetting
  }

  /** Called when another connection was opened, or none is open. Batches run while a connection of their account is open. */
  connectionChanged(): void {
    this.schedule.connectionChanged()
    this.ports.onChange()
  }

  /** Called when the server of the open connection became reachable or unreachable. */
  connectivityChanged(): void {
    this.schedule.connectivityChanged()
    this.ports.onChange()
  }

  /** Called when the user signs out of this connection. Resolves when its runs have ended. */
  signedOut(open: OpenConnection): Promise<void> {
    return this.schedule.leaveConnection(open)
  }

  /** Called before the computer suspends: aborts all runs, which resume after `wake`. */
  suspend(): Promise<void> {
    return this.schedule.suspend()
  }

  wake(): void {
    this.schedule.wake()
  }

  /**
   * Called when the app quits: starts no more runs. Resolves when all runs have ended and the log is written, or its write
   * has failed.
   */
  async finishNow(): Promise<void> {
    this.isClosing = true
    await this.schedule.close()
    await this.cleanUpDone
    await this.log.whenSettled()
  }

  private async loadLog(): Promise<void> {
    const { files, clock } = this.ports
    // An unreadable log is not written either; `isPersisted` is then false.
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
      // Do not report batches that ended before this start, or because of the crash.
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
      onStopped: (record, n) => this.settleStopped(record, n),
      onBatchClean: () => this.schedule.startPending(),
    }).then(() => this.removeBatches(selectPrunable(this.endedBatches(null))))
  }

  /** Fails the files whose destination a deletion was to clear before the restart, until the user retries them. */
  private failClearing(record: BatchRecord): void {
    const files = record.indexesInState('clearing')
    if (files.length === 0) return
    void this.commit(
      record,
      toChangeEntries(record.batch.id, files, { t: 'state', outcome: replacementCutShort }),
    )
  }

  /** Settles a stopped file whose outcome no runner reports, and removes what was kept of it. */
  private async finishStopped(record: BatchRecord, n: number): Promise<void> {
    const file = record.fileAt(n)
    const settled = this.settleStopped(record, n)
    if (file !== null) await this.discardHalfDone(record, file)
    await settled
  }

  /** Logged, so that the next start has nothing to settle. */
  private async settleStopped(record: BatchRecord, n: number): Promise<void> {
    const isUnverified = mayBeUploaded(record, n)
    const outcome = isUnverified ? notVerified : ({ state: 'skipped' } as const)
    const written = this.commit(record, toChangeEntries(record.batch.id, [n], { t: 'state', outcome }))
    if (isUnverified) this.reportUnverified(record, n)
    await written
  }

  /** A file that was stopped is not continued: what was kept of it goes. */
  private async discardHalfDone({ batch }: BatchRecord, file: QueuedFile): Promise<void> {
    if (file.intent === null || batch.kind !== 'download') return
    await this.ports.runners[batch.kind].cleanUp(batch, file, { isOver: true }).catch(() => undefined)
  }

  private reportUnverified(record: BatchRecord, n: number): void {
    const file = record.fileAt(n)
    if (file !== null) this.ports.onUploadEnded(record.batch, file, { outcome: notVerified, sha256: null })
  }

  private selectBatches(batchId: string | null): BatchRecord[] {
    return [...this.records.values()].filter(({ batch }) => batchId === null || batch.id === batchId)
  }

  private ofAccount(account: string): BatchRecord[] {
    return this.selectBatches(null).filter(({ batch }) => batch.accountKey === account)
  }

  /** Whether a batch has ended and waits for no decision. */
  private isOver(record: BatchRecord): boolean {
    return this.schedule.phaseOf(record) === 'done' && record.counts['name-taken'] === 0
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

  /** Applies entries at once, then logs them. Resolves when they are on disk, or when the disk has failed. */
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
