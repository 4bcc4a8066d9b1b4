import { UploadAborted } from '../faults/receive-body'
import type { CallContext } from './call-context'
import { ApiError, apiErrorReply, stampError, tokenErrorReply } from './error-bodies'
import { lengthRequiredPage, notFoundPage, queryTooLongPage, uriTooLongPage } from './html-pages'
import type { Reply } from './reply'
import type { Route } from './routes'

/** The limit `maxQueryString` of IIS, in characters of the query as sent, without its question mark. */
const maxQueryLength = 2048

function refusedByWebServer({ call, platform }: CallContext, route: Route): Reply | undefined {
  if (call.rawQuery.length > maxQueryLength) {
    return platform.switches.longQuery === 414 ? uriTooLongPage() : queryTooLongPage()
  }
  const isChunked = call.headers['transfer-encoding'] !== undefined
  if (isChunked && platform.switches.chunkedBody === '411') return lengthRequiredPage()
  const isAbsent = route.family === 'assets' && platform.switches.assetApi === 'absent'
  return route.family === 'unknown' || isAbsent ? notFoundPage() : undefined
}

function refusedByPlatform({ call, platform }: CallContext, route: Route): Reply | undefined {
  if (route.family === 'sign-in') return undefined
  const { switches, sessions, throttle } = platform
  if (!sessions.accept(call.token, call.headers['x-auth-accountid'])) {
    return tokenErrorReply(switches.tokenErrorStatus, stampError(platform))
  }
  if (route.family === 'sign-out') return undefined
  const throttled = throttle.admit()
  if (throttled !== undefined) return throttled
  if (switches.anyRight === 'granted') return undefined
  throw new ApiError('You have no permission to access this item.', switches.anyRight === '403' ? 403 : 400)
}

/**
 * Applies the checks of web server and platform, then runs the handler. Refusals become normal responses; an upload that a
 * fault interrupted is returned as such.
 */
export async function handleCall(context: CallContext, route: Route): Promise<Reply | UploadAborted> {
  try {
    return (
      refusedByWebServer(context, route) ?? refusedByPlatform(context, route) ?? (await route.handle(context))
    )
  } catch (failure) {
    if (failure instanceof UploadAborted) return failure
    const stamp = stampError(context.platform)
    if (failure instanceof ApiError) return apiErrorReply(failure, stamp)
    // A bug in this server, or a client that disconnected while sending its request.
    const details = failure instanceof Error ? failure.message : String(failure)
    return apiErrorReply(new ApiError('An unexpected error occurred.', 500, details), stamp)
  }
}
