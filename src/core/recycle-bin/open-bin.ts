import type { BlobsPort, LogFilesPort } from '../ports'
import type { AppendLog } from '../storage/append-log'
import type { TrustedTime } from '../trusted-time/trusted-time'
import { applyEvent, openBinLog, replayEvents, type BinEntry, type BinEvent } from './bin-log'

export interface OpenBin {
  readonly log: AppendLog<BinEvent>
  /** Copies that the log lists and that have bytes on disk. */
  readonly entries: Map<string, BinEntry>
  /** Names of blobs that the log does not list. They are kept, since the log may be damaged, and count for no limit. */
  readonly unknown: readonly string[]
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
  const log = await openBinLog(logs)
  const entries = replayEvents(log.entries)
  const stored = await blobs.list()
  const unknown = stored.filter((name) => !entries.has(name))
  if (log.isReadOnly) return { log, entries, unknown }
  const present = new Set(stored)
  for (const id of [...entries.keys()]) if (!present.has(id)) entries.delete(id)
  await stampUnseen(entries, time, isTimeSaved ? log : null)
  return { log, entries, unknown }
}

/**
 * Stamps copies that this counter of trusted time has not seen: those of an older version, or of a lost counter. Their
 * age counts from now. Without a log the stamps last until the app quits.
 */
async function stampUnseen(
  entries: Map<string, BinEntry>,
  time: OpenBinPorts['time'],
  log: AppendLog<BinEvent> | null,
): Promise<void> {
  const seen = time.stamp()
  const events = [...entries.values()]
    .filter((entry) => !time.isKnown(entry.seen))
    .map(({ id, jobId, why, keptAt, expiresAt }): BinEvent => {
      return { t: 'kept-again', id, jobId, why, keptAt, expiresAt, seen }
    })
  for (const event of events) applyEvent(entries, event)
  for (let start = 0; start < events.length && log !== null; start += batchSize) {
    const isWritten = await log.append(...events.slice(start, start + batchSize)).then(
      () => true,
      () => false,
    )
    if (!isWritten) return
  }
}
