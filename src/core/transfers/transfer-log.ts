import { fail, succeed, type Result } from '../../shared/result'
import type { Clock, LogFilesPort } from '../ports'
import { serializeLog, openAppendLog, ReadOnlyLogError, type AppendLog } from '../storage/append-log'
import { toMinimalEntries, readBatches, type BatchRecords } from './apply-entry'
import { transferEntrySchema, type TransferEntry } from './transfer-entry'

const format = {
  ...{ fileName: 'transfers.log', kind: 'transfers', version: 1, schema: transferEntrySchema },
  isNotHeld: true,
}
/** A log is written anew when it holds so many times the lines that say the same, and so many more. */
const maxLineFactor = 4
const spareLines = 1_000

export interface LoadedTransfers {
  readonly log: TransferLog
  readonly records: BatchRecords
}

/**
 * Opens the log; one that is mostly history is first replaced by what it comes to, and one of nothing but cleared batches
 * always: their names and paths are nobody's any more. Rejects with the disk's error.
 */
export async function openTransferLog(
  files: LogFilesPort,
  clock: Pick<Clock, 'elapsed'>,
): Promise<LoadedTransfers> {
  const log = await openAppendLog({ ...format, files })
  const records = readBatches(log.entries, clock)
  const minimal = [...records.values()].flatMap(toMinimalEntries)
  const maxLines = minimal.length * maxLineFactor + (minimal.length === 0 ? 0 : spareLines)
  if (log.isReadOnly || log.entries.length <= maxLines) return { log: toWriter(log), records }
  // A disk that does not take it keeps the longer log, which says the same: whichever is there is opened anew.
  await files.replace(format.fileName, serializeLog(format, minimal)).catch(() => undefined)
  const reopened = await openAppendLog({ ...format, files })
  return { log: toWriter(reopened), records: readBatches(reopened.entries, clock) }
}

/** Without the entries that were read: the batches hold what they came to. */
function toWriter({ isReadOnly, append }: AppendLog<TransferEntry>): TransferLog {
  return new TransferLog({ isReadOnly, append: (...entries) => append(...entries) })
}

/**
 * Puts a log that cannot be continued aside, as it is, and begins an empty one. Failure: `storage-failed`; then the old one is
 * still in its place.
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

/** What is written of transfers, one after the other. */
export class TransferLog {
  /** Called when the disk begins to refuse what happens, and when it takes it again. */
  onPersistedChange: () => void = () => undefined
  /** What the disk did not take; it goes before what is written next. */
  private unwritten: TransferEntry[] = []
  /** Whether the disk refused what was written last. */
  private isFailing = false
  private queue: Promise<void> = Promise.resolve()

  /** Null: it cannot even be read. */
  constructor(private readonly log: Pick<AppendLog<TransferEntry>, 'isReadOnly' | 'append'> | null) {}

  /** Whether the disk takes what happens, for all that is known. */
  isPersisted(): boolean {
    return this.isWritable() && !this.isFailing
  }

  /** False for a log that must not be written, or that cannot be read: nothing is sent then. */
  isWritable(): boolean {
    return this.log?.isReadOnly === false
  }

  /** On the disk, with all that went before, when it answers. Rejects where the disk does not take it: then it is not said. */
  appendDurably(...entries: readonly TransferEntry[]): Promise<void> {
    return this.enqueue(() => this.write(entries))
  }

  /** What has happened, whether the disk takes it or not: it is tried again with what is written next. Never rejects. */
  appendOrBuffer(...entries: readonly TransferEntry[]): Promise<void> {
    return this.enqueue(async () => {
      try {
        await this.write(entries)
      } catch {
        this.unwritten.push(...entries)
      }
    })
  }

  /** Settles when nothing is being written any more. */
  whenSettled(): Promise<void> {
    return this.queue
  }

  private async write(entries: readonly TransferEntry[]): Promise<void> {
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

  private enqueue(work: () => Promise<void>): Promise<void> {
    const turn = this.queue.then(work)
    this.queue = turn.catch(() => undefined)
    return turn
  }
}
