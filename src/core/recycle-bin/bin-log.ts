import { z } from 'zod'
import type { BinCopy, CopiedFileState } from '../../shared/recycle-bin'
import { storedIdentity } from '../assets/stored-identity'
import { accountKey } from '../connections/open-connection'
import type { LogFilesPort } from '../ports'
import { openAppendLog, type AppendLog } from '../storage/append-log'
import { compactLog } from '../storage/compact-log'
import { timeStampSchema, type TimeStamp } from '../trusted-time/trusted-time'
import { readExtensionCount, writeExtensionCount } from './extension-count'

const id = z.string().regex(/^[\w-]{1,64}$/)
const timestamp = z.number().int()
const why = z.enum(['to-delete', 'at-risk'])
/** The trusted time from which the age of the copy counts. Absent in logs of older versions. */
const seen = timeStampSchema.optional()
/** Since when the bin says that the copy has passed its date. It is deleted some days later. */
const announced = timeStampSchema.optional()
/** What the last listing of the deletion says of the file. Absent in logs of older versions. */
const file = z.enum(['gone', 'on-server', 'not-checked']).optional()

const keptEvent = z.object({
  t: z.literal('kept'),
  id,
  identity: storedIdentity,
  size: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[\da-f]{64}$/),
  contentType: z.string(),
  createdDate: z.string().nullable(),
  modifiedDate: z.string().nullable(),
  projectId: z.number().nullable(),
  serverKey: z.string(),
  host: z.string(),
  accountId: z.string(),
  connectionName: z.string(),
  jobId: id,
  why,
  keptAt: timestamp,
  expiresAt: timestamp,
  seen,
  announced,
  file,
})

/**
 * A later deletion reused the copy, so its retention starts over; or the copy has passed its date, which is announced; or
 * its deletion has ended, which says what became of the file.
 */
const keptAgainEvent = z.object({
  t: z.literal('kept-again'),
  id,
  jobId: id,
  why,
  keptAt: timestamp,
  expiresAt: timestamp,
  seen,
  announced,
  file,
})
const restoredEvent = z.object({ t: z.literal('restored'), id, at: timestamp })
const removedEvent = z.object({
  t: z.literal('removed'),
  id,
  at: timestamp,
  why: z.enum(['purged', 'expired', 'made-room', 'bytes-missing']),
})

const binEventSchema = z.discriminatedUnion('t', [keptEvent, keptAgainEvent, restoredEvent, removedEvent])

/** One line of `bin.log`. */
export type BinEvent = z.infer<typeof binEventSchema>

/** A copy with the fields that only core needs: its server, and the trusted time from which its age counts. */
export interface BinEntry extends BinCopy {
  readonly serverKey: string
  readonly seen?: TimeStamp | undefined
  readonly announced?: TimeStamp | undefined
  readonly file?: CopiedFileState | undefined
}

/** Whether the file is still on the server. Older versions recorded nothing; their copies are of deleted files. */
export function fileStateOf({ file: recorded, why: reason }: BinEntry): CopiedFileState {
  return recorded ?? (reason === 'at-risk' ? 'not-checked' : 'gone')
}

export type RemovalReason = z.infer<typeof removedEvent>['why']

const format = { fileName: 'bin.log', kind: 'recycle-bin', version: 1, schema: binEventSchema }

export interface OpenBinLog {
  readonly log: AppendLog<BinEvent>
  /** The log has lost its end, and perhaps events that keep copies for longer. */
  readonly isCut: boolean
}

/** Opens the log, and compacts it first if it is mostly history. */
export async function openBinLog(files: LogFilesPort): Promise<OpenBinLog> {
  const options = { ...format, files }
  const log = await openAppendLog(options)
  const extended = await readExtensionCount(files)
  const isCut = extended === null || log.entries.length < extended
  const minimal = [...replayEvents(log.entries).values()].flatMap(toMinimalEvents)
  const compacted = await compactLog(options, log, { minimal })
  // After a crash before this write the count is too high, and all copies stay longer once more.
  if (compacted !== log && extended !== 0) await writeExtensionCount(files, compacted.entries.length)
  return { log: compacted, isCut }
}

/** The fewest events that reproduce this entry. */
function toMinimalEvents({ restoredAt, ...copy }: BinEntry): BinEvent[] {
  const firstEvent: BinEvent = { t: 'kept', ...copy }
  return restoredAt === null ? [firstEvent] : [firstEvent, { t: 'restored', id: copy.id, at: restoredAt }]
}

/** The event that keeps an entry with some changes. */
export function keptAgainOf(
  entry: BinEntry,
  changes: Partial<Pick<BinEntry, 'seen' | 'announced' | 'file'>>,
): Extract<BinEvent, { t: 'kept-again' }> {
  const {
    id: copyId,
    jobId,
    why: reason,
    keptAt,
    expiresAt,
    seen: stamp,
    announced: since,
    file: state,
  } = entry
  const kept = { jobId, why: reason, keptAt, expiresAt, seen: stamp, announced: since, file: state }
  return { t: 'kept-again', id: copyId, ...kept, ...changes }
}

/** The copies that the log lists, oldest first. */
export function replayEvents(events: readonly BinEvent[]): Map<string, BinEntry> {
  const entries = new Map<string, BinEntry>()
  for (const event of events) applyEvent(entries, event)
  return entries
}

/** Ids of the copies of an account that the log names but no longer lists. */
export function findGoneCopies(events: readonly BinEvent[], account: string): Set<string> {
  const listed = replayEvents(events)
  const gone = new Set<string>()
  for (const event of events)
    if (event.t === 'kept' && accountKey(event) === account && !listed.has(event.id)) gone.add(event.id)
  return gone
}

export function applyEvent(entries: Map<string, BinEntry>, event: BinEvent): void {
  if (event.t === 'kept') {
    const { t: _t, ...copy } = event
    entries.set(event.id, { ...copy, restoredAt: null })
    return
  }
  const entry = entries.get(event.id)
  if (entry === undefined) return
  switch (event.t) {
    case 'kept-again': {
      const { t: _t, ...kept } = event
      // The file was back on the server, and a new deletion has begun.
      const restoredAt = event.jobId === entry.jobId ? entry.restoredAt : null
      entries.set(event.id, { ...entry, seen: undefined, announced: undefined, ...kept, restoredAt })
      return
    }
    case 'restored':
      entries.set(event.id, { ...entry, restoredAt: event.at })
      return
    case 'removed':
      entries.delete(event.id)
  }
}
