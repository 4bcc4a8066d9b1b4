import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { CallRecord, WritableCallLog } from '../call-log'
import type { Fault } from '../faults/fault'
import { abortUpload, receiveBody, UploadAborted } from '../faults/receive-body'
import { throttleBytes } from '../faults/throttle-bytes'
import type { ArrivalPlan } from '../faults/fault-plan'
import { replyAfterHandling, replyBeforeHandling } from '../faults/replacement-replies'
import { sendFaulty } from '../faults/send-faulty'
import type { Tripwire } from '../tripwire'
import type { CallContext, Platform } from './call-context'
import { decodeQuery, splitTarget } from './decode-query'
import { handleCall } from './handle-call'
import type { Reply } from './reply'
import type { Route } from './routes'
import { sendReply } from './send-reply'

/** The platform that handles the calls, and what records and disturbs them. */
export interface CallEnvironment {
  readonly platform: Platform
  readonly calls: WritableCallLog
  readonly faults: ArrivalPlan
  readonly tripwire: Tripwire
  /** Aborted when the server closes; calls that still wait then do no work. */
  readonly stopped: AbortSignal
}

export interface Exchange {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly route: Route
  readonly param: (name: string) => string
}

function record(incoming: IncomingMessage, environment: CallEnvironment): CallRecord {
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
  return environment.calls.arrive({
    method: incoming.method ?? '',
    ...splitTarget(incoming.url ?? '/'),
    headers: Object.fromEntries(headers) as Record<string, string>,
    at: environment.platform.clock.now(),
  })
}

function drop(outgoing: ServerResponse, isReset: boolean): void {
  if (isReset) outgoing.socket?.resetAndDestroy()
  else outgoing.socket?.destroy()
}

/**
 * Waits for holds and latency before the work. The wait continues if the client disconnects, because the platform would not
 * notice that either.
 */
async function waitForFaults(call: CallRecord, environment: CallEnvironment): Promise<readonly Fault[]> {
  const faults = environment.faults.arrive(call)
  await environment.faults.released(call)
  const ms = faults.reduce((sum, fault) => sum + (fault.kind === 'latency' ? fault.ms : 0), 0)
  if (ms > 0) await wait(ms, undefined, { signal: environment.stopped }).catch(() => undefined) // the server closed
  return faults
}

/** Of all other kinds, only the first fault of a call applies. */
const isCombinable = (fault: Fault): boolean => fault.kind === 'latency' || fault.kind === 'bandwidth'

/** The response with its body slowed down by `bandwidth` faults. */
function throttled(reply: Reply, faults: readonly Fault[]): Reply {
  return faults.reduce((slower, fault) => {
    if (fault.kind !== 'bandwidth' || fault.direction !== 'down') return slower
    const { body } = slower
    return {
      ...slower,
      body: { size: body.size, chunks: () => throttleBytes(body.chunks(), fault.bytesPerSecond) },
    }
  }, reply)
}

async function send(outgoing: ServerResponse, reply: Reply, fault: Fault | undefined): Promise<void> {
  if (fault !== undefined && (await sendFaulty(outgoing, reply, fault))) return
  await sendReply(outgoing, reply)
}

async function respond(call: CallRecord, exchange: Exchange, environment: CallEnvironment): Promise<void> {
  const { outgoing, incoming } = exchange
  const { platform } = environment
  const faults = await waitForFaults(call, environment)
  const fault = faults.find((candidate) => !isCombinable(candidate))
  if (environment.stopped.aborted) return
  if (fault !== undefined) call.fault = fault.kind
  if (fault?.kind === 'drop' && fault.when === 'before-work') {
    drop(outgoing, fault.reset === true)
    return
  }
  if (fault?.kind === 'hang' && fault.where === 'before-work') return
  if (fault?.kind === 'token-dies') platform.sessions.end(call.token)

  const replacement = fault && replyBeforeHandling(fault, platform)
  if (replacement !== undefined) {
    call.status = replacement.status
    return sendReply(outgoing, replacement)
  }
  const query = decodeQuery(call.rawQuery)
  const intake = () => receiveBody(incoming, faults)
  const context: CallContext = {
    platform,
    call,
    query,
    incoming,
    openBody: intake,
    fault,
    param: exchange.param,
  }
  const handled = await handleCall(context, exchange.route)
  if (handled instanceof UploadAborted) {
    call.status = await abortUpload(exchange, handled.fault)
    return
  }
  if (fault?.kind === 'drop') {
    drop(outgoing, fault.reset === true)
    return
  }
  if (fault?.kind === 'hang' && fault.where === 'before-headers') return
  const reply = fault === undefined ? handled : replyAfterHandling(fault, handled)
  call.status = reply.status
  return send(outgoing, throttled(reply, faults), fault)
}

/** Handles one call from its arrival to the last byte of its response. */
export async function runCall(exchange: Exchange, environment: CallEnvironment): Promise<void> {
  const { outgoing } = exchange
  const call = record(exchange.incoming, environment)
  const started = performance.now()
  outgoing.once('close', () => (call.durationMs = performance.now() - started))
  environment.tripwire.watch(call, (segmentId, name) =>
    environment.platform.assets.ofSegment(segmentId).some((asset) => asset.name === name),
  )
  await respond(call, exchange, environment)
}
