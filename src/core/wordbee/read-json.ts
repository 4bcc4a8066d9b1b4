import { retry } from '../lib/retry'
import type { Clock } from '../ports'
import type { ApiCall, Exchange } from './exchange'
import type { RowReader } from './json-stream'
import { readJsonBody } from './read-body'
import { maxRetries, pauseBeforeRetry } from './retry-pause'
import { WordbeeError } from './wordbee-error'

export interface JsonCall extends Omit<ApiCall, 'permit'> {
  /** Reads each row of a list as it arrives; what it returns takes the row's position. The first undefined ends the call. */
  readonly readRow?: RowReader
}

/** Sends a call and returns the parsed JSON. Only for calls that change nothing, because they may be retried. */
export type ReadJson = (call: JsonCall) => Promise<unknown>

/** How often a throttled call is retried: the pauses add up to more than an hour, so a full allowance has time to free up. */
const maxThrottledRetries = 12

/**
 * Reads JSON with retries: a few for a dropped connection, a truncated response or a 5xx, and after its pause for a 429.
 * Failures: those of the exchange and of `readJsonBody`.
 */
export function createReadJson(exchange: Exchange, clock: Clock): ReadJson {
  async function readOnce({ readRow, ...call }: JsonCall): Promise<unknown> {
    return readJsonBody(await exchange(call), { clock, ...(readRow === undefined ? {} : { readRow }) })
  }

  return function readJson(call) {
    let retries = 0
    let throttledRetries = 0
    async function canRetry(error: unknown): Promise<boolean> {
      const kind = error instanceof WordbeeError ? error.failure.kind : null
      if (kind === 'throttled') {
        throttledRetries += 1
        return throttledRetries <= maxThrottledRetries
      }
      if (!isTransient(kind) || retries === maxRetries) return false
      await pauseBeforeRetry(clock, retries, { error, call })
      retries += 1
      return true
    }
    return retry(() => readOnce(call), canRetry)
  }
}

function isTransient(kind: string | null): boolean {
  return kind === 'unreachable' || kind === 'timed-out' || kind === 'answer-cut' || kind === 'server-error'
}
