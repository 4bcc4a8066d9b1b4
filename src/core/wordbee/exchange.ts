import type { Clock, HttpBody, HttpPort, HttpResponse, HttpTimeouts } from '../ports'
import { HttpPortError } from '../ports'
import { isCutJson } from '../parse-json'
import type { Budget } from './budget/budget'
import type { CallUse } from './budget/priority'
import type { CallOptions } from './budget/call-options'
import type { CallPermit } from './budget/call-permit'
import { stoppedError } from './budget/permit-queue'
import { isPermitted, type DeletePermit } from './delete-permit'
import { atMinimumRate } from './minimum-rate'
import { errorLimitBytes, readText } from './read-body'
import type { Session, Token } from './session'
import { readRetryAfter, type Throttle } from './throttle'
import { createRwLock } from './rw-lock'
import { unlessAborted } from './unless-aborted'
import { isSessionExpired, readWireError, toWordbeeError } from './wire-error'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** One call, and how its asker wants it to be counted, ended and refused. */
export interface ApiCall extends Omit<CallOptions, 'lane'> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: string
  readonly body?: HttpBody
  readonly contentType?: string
  readonly permit?: DeletePermit
  /** Changes something: the network stack must not send it again by itself. */
  readonly once?: boolean
  /** What it counts as in the hour. By default a DELETE is a delete, and everything else a read of places. */
  readonly use?: CallUse
}

/** Sends one authenticated call and gives its 2xx answer; throws `WordbeeError` for anything else. */
export type Exchange = (call: ApiCall) => Promise<HttpResponse>

export interface ExchangePorts {
  readonly http: HttpPort
  readonly clock: Clock
  readonly session: Session
  readonly throttle: Throttle
  readonly budget: Budget
  readonly accountId: string
  readonly timeouts: HttpTimeouts
  /** Takes secrets out of the server's words before anybody sees them. */
  readonly redact: (text: string) => string
  readonly onAnswered: (durationMs: number) => void
}

const unproven = { status: 400, nothingWasDone: false } as const

/** Times that a call is sent again after its token died, each time with a newer one (docs/threat-model.md#session-renewal). */
const replays = 3

/** What a DELETE was decided on is older than this after a longer wait: it must be listed anew (docs/rules.md#p8). Milliseconds. */
const freshMs = 60_000

/** One call on its way, with the time since when it wants to be sent. */
interface PendingCall {
  readonly call: ApiCall
  readonly since: number
}

/**
 * The one place where a call meets the session, the throttle and the budget. A call whose token died is sent again, from
 * the second time on alone: where tokens die within a few calls, parallel calls would use up each other's. That is safe
 * for a DELETE too, since such an answer proves that nothing was done (docs/rules.md#p1). Room in the hour is waited for outside of the
 * turnstile, where nobody else is held up; each sending takes room of its own.
 */
export function createExchange(ports: ExchangePorts): Exchange {
  const lock = createRwLock()
  return async function exchange(call) {
    refuseUnpermittedDelete(call)
    const pending = { call, since: ports.clock.elapsed() }
    let sent = 0
    while (sent <= replays) {
      const permit = await takePermit(ports, call)
      const answer =
        sent < 2
          ? await inTurn(lock.shared, call.signal, () => sendOnce(ports, pending, permit))
          : await inTurn(lock.exclusive, call.signal, () => sendWithSessionRetry(ports, pending, permit))
      if (answer.kind === 'answered') return answer.response
      sent += answer.times
    }
    throw new WordbeeError(failureWithDetail('session-rejected', ''), { status: null, nothingWasDone: true })
  }
}

/**
 * The work in its turn. A call that is stopped while it waits for its turn ends at once; its work then still runs, in its
 * turn, and finds that it is stopped. Work that has begun ends by its own signal.
 */
function inTurn(
  enter: (work: () => Promise<Sent>) => Promise<Sent>,
  signal: AbortSignal | undefined,
  work: () => Promise<Sent>,
): Promise<Sent> {
  let hasBegun = false
  const done = enter(() => {
    hasBegun = true
    return work()
  })
  return unlessAborted(done, signal, () => !hasBegun)
}

type Sent =
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
  const promised = call.reservation?.takePermit(use.purpose) ?? null
  if (promised !== null) return promised
  if (call.atOnce !== true) return budget.admit(use, call.waiting ?? call.signal)
  const permit = budget.admitNow(use)
  if (permit === null) throw wouldWait()
  return permit
}

/** Nothing was sent: whoever asks can be told at once. */
function wouldWait(): WordbeeError {
  return new WordbeeError(failureWithDetail('throttled', ''), { status: null, nothingWasDone: true })
}

/** Alone: where the second sending would have to wait for room, the turn is given up. */
async function sendWithSessionRetry(
  ports: ExchangePorts,
  pending: PendingCall,
  permit: CallPermit,
): Promise<Sent> {
  const first = await sendOnce(ports, pending, permit)
  if (first.kind === 'answered') return first
  const next = ports.budget.admitNow(callUseOf(pending.call))
  if (next === null) return first
  const second = await sendOnce(ports, pending, next)
  return second.kind === 'answered' ? second : { kind: 'session-lost', times: first.times + second.times }
}

async function sendOnce(ports: ExchangePorts, pending: PendingCall, permit: CallPermit): Promise<Sent> {
  const { call } = pending
  try {
    await untilAdmitted(ports.throttle, call)
    const token = await takeToken(ports, call.signal)
    refuseStopped(call)
    refuseStaleDelete(ports, pending)
    refuseByAsker(call)
    await permit.useCall()
    return await sendCounted(ports, call, token)
  } finally {
    permit.finish()
  }
}

async function sendCounted(ports: ExchangePorts, call: ApiCall, token: Token): Promise<Sent> {
  const { clock, session, throttle, budget } = ports
  const startedAt = clock.elapsed()
  const response = await send(ports, call, token)
  ports.onAnswered(clock.elapsed() - startedAt)
  if (response.status >= 200 && response.status < 300) {
    session.confirm(token)
    throttle.accepted()
    budget.recordAccepted()
    return { kind: 'answered', response }
  }
  const body = await readText(response, errorLimitBytes).catch(nothingUnless400(response.status))
  // Without its end a 400 can't be told from a lost session.
  if (response.status === 400 && isCutJson(body))
    throw new WordbeeError(failureWithDetail('answer-cut', ''), unproven)
  const error = readWireError(response.status, body)
  if (isSessionExpired(error)) {
    session.invalidate(token)
    return { kind: 'session-lost', times: 1 }
  }
  session.confirm(token)
  const retryAfterMs = readRetryAfter(response.header('retry-after'), response.header('date'), clock.now())
  if (error.status === 429) {
    throttle.pause(retryAfterMs)
    budget.recordThrottled(`${error.title} ${error.reason}`)
  }
  throw toWordbeeError({ ...error, title: ports.redact(error.title) }, retryAfterMs)
}

/** A DELETE that waited too long comes back as throttled: nothing was done, and the asker lists before it asks again. */
function refuseStaleDelete({ clock }: ExchangePorts, { call, since }: PendingCall): void {
  if (call.method !== 'DELETE' || clock.elapsed() - since <= freshMs) return
  throw wouldWait()
}

/** Nothing was sent: the port would say "aborted", which a call that has left says too. */
function refuseStopped({ signal }: ApiCall): void {
  if (signal?.aborted === true) throw stoppedError()
}

/** Nothing was sent. */
function refuseByAsker({ refuse }: ApiCall): void {
  const failure = refuse?.() ?? null
  if (failure !== null) throw new WordbeeError(failure, { status: null, nothingWasDone: true })
}

async function untilAdmitted(throttle: Throttle, call: ApiCall): Promise<void> {
  if (call.atOnce === true && throttle.waitingUntil() !== null) throw wouldWait()
  try {
    await throttle.admit(call.waiting ?? call.signal)
  } catch {
    throw stoppedError()
  }
}

/** What kept a token from being had, the call itself was never sent; and a sign-in that is throttled pauses everything. */
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

async function send(ports: ExchangePorts, call: ApiCall, token: Token): Promise<HttpResponse> {
  const { method, url, body, contentType, signal, once } = call
  const headers = {
    'X-Auth-Token': token.text,
    'X-Auth-AccountId': ports.accountId,
    ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
  }
  return sendMapped(ports, {
    ...{ method, url, headers, timeouts: ports.timeouts },
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
    ...(once === undefined ? {} : { once }),
  })
}

/** Guard (d) of docs/rules.md#p1: whoever builds a DELETE on an asset path by another way than `delete-asset.ts` is stopped here. */
function refuseUnpermittedDelete(call: ApiCall): void {
  if (call.method === 'DELETE' && !isPermitted(call.permit, call.url)) {
    throw new Error('a DELETE was refused: it does not come from delete-asset')
  }
}

/**
 * Sends by the port, with its problems as our failures. The one place where every call gets its total time limit: the port
 * ends a call without headers (`HttpTimeouts`), and the body must keep a minimum rate.
 */
export async function sendMapped(
  { http, clock }: { readonly http: HttpPort; readonly clock: Pick<Clock, 'elapsed'> },
  request: Parameters<HttpPort['send']>[0],
): Promise<HttpResponse> {
  try {
    const response = await http.send(request)
    const body = atMinimumRate(response.body, { clock, longestWaitMs: request.timeouts.idleMs })
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

const kinds = {
  unreachable: 'unreachable',
  certificate: 'certificate',
  'timed-out': 'timed-out',
  redirected: 'redirected',
  cut: 'answer-cut',
  aborted: 'stopped',
} as const

function fromPortError(error: unknown): unknown {
  if (!(error instanceof HttpPortError)) return error
  return new WordbeeError(failureWithDetail(kinds[error.problem], error.detail), {
    status: null,
    nothingWasDone: false,
  })
}

/** An error body that can't be read still has its status; only a 400 can't be told from a lost session without it. */
function nothingUnless400(status: number): (error: unknown) => string {
  return (error) => {
    if (status === 400 || !(error instanceof WordbeeError)) throw error
    return ''
  }
}
