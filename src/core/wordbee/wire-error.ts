import type { FailureKind } from '../../shared/failure'
import { parseJson } from '../parse-json'
import { speaksOfFileError, speaksOfLostSession, speaksOfMissingRight } from './error-words'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** The content of a response that is not 2xx, parsed leniently. Source: `api2/error-handling-and-code`. */
export interface WireError {
  readonly status: number
  /** The message to show; "" if the body has none. */
  readonly title: string
  readonly reason: string
  /** All texts of the error and its child errors, one a line, to recognise what it means. */
  readonly texts: string
}

/** Child errors that are read; a long operation may report one for each file. */
const maxChildren = 20

export function readWireError(status: number, body: string): WireError {
  const parsed = parseJson(body)
  const root = asRecord(parsed)
  const error = asRecord(root['error'])
  const reason = text(root['reason'])
  const children = asList(error['messages']).slice(0, maxChildren).map(asRecord)
  const childTexts = children.flatMap((child) => [text(child['title']), text(child['details'])])
  const details = text(error['details'])
  // The last ones are the shapes of the web server's framework, for errors that do not reach the platform.
  const titles = [
    ...[error['title'], error['message'], reason, details].map(text),
    ...childTexts,
    ...[root['error'], root['Message'], root['message'], root['title'], root['detail'], parsed].map(text),
  ].filter((candidate) => candidate !== '')
  const texts = [...new Set([...titles, text(error['type']), text(root['ExceptionMessage'])])]
  return { status, title: titles[0] ?? '', reason, texts: texts.join('\n') }
}

/**
 * Whether a response means that the token expired: 401 (seen in practice) or the documented 400, in any text of the error.
 * Source: `api2/error-handling-and-code`, docs/platform-api.md#lost-session.
 */
export function isSessionExpired({ status, title, texts }: WireError): boolean {
  // .NET reports a file that it may not open as unauthorized, too.
  if (status === 401) return !speaksOfFileError(title)
  return status === 400 && speaksOfLostSession(texts)
}

/** The error for a response that is neither 2xx nor an expired session. */
export function toWordbeeError(error: WireError, retryAfterMs: number | null): WordbeeError {
  const kind = kindOf(error)
  // An error page of a gateway has no usable message, only a status.
  return new WordbeeError(failureWithDetail(kind, error.title || `HTTP ${String(error.status)}`), {
    status: error.status,
    // The server, or a proxy before it, rejects these before it processes the request.
    nothingWasDone: [407, 411, 413, 429].includes(error.status),
    retryAfterMs,
  })
}

function kindOf(error: WireError): FailureKind {
  const { status, title, texts } = error
  // The details may hold a stack trace with paths of the server, so the title counts first.
  if (status === 400) return [title, texts].some(speaksOfMissingRight) ? 'forbidden' : 'server-refused'
  if (status === 401 || status === 403) return speaksOfFileError(title) ? 'server-refused' : 'forbidden'
  if (status === 407) return 'proxy-password'
  if (status === 411) return 'length-required'
  if (status === 413) return 'too-large-for-server'
  if (status === 414) return 'query-too-long'
  if (status === 429) return 'throttled'
  if (status >= 500) return 'server-error'
  if (status >= 300 && status < 400) return 'redirected'
  return 'answer-unexpected'
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
