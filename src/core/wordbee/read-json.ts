import type { Clock } from '../ports'
import type { ApiCall, Exchange } from './exchange'
import { jsonLimitBytes, readText } from './read-body'
import { isTruncatedJson, parseJson } from '../parse-json'
import { maxRetries, pauseBeforeRetry } from './retry-pause'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** Sends a call and returns the parsed JSON. Only for calls that change nothing, because they may be retried. */
export type ReadJson = (call: Omit<ApiCall, 'permit'>) => Promise<unknown>

/** How often a throttled call is retried: the pauses add up to more than an hour, so a full allowance has time to free up. */
const maxThrottledRetries = 12

/**
 * Reads JSON with retries: a few for a dropped connection, a truncated response or a 5xx, and after its pause for a 429.
 * Failures: those of the exchange, `answer-unexpected` if the body is not JSON, `answer-cut` if it is truncated JSON.
 */
export function createReadJson(exchange: Exchange, clock: Clock): ReadJson {
  async function readOnce(call: ApiCall): Promise<unknown> {
    const response = await exchange(call)
    // Some servers send a byte order mark first.
    const text = (await readText(response, jsonLimitBytes)).trimStart()
    const value = parseJson(text)
    if (value !== undefined) return value
    const kind = isTruncatedJson(text) ? 'answer-cut' : 'answer-unexpected'
    throw new WordbeeError(failureWithDetail(kind, ''), { status: response.status, nothingWasDone: false })
  }

  return async function readJson(call) {
    let retries = 0
    let throttledRetries = 0
    for (;;) {
      try {
        return await readOnce(call)
      } catch (error) {
        const kind = error instanceof WordbeeError ? error.failure.kind : null
        if (kind === 'throttled' && throttledRetries < maxThrottledRetries) throttledRetries += 1
        else if (isTransient(kind) && retries < maxRetries) {
          await pauseBeforeRetry(clock, retries, { error, call })
          retries += 1
        } else throw error
      }
    }
  }
}

function isTransient(kind: string | null): boolean {
  return kind === 'unreachable' || kind === 'timed-out' || kind === 'answer-cut' || kind === 'server-error'
}
