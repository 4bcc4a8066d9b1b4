import { UploadAborted } from '../faults/receive-body'
import { platformDate } from '../store/clock'
import type { CallContext } from './call-context'
import { ApiError, apiErrorReply, tokenErrorReply } from './error-bodies'
import { lengthRequiredPage, notFoundPage, queryTooLongPage, uriTooLongPage } from './html-pages'
import type { Reply } from './reply'
import type { Route } from './routes'

/** IIS `maxQueryString`: of the query as sent, without its question mark. */
const maximumQuery = 2048

function refusedByWebServer({ call, platform }: CallContext, route: Route): Reply | undefined {
  if (call.rawQuery.length > maximumQuery) {
    return platform.switches.longQuery === 414 ? uriTooLongPage() : queryTooLongPage()
  }
  const isChunked = call.headers['transfer-encoding'] !== undefined
  if (isChunked && platform.switches.chunkedBody === '411') return lengthRequiredPage()
  const isAbsent = route.family === 'assets' && platform.switches.assetApi === 'absent'
  return route.family === 'unknown' || isAbsent ? notFoundPage() : undefined
}

function refusedByPlatform({ call, platform }: CallContext, route: Route): Reply | undefined {
  if (route.family === 'sign-in') return undefined
  const { switches, sessions, throttle, clock } = platform
  if (!sessions.accept(call.token, call.headers['x-auth-accountid'])) {
    return tokenErrorReply(switches.tokenErrorStatus, platformDate(clock.now()))
  }
  if (route.family === 'sign-out') return undefined
  const throttled = throttle.admit()
  if (throttled !== undefined) return throttled
  if (switches.anyRight === 'granted') return undefined
  throw new ApiError('You have no permission to access this item.', switches.anyRight === '403' ? 403 : 400)
}

/**
 * The walls that a call passes in their order, then its handler; refusals are answers like any other. What a fault broke off
 * in the middle comes back as it is.
 */
export async function handleCall(context: CallContext, route: Route): Promise<Reply | UploadAborted> {
  try {
    return (
      refusedByWebServer(context, route) ?? refusedByPlatform(context, route) ?? (await route.handle(context))
    )
  } catch (failure) {
    if (failure instanceof UploadAborted) return failure
    const date = platformDate(context.platform.clock.now())
    if (failure instanceof ApiError) return apiErrorReply(failure, date)
    // A mistake of this server, or a client that left in the middle of its own request.
    const details = failure instanceof Error ? failure.message : String(failure)
    return apiErrorReply(new ApiError('An unexpected error occurred.', 500, details), date)
  }
}
