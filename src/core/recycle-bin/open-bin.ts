import type { BlobsPort, LogFilesPort } from '../ports'
import type { AppendLog } from '../storage/append-log'
import type { TrustedTime } from '../trusted-time/trusted-time'
import { applyEvent, openBinLog, replayEvents, type BinEntry, type BinEvent } from './bin-log'

export interface OpenBin {
  readonly log: AppendLog<BinEvent>
  /** Copies that are listed: named by the log, with bytes on the disk. */
  readonly entries: Map<string, BinEntry>
  /** Names of bytes that the log does not name. It may have lost them, so they are kept and count for no limit. */
  readonly unknown: readonly string[]
}

export interface OpenBinPorts {
  readonly blobs: Pick<BlobsPort, 'list'>
  readonly logs: LogFilesPort
  readonly time: Pick<TrustedTime, 'observe' | 'stamp' | 'knows'>
}

/** Events that are written at once. */
const eventsOfAWrite = 1_000

/**
 * Reads the log and compares it with the disk. Removes nothing: a log that is missing, cut or damaged says nothing about
 * the bytes, and bytes that are missing today (a disk that is not mounted) may be there at the next start.
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
 * The age of a copy counts from the first moment at which trusted time saw it: for a copy of an older version, or of a
 * counter that was lost, that is now. Without a log the stamps last for this run.
 */
async function stampUnseen(
  entries: Map<string, BinEntry>,
  time: OpenBinPorts['time'],
  log: AppendLog<BinEvent> | null,
): Promise<void> {
  const seen = time.stamp()
  const events = [...entries.values()]
    .filter((entry) => !time.knows(entry.seen))
    .map(({ id, jobId: runId, why, keptAt, expiresAt }): BinEvent => {
      return { t: 'kept-again', id, jobId: runId, why, keptAt, expiresAt, seen }
    })
  for (const event of events) applyEvent(entries, event)
  for (let start = 0; start < events.length && log !== null; start += eventsOfAWrite) {
    const isWritten = await log.append(...events.slice(start, start + eventsOfAWrite)).then(
      () => true,
      () => false,
    )
    if (!isWritten) return
  }
}
