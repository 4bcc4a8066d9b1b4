import type { Clock } from '../ports'
import type { ApiCall, Exchange } from './exchange'
import { jsonLimitBytes, readText } from './read-body'
import { isCutJson, parseJson } from '../parse-json'
import { failureWithDetail, WordbeeError } from './wordbee-error'

/** Asks for JSON and gives its value. Only for calls that change nothing: they may be repeated. */
export type ReadJson = (call: Omit<ApiCall, 'permit'>) => Promise<unknown>

/** Pauses between tries, milliseconds, for faults that pass (docs/threat-model.md#retries: at most 4 tries). */
const pausesMs = [300, 1_000, 3_000]

/** Times in a row that a throttled read waits and goes on by itself: together more than the hour that a full allowance takes. */
const throttledTries = 12

/**
 * Reading with patience: a dropped connection, a cut answer or a 5xx is tried again a few times, a 429 after its pause.
 * Failures: all of the exchange's, `answer-unexpected` for what is no JSON, `answer-cut` for JSON that breaks off.
 */
export function createReadJson(exchange: Exchange, clock: Clock): ReadJson {
  async function readOnce(call: ApiCall): Promise<unknown> {
    const response = await exchange(call)
    // Without the byte order marks that some servers begin with.
    const text = (await readText(response, jsonLimitBytes)).trimStart()
    const value = parseJson(text)
    if (value !== undefined) return value
    const kind = isCutJson(text) ? 'answer-cut' : 'answer-unexpected'
    throw new WordbeeError(failureWithDetail(kind, ''), { status: response.status, nothingWasDone: false })
  }

  return async function readJson(call) {
    let faults = 0
    let throttled = 0
    for (;;) {
      try {
        return await readOnce(call)
      } catch (error) {
        const kind = error instanceof WordbeeError ? error.failure.kind : null
        if (kind === 'throttled' && throttled < throttledTries) throttled += 1
        else if (isTransient(kind) && faults < pausesMs.length) {
          await clock.sleep(pausesMs[faults] ?? 0, call.signal)
          faults += 1
        } else throw error
      }
    }
  }
}

function isTransient(kind: string | null): boolean {
  return kind === 'unreachable' || kind === 'timed-out' || kind === 'answer-cut' || kind === 'server-error'
}
