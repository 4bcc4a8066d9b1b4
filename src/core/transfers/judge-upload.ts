import type { AppFailure } from '../../shared/failure'
import type { TransferProblem, TransferState } from '../../shared/transfers'
import type { VerifiedOutcome } from '../upload/verified-upload'
import type { UploadFile } from './file-uploader'

/** What becomes of a file after a round. */
export type UploadJudgement =
  | { readonly kind: 'over'; readonly outcome: TransferState }
  /** It waits again. */
  | { readonly kind: 'put-back' }
  /** It waits until the server can be reached. `otherwise`: what is told of it where that helps nothing. */
  | { readonly kind: 'lost'; readonly otherwise: TransferState }

/** Judges by the listings of its round alone. */
export function judgeUpload(file: UploadFile, outcome: VerifiedOutcome): UploadJudgement {
  switch (outcome.result) {
    case 'name-taken':
      return finished({ state: 'name-taken', there: outcome.there })
    case 'not-sent':
      return judgeUnsent(file, outcome.failure)
    case 'different':
      return finished({ state: 'failed', problem: 'came-back-different' })
    case 'nowhere':
      return finished(
        outcome.failure === null
          ? { state: 'failed', problem: 'not-listed' }
          : toFailedState(outcome.failure),
      )
    case 'not-checked':
      return judgeUnverified(outcome.failure)
    case 'at-its-place':
    case 'elsewhere':
      return finished(toDoneState(file, outcome.listed.name))
  }
}

function judgeUnsent(file: UploadFile, failure: AppFailure): UploadJudgement {
  if (failure.kind === 'stopped') return { kind: 'put-back' }
  // The pause is waited for by whatever is asked next.
  if (failure.kind === 'throttled' && !file.hasStarted) return { kind: 'put-back' }
  const isRecoverable = failure.kind === 'unreachable' || failure.kind === 'throttled'
  if (isRecoverable) return { kind: 'lost', otherwise: toFailedState(failure) }
  // What an earlier run sent may be there: nobody could look.
  if (file.intent !== null && !file.hasStarted) return finished(toFailedState(failure, 'not-checked'))
  return finished(toFailedState(failure))
}

/** It may be there. Its intent is written: the next listing tells, in this run or in a later one. */
function judgeUnverified(failure: AppFailure): UploadJudgement {
  const isRecoverable = ['unreachable', 'throttled', 'stopped', 'timed-out', 'answer-cut']
  if (isRecoverable.includes(failure.kind))
    return { kind: 'lost', otherwise: toFailedState(failure, 'not-checked') }
  return finished(toFailedState(failure, 'not-checked'))
}

function toDoneState(file: UploadFile, name: string): TransferState {
  const sha256 = file.sha256 ?? file.intent?.sha256 ?? ''
  return { state: 'done', sha256, as: name === file.destination.name ? null : name }
}

function toFailedState(failure: AppFailure, problem: TransferProblem = failure.kind): TransferState {
  const detail = failure.detail ?? (problem === failure.kind ? undefined : failure.kind)
  return { state: 'failed', problem, ...(detail === undefined ? {} : { detail }) }
}

function finished(outcome: TransferState): UploadJudgement {
  return { kind: 'over', outcome }
}
