import type { FailureKind } from '../../shared/failure'
import { parseJson } from '../parse-json'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** The content of a response that is not 2xx, parsed leniently. Source: `api2/error-handling-and-code`. */
export interface WireError {
  readonly status: number
  /** The first of `error.title`, `error.message`, `reason`; "" if the body has none. */
  readonly title: string
  readonly reason: string
}

export function readWireError(status: number, body: string): WireError {
  const parsed = asRecord(parseJson(body))
  const error = asRecord(parsed['error'])
  const reason = text(parsed['reason'])
  return { status, title: text(error['title']) || text(error['message']) || reason, reason }
}

/**
 * Whether a response means that the token expired: 401 (seen in practice) or the documented 400. Nothing else may trigger a
 * new sign-in. Source: `api2/error-handling-and-code`, docs/platform-api.md#lost-session.
 */
export function isSessionExpired(error: WireError): boolean {
  if (error.status === 401) return true
  if (error.status !== 400) return false
  return (
    fold(error.title) === 'token invalid or expired.' || fold(error.reason).startsWith('not authenticated')
  )
}

/** The error for a response that is neither 2xx nor an expired session. */
export function toWordbeeError(error: WireError, retryAfterMs: number | null): WordbeeError {
  const kind = kindOf(error)
  // An error page of a gateway has no usable message, only a status.
  return new WordbeeError(failureWithDetail(kind, error.title || `HTTP ${String(error.status)}`), {
    status: error.status,
    // The server rejects these before it processes the request.
    nothingWasDone: [411, 413, 429].includes(error.status),
    retryAfterMs,
  })
}

function kindOf(error: WireError): FailureKind {
  const { status } = error
  if (status === 400) return isMissingRight(error) ? 'forbidden' : 'server-refused'
  if (status === 403) return 'forbidden'
  if (status === 411) return 'length-required'
  if (status === 413) return 'too-large-for-server'
  if (status === 414) return 'query-too-long'
  if (status === 429) return 'throttled'
  if (status >= 500) return 'server-error'
  if (status >= 300 && status < 400) return 'redirected'
  return 'answer-unexpected'
}

/** The API has no code for a missing right, so the message decides. It only selects the text that the user sees. */
function isMissingRight(error: WireError): boolean {
  return /\b(rights?|permissions?|access|denied|forbidden|not allowed|unauthori[sz]ed)\b/i.test(
    `${error.title} ${error.reason}`,
  )
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function fold(value: string): string {
  return value.trim().toLowerCase()
}
