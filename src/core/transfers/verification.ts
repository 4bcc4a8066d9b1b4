import type { BatchRecord } from './batch-record'
import type { PersistedOutcome } from './transfer-entry'
import type { UploadOutcome } from './upload-fact'
import { noIntent } from './upload-intent'

/** The server may have it, and nobody has looked: a retry does. */
export const notVerified: UploadOutcome & PersistedOutcome = { state: 'failed', problem: 'not-checked' }

/** Whether the server may have this file, although no runner has told that it is done: it was about to be attached. */
export function mayBeUploaded(record: BatchRecord, n: number): boolean {
  const intent = record.fileAt(n)?.intent ?? noIntent
  return record.batch.kind !== 'download' && intent !== noIntent
}
