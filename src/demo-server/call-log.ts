import { decodeQuery } from './http/decode-query'

/** One call as it arrived. Its mutable fields are filled in while it is handled. */
export interface CallRecord {
  /** From 1, in order of arrival; `clear` does not reset it. */
  readonly seq: number
  readonly method: string
  /** As sent, still encoded. */
  readonly path: string
  /** The part after `?`, as sent. */
  readonly rawQuery: string
  /** Decoded as ASP.NET does; of a repeated name, the first value. */
  readonly params: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** `X-Auth-Token`, or null. */
  readonly token: string | null
  /** Arrival time by the server's clock, in milliseconds. */
  readonly at: number
  /** The JSON body, if there is one, once it has been read. */
  body?: unknown
  /** null: no response has been sent (yet). */
  status: number | null
  /** The fault that was applied to this call. */
  fault?: string
  /** Real milliseconds until the response was complete or the connection closed. */
  durationMs?: number
}

export interface CallMatch {
  readonly method?: string
  /** Tested against path and raw query together, as sent. */
  readonly path?: RegExp
}

export interface CallFilter extends CallMatch {
  readonly status?: number | null
}

export interface CallLog {
  readonly all: readonly CallRecord[]
  filter(filter: CallFilter): readonly CallRecord[]
  count(filter?: CallFilter): number
  clear(): void
}

/** Limits memory in a test that makes calls for hours. */
const maxRecordedCalls = 20_000

export type Arrival = Pick<CallRecord, 'method' | 'path' | 'rawQuery' | 'headers' | 'at'>

export interface WritableCallLog extends CallLog {
  arrive(arrival: Arrival): CallRecord
}

export function matchesCall(call: CallRecord, match: CallMatch): boolean {
  const target = call.rawQuery === '' ? call.path : `${call.path}?${call.rawQuery}`
  if (match.method !== undefined && match.method.toUpperCase() !== call.method) return false
  // search() ignores lastIndex, so a /g expression keeps no state between calls.
  return match.path === undefined || target.search(match.path) !== -1
}

function paramsOf(rawQuery: string): Record<string, string> {
  return Object.fromEntries([...decodeQuery(rawQuery).entries].reverse())
}

/** `keeps`: whether calls are recorded once they are handled. */
export function createCallLog(keeps = true): WritableCallLog {
  let calls: CallRecord[] = []
  let seq = 0
  const filter = (criteria: CallFilter) =>
    calls.filter(
      (call) =>
        matchesCall(call, criteria) && (criteria.status === undefined || call.status === criteria.status),
    )
  return {
    get all() {
      return calls
    },
    filter,
    count: (criteria = {}) => filter(criteria).length,
    clear() {
      calls = []
    },
    arrive(arrival) {
      seq += 1
      const token = arrival.headers['x-auth-token'] ?? null
      const call: CallRecord = { ...arrival, seq, params: paramsOf(arrival.rawQuery), token, status: null }
      if (!keeps) return call
      calls.push(call)
      if (calls.length > maxRecordedCalls) calls = calls.slice(maxRecordedCalls / 2)
      return call
    },
  }
}
