import { restoreReasons } from '../../shared/recycle-bin'
import type { TransferState } from '../../shared/transfers'
import type { ActivityFact } from '../activity/recorder'
import type { QueuedBatch, QueuedFile } from './ports'

/** A state in which an upload ends without a decision of the user. */
export type UploadOutcome = Extract<TransferState, { state: 'done' | 'failed' }>

/** Called for one upload that is done or failed. `sha256`: hash of the bytes sent, or null. */
export type UploadEndedListener = (
  batch: QueuedBatch,
  file: QueuedFile,
  result: { readonly outcome: UploadOutcome; readonly sha256: string | null },
) => void

/** The activity fact of one upload that has ended. */
export function toUploadFact(
  batch: QueuedBatch,
  file: QueuedFile,
  result: { readonly outcome: UploadOutcome; readonly sha256: string | null },
): ActivityFact {
  const { outcome, sha256 } = result
  const { accountId, host, connectionName, context } = batch
  const isDone = outcome.state === 'done'
  const name = isDone ? (outcome.as ?? file.identity.name) : file.identity.name
  const problem = isDone ? null : outcome.problem
  const reason = restoreReasons.find((known) => known === problem) ?? null
  const message = isDone ? '' : (outcome.detail ?? outcome.problem)
  return {
    act: 'upload',
    result: isDone ? doneResult(outcome) : problem === 'not-checked' ? 'not-checked' : 'not-uploaded',
    reason,
    answer: message === reason ? '' : message,
    asset: { ...file.identity, context: context ?? file.identity.context, name },
    size: file.size,
    sha256,
    accountId,
    host,
    connectionName,
    jobId: null,
  }
}

function doneResult({ bytes }: Extract<UploadOutcome, { state: 'done' }>): ActivityFact['result'] {
  return bytes === 'same' ? 'uploaded-and-compared' : 'uploaded-and-verified'
}
