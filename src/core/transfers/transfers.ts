import { succeed, type Result } from '../../shared/result'
import type { TransfersNews } from '../../shared/transfers'
import type { OpenConnection } from '../connections/open-connection'
import { applyEntry, cutShort, type BatchRecords } from './apply-entry'
import { canRenew, type BatchRecord } from './batch-record'
import { cleanUp } from './clean-up'
import { outlivedOf, withFewerFiles } from './outlived'
import type { LocalFile, NewBatch, Settlement, TransferQueue } from './ports'
import { Schedule } from './schedule'
import { toHead, toRow, toSettlement } from './to-entries'
import { batchEntries, changeEntries, settledEntries, type TransferEntry } from './transfer-entry'
import { beginTransfers, openTransfers, TransferLog, type OpenTransfers } from './transfer-log'
import type { TransfersPorts } from './transfers-ports'
import { mayBeThere, notChecked } from './unchecked'

/**
 * The queue of all transfers: what is to be done, what of it is done, and what a restart must know. When what runs is the
 * schedule's to say, how it is done the runners'.
 */
export class Transfers implements TransferQueue {
  private records: BatchRecords = new Map()
  private log = new TransferLog(null)
  private loading: Promise<void> | null = null
  private beginning: Promise<Result<undefined>> | null = null
  private cleaning: Promise<void> = Promise.resolve()
  private readonly schedule: Schedule
  private endedTurns = 0
  private isRead = false
  private isClosing = false

  constructor(private readonly ports: TransfersPorts) {
    this.schedule = new Schedule(ports, {
      ...{ records: () => this.records.values(), canBegin: () => this.log.isWritable() },
      commit: (record, entries) => this.commit(record, entries),
      need: async (record, entry) => {
        await this.log.need(entry)
        applyEntry(this.records, entry, ports.clock)
        this.changed(record)
      },
      ...{ changed: (record) => this.changed(record), endStopped: (record, n) => this.endStopped(record, n) },
    })
  }

  /**
   * What an earlier run left, before anything is shown. It is paused until the user says go on; what that run left half
   * done is taken away meanwhile. Never rejects: where the log cannot be read, `news` says so.
   */
  load(): Promise<void> {
    this.loading ??= this.read()
    return this.loading
  }

  news(): TransfersNews {
    const batches = [...this.records.values()].reverse().map((record) => this.schedule.view(record))
    return {
      batches: withFewerFiles(batches),
      isKept: !this.isRead || this.log.isKept(),
      isReadable: !this.isRead || this.log.isWritable(),
    }
  }

  isRunning(): boolean {
    return this.schedule.isRunning()
  }

  isRunningOn(account: string): boolean {
    return this.schedule.isRunningOn(account)
  }

  async add(batch: NewBatch): Promise<{ readonly batchId: string; readonly fileIds: readonly string[] }> {
    await this.load()
    if (this.isClosing) throw new Error('the queue is closed')
    const batchId = this.ports.random.id()
    const entries = batchEntries(batchId, toHead(batch, this.ports.clock.now()), batch.files.map(toRow))
    await this.log.need(...entries)
    for (const entry of entries) applyEntry(this.records, entry, this.ports.clock)
    const record = this.records.get(batchId)
    if (record === undefined) throw new Error('not added')
    this.changed(record)
    this.schedule.goOn()
    return { batchId, fileIds: record.all().map(({ file }) => file.id) }
  }

  async settle(batchId: string, settled: ReadonlyMap<string, Settlement>): Promise<void> {
    const record = this.records.get(batchId)
    if (record === undefined) return
    const files = [...settled].flatMap(([fileId, settlement]) => toSettlement(record, fileId, settlement))
    const written = this.commit(record, settledEntries(batchId, files))
    this.schedule.goOn()
    await written
  }

  find(batchId: string): ReturnType<TransferQueue['find']> {
    const record = this.records.get(batchId)
    return record === undefined ? null : { batch: record.batch, files: [...record.all()] }
  }

  /** Null: all of them. What is under way is ended and waits again. */
  pause(batchId: string | null): void {
    for (const record of this.chosen(batchId)) {
      if (record.isEnded()) continue
      record.isPaused = true
      void this.schedule.end((run) => run.record === record)
      this.changed(record)
    }
  }

  resume(batchId: string | null): void {
    if (!this.log.isWritable()) return
    for (const record of this.chosen(batchId)) {
      record.isPaused = false
      this.changed(record)
    }
    this.schedule.goOn()
  }

  /** Skips what has not begun, also what waits for a decision; what is under way is ended, and skipped where it can be. */
  async stop(batchId: string): Promise<void> {
    const record = this.records.get(batchId)
    if (record === undefined) return
    record.isStopping = this.schedule.runOf(record) !== null
    const unchecked = record.waiting().filter((n) => mayBeThere(record, n))
    const written = this.commit(record, [
      { t: 'stopped', batchId },
      ...changeEntries(batchId, unchecked, { t: 'state', outcome: notChecked }),
    ])
    for (const n of unchecked) this.tellUnchecked(record, n)
    await this.schedule.end((run) => run.record === record)
    await written
  }

  /** Files that failed wait again; null: all of them. */
  async retry(batchId: string, fileIds: readonly string[] | null): Promise<void> {
    const record = this.records.get(batchId)
    if (record === undefined) return
    const chosen = fileIds === null ? null : new Set(fileIds.map((id) => record.numberOf(id)))
    const failed = record.inState('failed').filter((n) => chosen === null || chosen.has(n))
    const written = this.commit(record, changeEntries(batchId, failed, { t: 'again' }))
    this.schedule.goOn()
    await written
  }

  /** The user gives the file of an upload anew, which had changed or vanished: it waits again. False for any other file. */
  async renew(batchId: string, fileId: string, file: LocalFile): Promise<boolean> {
    const record = this.records.get(batchId)
    const n = record?.numberOf(fileId) ?? null
    if (record === undefined || n === null || !canRenew(record, n)) return false
    const written = this.commit(record, [{ t: 'source', batchId, n, file }])
    this.schedule.goOn()
    await written
    return true
  }

  /** Takes batches that have ended off the list; null: all of them. */
  async clear(batchId: string | null): Promise<void> {
    await this.drop(this.endedOf(batchId))
  }

  /**
   * Puts a list that cannot be continued aside, as it is, and begins an empty one: what was done behind the damage nobody
   * knows, so nothing of the old one goes on. Failure: `storage-failed`.
   */
  startAnew(): Promise<Result<undefined>> {
    this.beginning ??= this.beginAnew().finally(() => (this.beginning = null))
    return this.beginning
  }

  /** Another connection is open, or none: its batches go on, those of the last one when it is open again. */
  connectionChanged(): void {
    this.schedule.connectionChanged()
    this.ports.onChange()
  }

  /** The server of the open connection is away, or there again. */
  reachChanged(): void {
    this.schedule.reachChanged()
    this.ports.onChange()
  }

  /** The user signs out of this connection. Settles when nothing runs on it any more. */
  signedOut(open: OpenConnection): Promise<void> {
    return this.schedule.leave(open)
  }

  /** The computer is about to sleep: what is under way is ended, and goes on after `wake`. */
  suspend(): Promise<void> {
    return this.schedule.sleep()
  }

  wake(): void {
    this.schedule.wake()
  }

  /** The app quits: nothing begins any more. Settles when nothing runs, and all that happened is on the disk where it takes it. */
  async finishNow(): Promise<void> {
    this.isClosing = true
    await this.schedule.close()
    await this.cleaning
    await this.log.settled()
  }

  private async read(): Promise<void> {
    const { files, clock } = this.ports
    // A log that cannot be read is not written either: `isKept` says so.
    const opened = await openTransfers(files, clock).catch(() => null)
    this.isRead = true
    if (opened !== null) this.takeOver(opened)
    this.ports.onChange()
  }

  private async beginAnew(): Promise<Result<undefined>> {
    await this.load()
    if (this.log.isWritable()) return succeed(undefined)
    const begun = await beginTransfers(this.ports.files, this.ports.clock)
    if (!begun.ok) return begun
    this.takeOver(begun.value)
    this.ports.onChange()
    return succeed(undefined)
  }

  private takeOver({ records, log }: OpenTransfers): void {
    this.records = records
    this.log = log
    log.onKeptChange = () => this.ports.onChange()
    for (const record of records.values()) {
      record.isCleaning = true
      // What ended in an earlier run, or by its death, is no news.
      record.wasToldEnded = true
      this.forgetClearing(record)
      record.wasToldEnded = record.isEnded()
      record.isPaused = !record.isEnded()
      record.speed.reset()
    }
    if (!log.isWritable()) return
    this.cleaning = cleanUp([...records.values()], {
      runners: this.ports.runners,
      isClosing: () => this.isClosing,
      onStopped: (record, n) => this.endStopped(record, n),
      onClean: () => this.schedule.goOn(),
    }).then(() => this.drop(outlivedOf(this.endedOf(null))))
  }

  /** Nobody remembers the deletions that were to clear places: what waited for one is not sent unless the user asks again. */
  private forgetClearing(record: BatchRecord): void {
    const files = record.inState('clearing')
    if (files.length === 0) return
    void this.commit(record, changeEntries(record.batch.id, files, { t: 'state', outcome: cutShort }))
  }

  /** The user has stopped it, and no runner tells how it ended. Written down, so that the next start has nothing to settle. */
  private async endStopped(record: BatchRecord, n: number): Promise<void> {
    const isUnchecked = mayBeThere(record, n)
    const outcome = isUnchecked ? notChecked : ({ state: 'skipped' } as const)
    const written = this.commit(record, changeEntries(record.batch.id, [n], { t: 'state', outcome }))
    if (isUnchecked) this.tellUnchecked(record, n)
    await written
  }

  private tellUnchecked(record: BatchRecord, n: number): void {
    const file = record.fileAt(n)
    if (file !== null) this.ports.onUploaded(record.batch, file, { outcome: notChecked, sha256: null })
  }

  private chosen(batchId: string | null): BatchRecord[] {
    return [...this.records.values()].filter(({ batch }) => batchId === null || batch.id === batchId)
  }

  private endedOf(batchId: string | null): readonly BatchRecord[] {
    return this.chosen(batchId).filter((record) => this.schedule.phaseOf(record) === 'done')
  }

  private async drop(ended: readonly BatchRecord[]): Promise<void> {
    if (ended.length === 0) return
    for (const { batch } of ended) this.records.delete(batch.id)
    this.ports.onChange()
    await this.log.note(...ended.map(({ batch }): TransferEntry => ({ t: 'cleared', batchId: batch.id })))
  }

  /** Done at once, then written down; the answer comes when it is, or when the disk has refused it. */
  private async commit(record: BatchRecord, entries: readonly TransferEntry[]): Promise<void> {
    for (const entry of entries) applyEntry(this.records, entry, this.ports.clock)
    this.changed(record)
    await this.log.note(...entries)
  }

  private changed(record: BatchRecord): void {
    const isOver = this.schedule.phaseOf(record) === 'done'
    if (isOver && !record.wasToldEnded) {
      record.wasToldEnded = true
      record.isPaused = false
      record.endedTurn = this.endedTurns += 1
      this.ports.onEnded(this.schedule.view(record))
      void this.drop(outlivedOf(this.endedOf(null)))
    }
    if (!record.isEnded()) record.wasToldEnded = false
    this.ports.onChange()
  }
}
