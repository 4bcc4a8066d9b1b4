import { toFailure, WordbeeError } from '../wordbee/wordbee-error'
import { HeldBackError, type SendEnd } from './send-end'

/** How an upload ended that failed: a refusal stores nothing; without an answer, or with an error of the server's own, the listing must tell. */
export function endOfFailed(error: unknown): SendEnd {
  if (error instanceof HeldBackError) return error.end
  const failure = toFailure(error)
  if (!(error instanceof WordbeeError)) return { sent: 'not', failure }
  const { status, nothingWasDone } = error.facts
  const isRefused = nothingWasDone || (status !== null && status >= 400 && status < 500)
  return isRefused ? { sent: 'not', failure } : { sent: 'unclear', failure }
}
