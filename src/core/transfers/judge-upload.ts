import type { Asset } from '../../shared/asset'
import type { AppFailure } from '../../shared/failure'
import type { TransferProblem, TransferState } from '../../shared/transfers'
import type { BytesComparison } from '../upload/compare-bytes'
import type { VerifiedOutcome } from '../upload/verified-upload'
import type { UploadFile } from './upload-file'

/** What happens to a file after its round. */
export type UploadJudgement =
  | { readonly kind: 'over'; readonly outcome: TransferState }
  /** The file waits again. */
  | { readonly kind: 'put-back' }
  /** The file waits until the server can be reached. `fallbackOutcome`: its outcome if waiting does not help. */
  | { readonly kind: 'lost'; readonly fallbackOutcome: TransferState }

/** Decides by the listings of the round, and by the comparison of the bytes if there was one. */
export function judgeUpload(
  file: UploadFile,
  outcome: VerifiedOutcome,
  compared: BytesComparison,
): UploadJudgement {
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
      return finished(
        compared === 'different'
          ? { state: 'failed', problem: 'came-back-different', differsIn: 'bytes' }
          : toDoneState(file, outcome.listed, compared),
      )
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

function toDoneState(file: UploadFile, listed: Asset, compared: BytesComparison): TransferState {
  const { name, modifiedDate: listedDate } = listed
  const as = name === file.destination.name ? null : name
  const done = { state: 'done', sha256: sentHashOf(file) ?? '', as } as const
  if (compared !== 'same') return done
  return { ...done, bytes: 'same', ...(listedDate === null ? {} : { listedDate }) }
}

/** Hash of the bytes that this run or an earlier one has sent, or null. */
export function sentHashOf({ sha256, intent }: UploadFile): string | null {
  return sha256 ?? intent?.sha256 ?? null
}

function toFailedState(failure: AppFailure, problem: TransferProblem = failure.kind): TransferState {
  const detail = failure.detail ?? (problem === failure.kind ? undefined : failure.kind)
  return { state: 'failed', problem, ...(detail === undefined ? {} : { detail }) }
}

function finished(outcome: TransferState): UploadJudgement {
  return { kind: 'over', outcome }
}
