import type { AppFailure } from '../../shared/failure'
import type { TransferProblem, TransferState } from '../../shared/transfers'
import type { RoundEnd } from '../sending/send-round'
import type { UploadFile } from './upload-sender'

/** What becomes of a file after a round. */
export type UploadJudgement =
  | { readonly is: 'over'; readonly outcome: TransferState }
  /** It waits again. */
  | { readonly is: 'put-back' }
  /** It waits until the server can be reached. `otherwise`: what is told of it where that helps nothing. */
  | { readonly is: 'lost'; readonly otherwise: TransferState }

/** Judges by the listings of its round alone. */
export function judgeUpload(file: UploadFile, end: RoundEnd): UploadJudgement {
  switch (end.end) {
    case 'name-taken':
      return over({ state: 'name-taken', there: end.there })
    case 'not-sent':
      return judgeUnsent(file, end.failure)
    case 'different':
      return over({ state: 'failed', problem: 'came-back-different' })
    case 'nowhere':
      return over(end.failure === null ? { state: 'failed', problem: 'not-listed' } : failed(end.failure))
    case 'not-checked':
      return judgeUnchecked(end.failure)
    case 'at-its-place':
    case 'elsewhere':
      return over(done(file, end.listed.name))
  }
}

function judgeUnsent(file: UploadFile, failure: AppFailure): UploadJudgement {
  if (failure.kind === 'stopped') return { is: 'put-back' }
  // The pause is waited for by whatever is asked next.
  if (failure.kind === 'throttled' && !file.hasBegun) return { is: 'put-back' }
  const canComeBack = failure.kind === 'unreachable' || failure.kind === 'throttled'
  if (canComeBack) return { is: 'lost', otherwise: failed(failure) }
  // What an earlier run sent may be there: nobody could look.
  if (file.intent !== null && !file.hasBegun) return over(failed(failure, 'not-checked'))
  return over(failed(failure))
}

/** It may be there. Its intent is written: the next listing tells, in this run or in a later one. */
function judgeUnchecked(failure: AppFailure): UploadJudgement {
  const canComeBack = ['unreachable', 'throttled', 'stopped', 'timed-out', 'answer-cut']
  if (canComeBack.includes(failure.kind)) return { is: 'lost', otherwise: failed(failure, 'not-checked') }
  return over(failed(failure, 'not-checked'))
}

function done(file: UploadFile, name: string): TransferState {
  const sha256 = file.sha256 ?? file.intent?.sha256 ?? ''
  return { state: 'done', sha256, as: name === file.place.name ? null : name }
}

function failed(failure: AppFailure, problem: TransferProblem = failure.kind): TransferState {
  const detail = failure.detail ?? (problem === failure.kind ? undefined : failure.kind)
  return { state: 'failed', problem, ...(detail === undefined ? {} : { detail }) }
}

function over(outcome: TransferState): UploadJudgement {
  return { is: 'over', outcome }
}
