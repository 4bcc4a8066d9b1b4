import type { BlobsPort, LogFilesPort } from '../ports'
import type { AppendLog } from '../storage/append-log'
import type { TimeStamp, TrustedTime } from '../trusted-time/trusted-time'
import { applyEvent, keptAgainOf, openBinLog, replayEvents, type BinEntry, type BinEvent } from './bin-log'
import { writeExtensionCount } from './extension-count'

export interface OpenBin {
  readonly log: AppendLog<BinEvent>
  /** Copies that the log lists and that have bytes on disk. */
  readonly entries: Map<string, BinEntry>
  /** Names of blobs that the log does not list. They are kept, since the log may be damaged, and count for no limit. */
  readonly unknown: readonly string[]
  /** The log has lost its end, so the age of all copies counts from now. */
  readonly isCut: boolean
}

export interface OpenBinPorts {
  readonly blobs: Pick<BlobsPort, 'list'>
  readonly logs: LogFilesPort
  readonly time: Pick<TrustedTime, 'observe' | 'stamp' | 'isKnown'>
}

/** Events per write. */
const batchSize = 1_000

/**
 * Reads the log and compares it with the disk. Removes nothing: the log may be missing, truncated or damaged, and missing
 * bytes may return at the next start (a disk that is not mounted).
 */
export async function openBin({ blobs, logs, time }: OpenBinPorts): Promise<OpenBin> {
  const isTimeSaved = await time.observe()
  const { log, isCut } = await openBinLog(logs)
  const entries = replayEvents(log.entries)
  const stored = await blobs.list()
  const unknown = stored.filter((name) => !entries.has(name))
  if (log.isReadOnly) return { log, entries, unknown, isCut }
  const present = new Set(stored)
  for (const id of [...entries.keys()]) if (!present.has(id)) entries.delete(id)
  const isUnseen = ({ seen }: BinEntry): boolean => isCut || !time.isKnown(seen)
  const isStamped = await stampAgain(entries, {
    unseen: [...entries.values()].filter(isUnseen),
    seen: time.stamp(),
    log: isTimeSaved ? log : null,
  })
  if (isCut && isStamped) await writeExtensionCount(logs, log.entries.length)
  return { log, entries, unknown, isCut }
}

interface NewStamps {
  /** Copies that this counter of trusted time has not seen: those of an older version, or of a lost counter or event. */
  readonly unseen: readonly BinEntry[]
  readonly seen: TimeStamp
  /** Without it the stamps last until the app quits. */
  readonly log: AppendLog<BinEvent> | null
}

/** Stamps copies so that their age counts from now. False if that is not on disk. */
async function stampAgain(
  entries: Map<string, BinEntry>,
  { unseen, seen, log }: NewStamps,
): Promise<boolean> {
  const events = unseen.map((entry) => keptAgainOf(entry, { seen, announced: undefined }))
  for (const event of events) applyEvent(entries, event)
  for (let start = 0; start < events.length && log !== null; start += batchSize) {
    const isWritten = await log.append(...events.slice(start, start + batchSize)).then(
      () => true,
      () => false,
    )
    if (!isWritten) return false
  }
  return log !== null
}
