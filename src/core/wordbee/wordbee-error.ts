import type { AppFailure, FailureKind } from '../../shared/failure'

/** A failed call to the platform. It stays inside core; only `failure` leaves it. */
export class WordbeeError extends Error {
  override readonly name = 'WordbeeError'
  constructor(
    readonly failure: AppFailure,
    readonly facts: {
      /** HTTP status, or null if no response arrived. */
      readonly status: number | null
      /** True only if it is proven that the server did nothing (lost session, 429, never sent). */
      readonly nothingWasDone: boolean
      /** From `Retry-After`, in ms, or null. */
      readonly retryAfterMs?: number | null
    },
  ) {
    super(failure.kind)
  }
}

/** The failure of anything thrown inside core. An unknown error is a bug: `internal`. */
export function toFailure(error: unknown): AppFailure {
  if (error instanceof WordbeeError) return error.failure
  return { kind: 'internal', retry: 'no', detail: error instanceof Error ? error.name : 'unknown' }
}

const retries: Partial<Record<FailureKind, AppFailure['retry']>> = {
  throttled: 'later',
  'server-error': 'later',
  unreachable: 'now',
  'timed-out': 'now',
  'answer-cut': 'now',
}

/** A failure with the server's message as its detail, cut to 300 characters. */
export function failureWithDetail(kind: FailureKind, message: string): AppFailure {
  const detail = message.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  const retry = retries[kind] ?? 'no'
  return detail === '' ? { kind, retry } : { kind, retry, detail: detail.slice(0, 300) }
}

/** The error of a call that was stopped before it was sent, or whose answer is no longer wanted. */
export function stoppedError(): WordbeeError {
  return new WordbeeError(failureWithDetail('stopped', ''), { status: null, nothingWasDone: true })
}
