import { accountKey } from '../connections/open-connection'
import type { Clock } from '../ports'
import type { TransferState } from '../../shared/transfers'
import { BatchRecord } from './batch-record'
import type { QueuedBatch } from './ports'
import {
  batchEntries,
  type BatchHead,
  type FileRow,
  type KeptOutcome,
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
  else change(record, entry)
  return record
}

function change(
  record: BatchRecord,
  entry: Exclude<TransferEntry, { readonly t: 'begin' | 'cleared' }>,
): void {
  switch (entry.t) {
    case 'files':
      record.addRows(entry.files)
      return
    case 'intent':
      record.note(entry.n, { intent: entry.intent })
      return
    case 'state':
      for (const n of entry.files) settleState(record, n, entry.outcome)
      return
    case 'settled':
      for (const { n, state, name } of entry.files) {
        if (name !== undefined) record.note(n, { name })
        record.set(n, state === 'not-replaced' ? notReplaced : { state })
      }
      return
    case 'again':
      for (const n of entry.files) record.set(n, { state: 'waiting' })
      return
    case 'source':
      record.renew(entry.n, entry.file)
      return
    case 'stopped':
      record.skipRest()
  }
}

/** A file that ended well, or that nothing was sent of, left nothing half done. One that failed may be tried again, and its runner reads on. */
function settleState(record: BatchRecord, n: number, outcome: KeptOutcome): void {
  record.set(n, outcome)
  if (outcome.state !== 'failed') record.note(n, { intent: null })
}

/** Nobody remembers the deletion that was to clear its place, nor how it ended: it is not sent unless the user asks for it again. */
export const cutShort: TransferState & KeptOutcome = { state: 'failed', problem: 'replacing-cut-short' }

const notReplaced: TransferState = { state: 'failed', problem: 'not-replaced' }

/** The batches that a log speaks of, oldest first, without those whose writing a crash cut off. */
export function readBatches(entries: readonly TransferEntry[], clock: Pick<Clock, 'elapsed'>): BatchRecords {
  const records: BatchRecords = new Map()
  for (const entry of entries) applyEntry(records, entry, clock)
  for (const [id, record] of records) if (!record.isWhole()) records.delete(id)
  return records
}

/** The fewest lines that make this batch. */
export function entriesOf(record: BatchRecord): TransferEntry[] {
  const { id, accountKey: _accountKey, ...head } = record.batch
  const rows = record.all().map(({ file: { id: _id, ...file }, outcome }): FileRow => {
    return { ...file, outcome: keptOutcome(outcome) }
  })
  return batchEntries(id, head, rows)
}

/** What a restart is to know of a state: bytes on their way are sent anew. */
export function keptOutcome(outcome: TransferState): KeptOutcome {
  const { state } = outcome
  return state === 'receiving' || state === 'sending' || state === 'checking' ? { state: 'waiting' } : outcome
}

function toBatch(id: string, head: BatchHead): QueuedBatch {
  return { id, accountKey: accountKey(head), ...head }
}
