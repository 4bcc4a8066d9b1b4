import type { Clock } from '../store/clock'
import type { Switches } from '../switches'
import { throttledReply } from '../http/error-bodies'
import { withHeaders, type Reply } from '../http/reply'

const hourMs = 60 * 60_000

export interface Throttle {
  /** Counts the call; undefined when it is within the allowance, else the refusal. A refused call does not count. */
  admit(): Reply | undefined
  /** Calls counted in the present hour. */
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

export function createThrottle(switches: Switches, clock: Clock): Throttle {
  let counted: number[] = []
  const forget = () => {
    const now = clock.now()
    const first = counted[0]
    if (switches.throttleWindow === 'sliding') counted = counted.filter((at) => now - at < hourMs)
    else if (first !== undefined && now - first >= hourMs) counted = []
  }
  return {
    admit() {
      forget()
      if (counted.length < switches.hourlyAllowance) {
        counted.push(clock.now())
        return undefined
      }
      const waitMs = (counted[0] ?? clock.now()) + hourMs - clock.now()
      const headers = retryAfterHeader(waitMs, switches.retryAfter, clock.now())
      return withHeaders(throttledReply(switches.hourlyAllowance), headers)
    },
    used() {
      forget()
      return counted.length
    },
  }
}
