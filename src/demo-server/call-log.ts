import { decodeQuery } from './http/decode-query'

/** One call as it came over the wire. `status` and what follows are filled in when it was answered. */
export interface CallRecord {
  /** From 1, in order of arrival; goes on counting after `clear`. */
  readonly seq: number
  readonly method: string
  /** As sent, still encoded. */
  readonly path: string
  /** What stood after `?`, as sent. */
  readonly rawQuery: string
  /** Decoded as ASP.NET does; of a name that came twice the first value. */
  readonly params: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** `X-Auth-Token`, or null. */
  readonly token: string | null
  /** Of the server's clock, milliseconds. */
  readonly at: number
  /** The JSON body, of calls that have one, once it was read. */
  body?: unknown
  /** null: not answered (yet), or cut off before the head of an answer left. */
  status: number | null
  /** The fault that was played on this call. */
  fault?: string
  /** Real milliseconds until the answer was complete or the connection gone. */
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

/** A demo that stays open for days must not fill the memory. */
const maxRecordedCalls = 20_000

export type Arrival = Pick<CallRecord, 'method' | 'path' | 'rawQuery' | 'headers' | 'at'>

export interface WritableCallLog extends CallLog {
  arrive(arrival: Arrival): CallRecord
}

export function matchesCall(call: CallRecord, match: CallMatch): boolean {
  const target = call.rawQuery === '' ? call.path : `${call.path}?${call.rawQuery}`
  if (match.method !== undefined && match.method.toUpperCase() !== call.method) return false
  // search() starts at the beginning whatever the flags: a /g expression keeps no place between two calls.
  return match.path === undefined || target.search(match.path) !== -1
}

function paramsOf(rawQuery: string): Record<string, string> {
  return Object.fromEntries([...decodeQuery(rawQuery).entries].reverse())
}

export function createCallLog(): WritableCallLog {
  let calls: CallRecord[] = []
  let seq = 0
  const filter = (wanted: CallFilter) =>
    calls.filter(
      (call) => matchesCall(call, wanted) && (wanted.status === undefined || call.status === wanted.status),
    )
  return {
    get all() {
      return calls
    },
    filter,
    count: (wanted = {}) => filter(wanted).length,
    clear() {
      calls = []
    },
    arrive(arrival) {
      seq += 1
      const token = arrival.headers['x-auth-token'] ?? null
      const call: CallRecord = { ...arrival, seq, params: paramsOf(arrival.rawQuery), token, status: null }
      calls.push(call)
      if (calls.length > maxRecordedCalls) calls = calls.slice(maxRecordedCalls / 2)
      return call
    },
  }
}
