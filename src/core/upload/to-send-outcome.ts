import { toFailure, WordbeeError } from '../wordbee/wordbee-error'
import { AttachAbortedError, type SendOutcome } from './send-outcome'

/** How an upload ended that failed: a refusal stores nothing; without an answer, or with an error of the server's own, the listing must tell. */
export function toSendOutcome(error: unknown): SendOutcome {
  if (error instanceof AttachAbortedError) return error.outcome
  const failure = toFailure(error)
  if (!(error instanceof WordbeeError)) return { sent: 'not', failure }
  const { status, nothingWasDone } = error.facts
  const isRefused = nothingWasDone || (status !== null && status >= 400 && status < 500)
  return isRefused ? { sent: 'not', failure } : { sent: 'unclear', failure }
}
