import type { Clock } from '../store/clock'
import type { Switches } from '../switches'
import { throttledReply } from '../http/error-bodies'
import { withHeaders, type Reply } from '../http/reply'

const hourMs = 60 * 60_000

export interface RateLimiter {
  /** Counts a call and returns undefined, or returns the refusal if the allowance is used up. Refused calls do not count. */
  admit(): Reply | undefined
  /** Calls counted in the current hour. */
  used(): number
}

export function retryAfterHeader(
  waitMs: number,
  form: Switches['retryAfter'],
  now: number,
): Record<string, string> {
  switch (form) {
    case 'none':
      return {}
    case 'seconds':
      return { 'Retry-After': String(Math.ceil(waitMs / 1000)) }
    case 'date':
      return { 'Retry-After': new Date(now + waitMs).toUTCString() }
  }
}

export function createRateLimiter(switches: Switches, clock: Clock): RateLimiter {
  let callTimes: number[] = []
  const forgetOldCalls = () => {
    const now = clock.now()
    const first = callTimes[0]
    if (switches.throttleWindow === 'sliding') callTimes = callTimes.filter((at) => now - at < hourMs)
    else if (first !== undefined && now - first >= hourMs) callTimes = []
  }
  return {
    admit() {
      forgetOldCalls()
      if (callTimes.length < switches.hourlyAllowance) {
        callTimes.push(clock.now())
        return undefined
      }
      const waitMs = (callTimes[0] ?? clock.now()) + hourMs - clock.now()
      const headers = retryAfterHeader(waitMs, switches.retryAfter, clock.now())
      return withHeaders(throttledReply(switches.hourlyAllowance), headers)
    },
    used() {
      forgetOldCalls()
      return callTimes.length
    },
  }
}
