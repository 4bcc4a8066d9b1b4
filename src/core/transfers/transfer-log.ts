import { fail, succeed, type Result } from '../../shared/result'
import { SerialQueue } from '../lib/serial-queue'
import { accountKey } from '../connections/open-connection'
import type { Clock, LogFilesPort } from '../ports'
import {
  serializeLog,
  openAppendLog,
  readAppendLog,
  ReadOnlyLogError,
  type AppendLog,
} from '../storage/append-log'
import { compactLog } from '../storage/compact-log'
import { toMinimalEntries, readBatches, type BatchRecords } from './apply-entry'
import { transferEntrySchema, type TransferEntry } from './transfer-entry'

const format = {
  fileName: 'transfers.log',
  kind: 'transfers',
  version: 1,
  schema: transferEntrySchema,
  shouldDiscardAppended: true,
}

export interface LoadedTransfers {
  readonly log: TransferLog
  readonly records: BatchRecords
}

/**
 * Opens the log, compacting it first if it is mostly history. A log of only cleared batches is always compacted, so that their
 * names and paths do not stay on disk. Rejects with the error of the disk.
 */
export async function openTransferLog(
  files: LogFilesPort,
  clock: Pick<Clock, 'elapsed'>,
): Promise<LoadedTransfers> {
  const options = { ...format, files }
  const opened = await openAppendLog(options)
  const records = readBatches(opened.entries, clock)
  const minimal = [...records.values()].flatMap(toMinimalEntries)
  const log = await compactLog(
    options,
    opened,
    minimal.length === 0 ? { minimal, spareLines: 0 } : { minimal },
  )
  return { log: toWriter(log), records: log === opened ? records : readBatches(log.entries, clock) }
}

/** Drops the entries that were read, since the batches already contain their effect. */
function toWriter({ isReadOnly, append, removeEntries }: AppendLog<TransferEntry>): TransferLog {
  return new TransferLog({ isReadOnly, append, removeEntries })
}

/** How many batches of an account the log names, also cleared ones. Rejects if the log cannot be read. */
export async function countLoggedBatches(files: LogFilesPort, account: string): Promise<number> {
  const { entries, isReadOnly } = await readAppendLog({ ...format, files })
  if (isReadOnly) throw new ReadOnlyLogError(format.fileName)
  return entries.filter((entry) => entry.t === 'begin' && accountKey(entry.head) === account).length
}

/** Logs that were put aside because they could not be continued. */
export async function countLogsAside(files: LogFilesPort): Promise<number> {
  return (await files.list()).filter((name) => name.startsWith('transfers-aside-')).length
}

/**
 * Moves a log that cannot be continued aside unchanged, and starts an empty one. Failure: `storage-failed`; then the old log is
 * still in place.
 */
export async function resetTransferLog(files: LogFilesPort, clock: Clock): Promise<Result<LoadedTransfers>> {
  try {
    const bytes = await files.read(format.fileName)
    if (bytes !== null) await files.replace(`transfers-aside-${String(clock.now())}.log`, bytes)
    await files.replace(format.fileName, serializeLog(format, []))
    return succeed(await openTransferLog(files, clock))
  } catch {
    return fail({ kind: 'storage-failed', retry: 'now' })
  }
}

/** Appends to `transfers.log`, one write at a time. */
export class TransferLog {
  /** Called when writes start to fail, and when they succeed again. */
  onPersistedChange: () => void = () => undefined
  /** Entries that could not be written; they precede the next write. */
  private unwritten: TransferEntry[] = []
  /** Whether the last write failed. */
  private isFailing = false
  private readonly queue = new SerialQueue()

  /** `log` is null if it cannot be read. */
  constructor(
    private readonly log: Pick<AppendLog<TransferEntry>, 'isReadOnly' | 'append' | 'removeEntries'> | null,
  ) {}

  /** Whether, as far as is known, everything is on disk. */
  isPersisted(): boolean {
    return this.isWritable() && !this.isFailing
  }

  /** False for a read-only or unreadable log: nothing is sent then. */
  isWritable(): boolean {
    return this.log?.isReadOnly === false
  }

  /** Resolves when the entries and all earlier ones are on disk. Rejects if the disk fails; then the entries are dropped. */
  appendDurably(...entries: readonly TransferEntry[]): Promise<void> {
    return this.queue.run(() => this.writeEntries(entries))
  }

  /** Logs what has already happened. If the disk fails, the entries are retried with the next write. Never rejects. */
  appendOrBuffer(...entries: readonly TransferEntry[]): Promise<void> {
    return this.queue.run(async () => {
      try {
        await this.writeEntries(entries)
      } catch {
        this.unwritten.push(...entries)
      }
    })
  }

  /**
   * Leaves nothing about the batches of an account in the log, except those in `kept`. Rejects if the disk fails; then the log
   * is unchanged.
   */
  removeAccount(account: string, kept: ReadonlySet<string>): Promise<void> {
    return this.queue.run(async () => {
      if (this.log === null) throw new ReadOnlyLogError(format.fileName)
      const removed = new Set<string>()
      // The first entry of a batch names its account.
      const isRemoved = (entry: TransferEntry): boolean => {
        if (entry.t === 'begin' && accountKey(entry.head) === account && !kept.has(entry.batchId))
          removed.add(entry.batchId)
        return removed.has(entry.batchId)
      }
      await this.log.removeEntries(isRemoved)
      this.unwritten = this.unwritten.filter((entry) => !isRemoved(entry))
    })
  }

  /** Resolves when no write is pending. */
  whenSettled(): Promise<void> {
    return this.queue.whenIdle()
  }

  private async writeEntries(entries: readonly TransferEntry[]): Promise<void> {
    if (this.log === null) throw new ReadOnlyLogError(format.fileName)
    try {
      await this.log.append(...this.unwritten, ...entries)
    } catch (error) {
      this.setFailing(true)
      throw error
    }
    this.unwritten = []
    this.setFailing(false)
  }

  private setFailing(isFailing: boolean): void {
    if (this.isFailing === isFailing) return
    this.isFailing = isFailing
    this.onPersistedChange()
  }
}
