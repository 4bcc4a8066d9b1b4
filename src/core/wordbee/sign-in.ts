import { parseServerDate } from '../../shared/server-date'
import type { Clock, HttpPort, HttpTimeouts } from '../ports'
import type { SignInAnswer } from './budget/ledger-clock'
import { commonHeaders, sendMapped } from './exchange'
import { errorLimitBytes, readText } from './read-body'
import { readRetryAfter } from './throttle'
import { readWireError, toWordbeeError, type WireError } from './wire-error'
import { isTruncatedJson, parseJson } from '../parse-json'
import { failureWithDetail, WordbeeError } from './wordbee-error'

export interface Credentials {
  readonly accountId: string
  readonly apiKey: string
}

export interface SignInPorts {
  readonly http: HttpPort
  readonly clock: Pick<Clock, 'now' | 'elapsed'>
  readonly timeouts: HttpTimeouts
  readonly root: string
  readonly redact: (text: string) => string
}

export interface SignInRequest extends Credentials {
  /** Called when the server accepts the key. */
  readonly onAnswer: (answer: SignInAnswer) => void
}

/**
 * Signs in and returns the session token. Does not count against the allowance.
 * Failures: `wrong-key`, `throttled`, `proxy-password`, `answer-unexpected` (not this platform), `answer-cut`, `server-error`, and those
 * of the network.
 * Source: `api2/authentication`. Servers return a bare JSON string; an object with `token` is accepted too.
 */
export async function signIn(ports: SignInPorts, request: SignInRequest): Promise<string> {
  const sentAt = ports.clock.elapsed()
  const response = await sendMapped(ports, {
    method: 'POST',
    url: `${ports.root}/auth/token`,
    headers: { 'Content-Type': 'application/json', ...commonHeaders },
    body: {
      kind: 'text',
      text: JSON.stringify({ accountid: request.accountId, key: request.apiKey }),
    },
    timeouts: ports.timeouts,
  })
  const isOk = response.status >= 200 && response.status < 300
  // Without a success, the status is enough: Chromium hides the body of a proxy that refuses a tunnel.
  const body = await readText(response, errorLimitBytes).catch((error: unknown) => {
    if (isOk || response.status === 400) throw error
    return ''
  })
  if (!isOk) {
    const { header } = response
    const retryAfterMs = readRetryAfter(header('retry-after'), header('date'), ports.clock.now())
    throw signInError(readWireError(response.status, body), { redact: ports.redact, retryAfterMs })
  }
  const token = readToken(body)
  if (token !== null) {
    const date = response.header('date')
    const serverTime = date === null ? null : parseServerDate(date)
    request.onAnswer({ serverTime, tookMs: ports.clock.elapsed() - sentAt })
    return token
  }
  const kind = isTruncatedJson(body) ? 'answer-cut' : 'answer-unexpected'
  throw new WordbeeError(failureWithDetail(kind, ''), { status: response.status, nothingWasDone: true })
}

/** Signs the token out. The response is ignored, because the server drops idle tokens anyway. */
export async function signOut(ports: SignInPorts, accountId: string, token: string): Promise<void> {
  const headers = { 'X-Auth-Token': token, 'X-Auth-AccountId': accountId, ...commonHeaders }
  const request = {
    method: 'DELETE',
    url: `${ports.root}/auth/token`,
    headers,
    timeouts: ports.timeouts,
  } as const
  const response = await sendMapped(ports, request)
  await readText(response, errorLimitBytes)
}

function readToken(body: string): string | null {
  if (isTruncatedJson(body)) return null
  const parsed = parseJson(body)
  const bare = parsed === undefined ? body.trim() : parsed
  const text = typeof bare === 'object' && bare !== null && 'token' in bare ? bare.token : bare
  // A token is sent in a header, so it must be one line of printable ASCII. Reject the HTML of a proxy or portal.
  return typeof text === 'string' && /^[\x21-\x7e]{1,1000}$/.test(text) && !text.includes('<') ? text : null
}

/** The error of a failed sign-in. A rejection concerns the key or the account; `redact` removes the key from the message. */
function signInError(
  error: WireError,
  { redact, retryAfterMs }: Pick<SignInPorts, 'redact'> & { readonly retryAfterMs: number | null },
): WordbeeError {
  const isRejected =
    error.status === 401 || error.status === 403 || (error.status === 400 && error.title !== '')
  if (isRejected) {
    return new WordbeeError(failureWithDetail('wrong-key', redact(error.title)), {
      status: error.status,
      nothingWasDone: true,
    })
  }
  if (error.status === 407 || error.status === 429 || error.status >= 500)
    return toWordbeeError({ ...error, title: redact(error.title) }, retryAfterMs)
  return new WordbeeError(failureWithDetail('answer-unexpected', `HTTP ${String(error.status)}`), {
    status: error.status,
    nothingWasDone: true,
  })
}
