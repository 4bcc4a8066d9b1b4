import { toFailure, WordbeeError } from '../wordbee/wordbee-error'
import { AttachAbortedError, type SendOutcome } from './send-outcome'

/** Maps an upload error. A 4xx stores nothing; after a 5xx or a missing response, only a listing shows what was stored. */
export function toSendOutcome(error: unknown): SendOutcome {
  if (error instanceof AttachAbortedError) return error.outcome
  const failure = toFailure(error)
  if (!(error instanceof WordbeeError)) return { sent: 'not', failure }
  const { status, nothingWasDone } = error.facts
  const isRefused = nothingWasDone || (status !== null && status >= 400 && status < 500)
  return isRefused ? { sent: 'not', failure } : { sent: 'unclear', failure }
}
