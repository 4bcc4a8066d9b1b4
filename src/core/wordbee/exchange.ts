import { RwLock } from '../lib/rw-lock'
import type { Clock, HttpBody, HttpPort, HttpResponse, HttpTimeouts } from '../ports'
import { HttpPortError } from '../ports'
import { isTruncatedJson } from '../parse-json'
import type { Budget } from './budget/budget'
import type { CallUse } from './budget/priority'
import type { CallOptions } from './budget/call-options'
import type { CallPermit } from './budget/call-permit'
import { isPermitted, type DeletePermit } from './delete-permit'
import { atMinimumRate } from './minimum-rate'
import { errorLimitBytes, readText } from './read-body'
import type { Session, Token } from './session'
import { readRetryAfter, type Throttle } from './throttle'
import { unlessAborted } from './unless-aborted'
import { isSessionExpired, readWireError, toWordbeeError } from './wire-error'
import { failureWithDetail, stoppedError, WordbeeError } from './wordbee-error'

/** One call, and how its caller wants it to be counted, ended and refused. */
export interface ApiCall extends Omit<CallOptions, 'priority'> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
  readonly body?: HttpBody
  readonly contentType?: string
  /** Further headers, such as those of a range request. */
  readonly headers?: Readonly<Record<string, string>>
  readonly permit?: DeletePermit
  /** The call changes something, so the network stack must not resend it. */
  readonly once?: boolean
  /** What the call counts as. By default, a DELETE counts as a delete and everything else as a read of places. */
  readonly use?: CallUse
}

/** Sends one authenticated call and returns its 2xx response; throws `WordbeeError` for anything else. */
export type Exchange = (call: ApiCall) => Promise<HttpResponse>

export interface ExchangePorts {
  readonly http: HttpPort
  readonly clock: Clock
  readonly session: Session
  readonly throttle: Throttle
  readonly budget: Budget
  readonly accountId: string
  readonly timeouts: HttpTimeouts
  /** Removes secrets from the server's messages. */
  readonly redact: (text: string) => string
  readonly onResponse: (durationMs: number) => void
}

const unproven = { status: 400, nothingWasDone: false } as const

/** How often a call is sent again after its token expired, each time with a newer token (docs/threat-model.md#session-renewal). */
const maxResends = 3

/** How long a DELETE may wait, in ms. After that its listing is stale, and the caller must list again (docs/rules.md#p8). */
const maxDeleteWaitMs = 60_000

/**
 * From this idle time on, a 400 may mean an expired token in words that are not recognised: tokens expire after 30 idle minutes.
 * One sign-in is then worth a try, since it costs no call (docs/platform-api.md#lost-session).
 */
const suspectIdleMs = 25 * 60_000

/** A call in progress, and since when it waits (elapsed ms). */
interface PendingCall {
  readonly call: ApiCall
  readonly since: number
}

/**
 * Combines session, throttle and budget for every call. A call whose token expired is sent again, which is safe even for a
 * DELETE, because that response proves that nothing was done (docs/rules.md#p1). From the third attempt on it runs
 * exclusively: if tokens expire after a few calls, parallel calls would use up each other's. Calls wait for quota outside of
 * the lock, so that they do not block others; each attempt needs its own permit.
 */
export function createExchange(ports: ExchangePorts): Exchange {
  const lock = new RwLock()
  return async function exchange(call) {
    refuseUnpermittedDelete(call)
    const pending = { call, since: ports.clock.elapsed() }
    let sent = 0
    while (sent <= maxResends) {
      const permit = await takePermit(ports, call)
      const isShared = sent < 2
      const send = isShared ? sendOnce : sendWithSessionRetry
      const attempt = await inTurn(
        (work) => (isShared ? lock.shared(work) : lock.exclusive(work)),
        call.signal,
        () => send(ports, pending, permit),
      )
      if (attempt.kind === 'answered') return attempt.response
      sent += attempt.times
    }
    throw new WordbeeError(failureWithDetail('session-rejected', ''), { status: null, nothingWasDone: true })
  }
}

/**
 * Runs `work` when the lock admits it. A call that is aborted while it waits for the lock ends at once; its work still runs in
 * its turn, and finds that it was aborted. Work that has started ends by its own signal.
 */
function inTurn(
  enter: (work: () => Promise<Attempt>) => Promise<Attempt>,
  signal: AbortSignal | undefined,
  work: () => Promise<Attempt>,
): Promise<Attempt> {
  let hasStarted = false
  const done = enter(() => {
    hasStarted = true
    return work()
  })
  return unlessAborted(done, signal, () => !hasStarted)
}

type Attempt =
  | { readonly kind: 'answered'; readonly response: HttpResponse }
  | { readonly kind: 'session-lost'; readonly times: number }

function callUseOf(call: ApiCall): CallUse {
  if (call.use !== undefined) return call.use
  return call.method === 'DELETE'
    ? { priority: 'deletes', purpose: 'delete' }
    : { priority: 'reads', purpose: 'places' }
}

async function takePermit({ budget }: ExchangePorts, call: ApiCall): Promise<CallPermit> {
  const use = callUseOf(call)
  const reserved = call.reservation?.takePermit(use.purpose) ?? null
  if (reserved !== null) return reserved
  if (call.atOnce !== true) return budget.admit(use, call.waitSignal ?? call.signal)
  const permit = budget.admitNow(use)
  if (permit === null) throw wouldWait()
  return permit
}

/** The failure of a call that was not sent because it would have to wait. */
function wouldWait(): WordbeeError {
  return new WordbeeError(failureWithDetail('throttled', ''), { status: null, nothingWasDone: true })
}

/** Sends a call up to twice under the exclusive lock, and gives the lock up if the second attempt would wait for quota. */
async function sendWithSessionRetry(
  ports: ExchangePorts,
  pending: PendingCall,
  permit: CallPermit,
): Promise<Attempt> {
  const first = await sendOnce(ports, pending, permit)
  if (first.kind === 'answered') return first
  const next = ports.budget.admitNow(callUseOf(pending.call))
  if (next === null) return first
  const second = await sendOnce(ports, pending, next)
  return second.kind === 'answered' ? second : { kind: 'session-lost', times: first.times + second.times }
}

async function sendOnce(ports: ExchangePorts, pending: PendingCall, permit: CallPermit): Promise<Attempt> {
  const { call } = pending
  try {
    await untilAdmitted(ports.throttle, call)
    const token = await takeToken(ports, call.signal)
    refuseStopped(call)
    refuseStaleDelete(ports, pending)
    refuseByCaller(call)
    await permit.useCall()
    return await sendCounted(ports, call, token)
  } finally {
    permit.finish()
  }
}

async function sendCounted(ports: ExchangePorts, call: ApiCall, token: Token): Promise<Attempt> {
  const { clock, session, throttle, budget } = ports
  const startedAt = clock.elapsed()
  const idleMs = session.idleMs(token)
  const response = await send(ports, call, token)
  ports.onResponse(clock.elapsed() - startedAt)
  if (response.status >= 200 && response.status < 300) {
    session.confirm(token)
    throttle.recordAccepted()
    budget.recordAccepted()
    return { kind: 'answered', response }
  }
  const body = await readText(response, errorLimitBytes).catch(emptyUnless400(response.status))
  // A truncated 400 might be an expired session.
  if (response.status === 400 && isTruncatedJson(body))
    throw new WordbeeError(failureWithDetail('answer-cut', ''), unproven)
  const error = readWireError(response.status, body)
  if (isSessionExpired(error)) {
    session.invalidate(token)
    return { kind: 'session-lost', times: 1 }
  }
  if (error.status === 400 && idleMs >= suspectIdleMs) {
    session.invalidate(token)
    // Not proven, so a call that changes something is never sent again (docs/rules.md#p1).
    if (call.once !== true) return { kind: 'session-lost', times: 1 }
  }
  session.confirm(token)
  const retryAfterMs = readRetryAfter(response.header('retry-after'), response.header('date'), clock.now())
  if (error.status === 429) {
    throttle.pause(retryAfterMs)
    budget.recordThrottled(`${error.title} ${error.reason}`)
  }
  throw toWordbeeError({ ...error, title: ports.redact(error.title) }, retryAfterMs)
}

/** Rejects a DELETE that waited too long as throttled: nothing was done, and the caller lists before it tries again. */
function refuseStaleDelete({ clock }: ExchangePorts, { call, since }: PendingCall): void {
  if (call.method !== 'DELETE' || clock.elapsed() - since <= maxDeleteWaitMs) return
  throw wouldWait()
}

/** Rejects an aborted call before it is sent: the port would report `aborted`, which also covers calls that were sent. */
function refuseStopped({ signal }: ApiCall): void {
  if (signal?.aborted === true) throw stoppedError()
}

/** Rejects the call if its caller's `refuse` says so; nothing was sent. */
function refuseByCaller({ refuse }: ApiCall): void {
  const failure = refuse?.() ?? null
  if (failure !== null) throw new WordbeeError(failure, { status: null, nothingWasDone: true })
}

async function untilAdmitted(throttle: Throttle, call: ApiCall): Promise<void> {
  if (call.atOnce === true && throttle.waitingUntil() !== null) throw wouldWait()
  try {
    await throttle.admit(call.waitSignal ?? call.signal)
  } catch {
    throw stoppedError()
  }
}

/** The session's token. If the sign-in fails, the call was not sent; if it is throttled, all calls pause. */
async function takeToken(
  { session, throttle }: ExchangePorts,
  signal: AbortSignal | undefined,
): Promise<Token> {
  try {
    return await unlessAborted(session.token(), signal)
  } catch (error) {
    if (!(error instanceof WordbeeError)) throw error
    if (error.failure.kind === 'throttled') throttle.pause(error.facts.retryAfterMs ?? null)
    throw new WordbeeError(error.failure, { ...error.facts, nothingWasDone: true })
  }
}

/** English errors are recognised best; whether the platform heeds the header is unknown (docs/platform-api.md#errors). */
export const commonHeaders = { 'Accept-Language': 'en' } as const

async function send(ports: ExchangePorts, call: ApiCall, token: Token): Promise<HttpResponse> {
  const { method, url, body, contentType, signal, once } = call
  const headers = {
    ...call.headers,
    'X-Auth-Token': token.text,
    'X-Auth-AccountId': ports.accountId,
    ...commonHeaders,
    ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
  }
  return sendMapped(ports, {
    method,
    url,
    headers,
    timeouts: ports.timeouts,
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
    ...(once === undefined ? {} : { once }),
  })
}

/** Guard (d) of P1: rejects a DELETE that was not built by `delete-asset.ts`. */
function refuseUnpermittedDelete(call: ApiCall): void {
  if (call.method === 'DELETE' && !isPermitted(call.permit, call.url)) {
    throw new Error('a DELETE was refused: it was not built by delete-asset')
  }
}

/**
 * Sends a request, and maps the port's problems to failures. Every call gets its total time limit here: the port limits the
 * wait for the headers (`HttpTimeouts`), and the body must arrive at a minimum rate.
 */
export async function sendMapped(
  { http, clock }: { readonly http: HttpPort; readonly clock: Pick<Clock, 'elapsed'> },
  request: Parameters<HttpPort['send']>[0],
): Promise<HttpResponse> {
  try {
    const response = await http.send(request)
    const body = atMinimumRate(response.body, { clock, maxWaitMs: request.timeouts.idleMs })
    return { ...response, body: mapBodyProblems(body) }
  } catch (error) {
    throw fromPortError(error)
  }
}

async function* mapBodyProblems(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw fromPortError(error)
  }
}

const failureKinds = {
  unreachable: 'unreachable',
  certificate: 'certificate',
  'certificate-date': 'certificate-date',
  'certificate-host': 'certificate-host',
  encryption: 'encryption-failed',
  'timed-out': 'timed-out',
  redirected: 'redirected',
  cut: 'answer-cut',
  aborted: 'stopped',
} as const

function fromPortError(error: unknown): unknown {
  if (!(error instanceof HttpPortError)) return error
  // Chromium reports some proxies that ask for a password as a network error.
  const kind = error.detail.includes('PROXY_AUTH') ? 'proxy-password' : failureKinds[error.problem]
  return new WordbeeError(failureWithDetail(kind, error.detail), {
    status: null,
    nothingWasDone: false,
  })
}

/** Ignores an unreadable error body, because the status is enough. Only a 400 needs it, to recognise an expired session. */
function emptyUnless400(status: number): (error: unknown) => string {
  return (error) => {
    if (status === 400 || !(error instanceof WordbeeError)) throw error
    return ''
  }
}
