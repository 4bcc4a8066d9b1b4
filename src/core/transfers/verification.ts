import type { KnownBytes } from '../../shared/recycle-bin'
import type { TransferState } from '../../shared/transfers'
import { assetKey } from '../assets/asset-key'
import type { BatchRecord } from './batch-record'
import type { QueuedFile } from './ports'
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

/** The hash of an uploaded file as it was listed, if its bytes were compared. */
export function toKnownUpload({
  file,
  outcome,
}: {
  readonly file: QueuedFile
  readonly outcome: TransferState
}): KnownBytes[] {
  if (outcome.state !== 'done' || outcome.bytes !== 'same' || outcome.listedDate === undefined) return []
  const { size, identity } = file
  const { sha256, listedDate: modifiedDate } = outcome
  const key = assetKey({ ...identity, name: outcome.as ?? identity.name })
  return size === null ? [] : [{ key, size, modifiedDate, sha256 }]
}
