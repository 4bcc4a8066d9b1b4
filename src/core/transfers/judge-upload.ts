import type { AppFailure } from '../../shared/failure'
import type { TransferProblem, TransferState } from '../../shared/transfers'
import type { VerifiedOutcome } from '../upload/verified-upload'
import type { UploadFile } from './file-uploader'

/** What happens to a file after its round. */
export type UploadJudgement =
  | { readonly kind: 'over'; readonly outcome: TransferState }
  /** The file waits again. */
  | { readonly kind: 'put-back' }
  /** The file waits until the server can be reached. `fallbackOutcome`: its outcome if waiting does not help. */
  | { readonly kind: 'lost'; readonly fallbackOutcome: TransferState }

/** Decides by the listings of the round only. */
export function judgeUpload(file: UploadFile, outcome: VerifiedOutcome): UploadJudgement {
  switch (outcome.result) {
    case 'name-taken':
      return finished({ state: 'name-taken', there: outcome.there })
    case 'not-sent':
      return judgeUnsent(file, outcome.failure)
    case 'different':
      return finished({ state: 'failed', problem: 'came-back-different' })
    case 'nowhere':
      // The stop aborted the attach call, which may still be carried out. Its intent is logged, so the next listing decides.
      if (outcome.failure?.kind === 'stopped') return { kind: 'put-back' }
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
  // The next call waits for the throttle pause.
  if (failure.kind === 'throttled' && !file.hasStarted) return { kind: 'put-back' }
  const isRecoverable = failure.kind === 'unreachable' || failure.kind === 'throttled'
  if (isRecoverable) return { kind: 'lost', fallbackOutcome: toFailedState(failure) }
  // An earlier run may have uploaded it, and no listing was possible.
  if (file.intent !== null && !file.hasStarted) return finished(toFailedState(failure, 'not-checked'))
  return finished(toFailedState(failure))
}

/** The server may have the file. Its intent is logged, so the next listing settles it, in this run or a later one. */
function judgeUnverified(failure: AppFailure): UploadJudgement {
  const isRecoverable = ['unreachable', 'throttled', 'stopped', 'timed-out', 'answer-cut']
  if (isRecoverable.includes(failure.kind))
    return { kind: 'lost', fallbackOutcome: toFailedState(failure, 'not-checked') }
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
