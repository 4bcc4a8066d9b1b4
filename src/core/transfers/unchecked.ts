import type { BatchRecord } from './batch-record'
import type { KeptOutcome } from './transfer-entry'
import type { UploadOutcome } from './upload-fact'
import { noIntent } from './upload-intent'

/** The server may have it, and nobody has looked: a retry does. */
export const notChecked: UploadOutcome & KeptOutcome = { state: 'failed', problem: 'not-checked' }

/** Whether the server may have this file, although no runner has told that it is done: it was about to be attached. */
export function mayBeThere(record: BatchRecord, n: number): boolean {
  const intent = record.fileAt(n)?.intent ?? noIntent
  return record.batch.kind !== 'download' && intent !== noIntent
}
