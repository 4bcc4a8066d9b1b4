import type { Platform } from '../http/call-context'
import { stampError, throttledReply, tokenErrorReply } from '../http/error-bodies'
import { htmlReply } from '../http/html-pages'
import { textReply, withHeaders, type Reply } from '../http/reply'
import type { Fault } from './fault'

const redirectPage = '<html><head><title>Object moved</title></head></html>'

/** A proxy's error page, or the response that the rule defines. */
export function replacementReply(fault: Extract<Fault, { kind: 'html' | 'status' }>): Reply {
  if (fault.kind === 'html') {
    return htmlReply(
      fault.status,
      'The proxy could not handle the request',
      'Please contact your administrator.',
    )
  }
  const contentType = fault.contentType ?? 'text/plain; charset=utf-8'
  return withHeaders(textReply(fault.status, contentType, fault.body ?? ''), fault.headers ?? {})
}

/** The response that a fault sends instead of doing the work; undefined if the work is to be done. */
export function replyBeforeHandling(fault: Fault, platform: Platform): Reply | undefined {
  switch (fault.kind) {
    case 'redirect':
      return withHeaders(textReply(fault.status, 'text/html', redirectPage), { Location: fault.location })
    case 'html':
    case 'status':
      return fault.afterWork === true ? undefined : replacementReply(fault)
    case 'token-dies':
      return tokenErrorReply(fault.status, stampError(platform))
    case 'throttle': {
      const reply = throttledReply(platform.switches.hourlyAllowance)
      return fault.retryAfter === undefined
        ? reply
        : withHeaders(reply, { 'Retry-After': String(fault.retryAfter) })
    }
    case 'latency':
    case 'drop':
    case 'cut-body':
    case 'wrong-length':
    case 'hang':
    case 'lying-delete':
    case 'greedy-delete':
    case 'gzip-bomb':
    case 'bandwidth':
    case 'mid-upload':
    case 'short-store':
    case 'flip-byte':
    case 'joint-tokens':
    case 'trickle':
      return undefined
  }
}

/** The response after the work, which a fault may replace. */
export function replyAfterHandling(fault: Fault, reply: Reply): Reply {
  return fault.kind === 'html' || fault.kind === 'status' ? replacementReply(fault) : reply
}
