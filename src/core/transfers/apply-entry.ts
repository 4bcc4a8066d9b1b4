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

/** Applies a line of the log to the batches, both when it is written and when it is read. */
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
        if (state === 'clearing') record.markReplacing(n)
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

/** A failed file keeps its intent for a retry; in any other final state nothing is left half done. */
function setOutcome(record: BatchRecord, n: number, outcome: PersistedOutcome): void {
  record.setOutcome(n, outcome)
  if (outcome.state !== 'failed') record.updateFile(n, { intent: null })
}

/** The app restarted before the deletion that would clear the destination: the file is sent only if the user retries it. */
export const replacementCutShort: TransferState & PersistedOutcome = {
  state: 'failed',
  problem: 'replacing-cut-short',
}

const notReplaced: TransferState = { state: 'failed', problem: 'not-replaced' }

/** The batches in a log, oldest first, without those that a crash left incomplete. */
export function readBatches(entries: readonly TransferEntry[], clock: Pick<Clock, 'elapsed'>): BatchRecords {
  const records: BatchRecords = new Map()
  for (const entry of entries) applyEntry(records, entry, clock)
  for (const [id, record] of records) if (!record.isComplete()) records.delete(id)
  return records
}

/** The fewest log entries that recreate this batch. */
export function toMinimalEntries(record: BatchRecord): TransferEntry[] {
  const { id, accountKey: _accountKey, ...header } = record.batch
  const rows = record.all().map(({ file: { id: _id, ...file }, outcome }): FileRow => {
    return { ...file, outcome: toPersistedOutcome(outcome) }
  })
  return toBatchEntries(id, header, rows)
}

/** The state that survives a restart. A file whose bytes are in flight is waiting again. */
export function toPersistedOutcome(outcome: TransferState): PersistedOutcome {
  const { state } = outcome
  return state === 'receiving' || state === 'sending' || state === 'checking' ? { state: 'waiting' } : outcome
}

function toBatch(id: string, header: BatchHeader): QueuedBatch {
  return { id, accountKey: accountKey(header), ...header }
}
