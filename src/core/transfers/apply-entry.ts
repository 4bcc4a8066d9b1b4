import { accountKey } from '../connections/open-connection'
import type { Clock } from '../ports'
import type { TransferState } from '../../shared/transfers'
import { BatchRecord } from './batch-record'
import type { QueuedBatch } from './ports'
import {
  toBatchEntries,
  type BatchHeader,
  type FileRow,
  type PersistedOutcome,
  type TransferEntry,
} from './transfer-entry'

/** Batches by id, oldest first. */
export type BatchRecords = Map<string, BatchRecord>

/** What a line says, done to the batches: the same when it is written as when it is read. */
export function applyEntry(
  records: BatchRecords,
  entry: TransferEntry,
  clock: Pick<Clock, 'elapsed'>,
): BatchRecord | null {
  if (entry.t === 'begin') {
    const record = new BatchRecord(toBatch(entry.batchId, entry.head), entry.files, clock)
    records.set(entry.batchId, record)
    return record
  }
  const record = records.get(entry.batchId)
  if (record === undefined) return null
  if (entry.t === 'cleared') records.delete(entry.batchId)
  else applyChange(record, entry)
  return record
}

function applyChange(
  record: BatchRecord,
  entry: Exclude<TransferEntry, { readonly t: 'begin' | 'cleared' }>,
): void {
  switch (entry.t) {
    case 'files':
      record.addRows(entry.files)
      return
    case 'intent':
      record.updateFile(entry.n, { intent: entry.intent })
      return
    case 'state':
      for (const n of entry.files) setOutcome(record, n, entry.outcome)
      return
    case 'settled':
      for (const { n, state, name } of entry.files) {
        if (name !== undefined) record.updateFile(n, { name })
        record.setOutcome(n, state === 'not-replaced' ? notReplaced : { state })
      }
      return
    case 'again':
      for (const n of entry.files) record.setOutcome(n, { state: 'waiting' })
      return
    case 'source':
      record.renewSource(entry.n, entry.file)
      return
    case 'stopped':
      record.skipPending()
  }
}

/** A file that ended well, or that nothing was sent of, left nothing half done. One that failed may be tried again, and its runner reads on. */
function setOutcome(record: BatchRecord, n: number, outcome: PersistedOutcome): void {
  record.setOutcome(n, outcome)
  if (outcome.state !== 'failed') record.updateFile(n, { intent: null })
}

/** Nobody remembers the deletion that was to clear its place, nor how it ended: it is not sent unless the user asks for it again. */
export const replacementCutShort: TransferState & PersistedOutcome = {
  state: 'failed',
  problem: 'replacing-cut-short',
}

const notReplaced: TransferState = { state: 'failed', problem: 'not-replaced' }

/** The batches that a log speaks of, oldest first, without those whose writing a crash cut off. */
export function readBatches(entries: readonly TransferEntry[], clock: Pick<Clock, 'elapsed'>): BatchRecords {
  const records: BatchRecords = new Map()
  for (const entry of entries) applyEntry(records, entry, clock)
  for (const [id, record] of records) if (!record.isComplete()) records.delete(id)
  return records
}

/** The fewest lines that make this batch. */
export function toMinimalEntries(record: BatchRecord): TransferEntry[] {
  const { id, accountKey: _accountKey, ...header } = record.batch
  const rows = record.all().map(({ file: { id: _id, ...file }, outcome }): FileRow => {
    return { ...file, outcome: toPersistedOutcome(outcome) }
  })
  return toBatchEntries(id, header, rows)
}

/** What a restart is to know of a state: bytes on their way are sent anew. */
export function toPersistedOutcome(outcome: TransferState): PersistedOutcome {
  const { state } = outcome
  return state === 'receiving' || state === 'sending' || state === 'checking' ? { state: 'waiting' } : outcome
}

function toBatch(id: string, header: BatchHeader): QueuedBatch {
  return { id, accountKey: accountKey(header), ...header }
}
