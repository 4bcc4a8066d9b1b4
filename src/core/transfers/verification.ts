import type { BatchRecord } from './batch-record'
import type { PersistedOutcome } from './transfer-entry'
import type { UploadOutcome } from './upload-fact'
import { noIntent } from './upload-intent'

/** The server may have the file, but no listing has confirmed it; a retry does. */
export const notVerified: UploadOutcome & PersistedOutcome = { state: 'failed', problem: 'not-checked' }

/** Whether the server may have this file although no runner reported it as done: its attach call was announced. */
export function mayBeUploaded(record: BatchRecord, n: number): boolean {
  const intent = record.fileAt(n)?.intent ?? noIntent
  return record.batch.kind !== 'download' && intent !== noIntent
}
