import type { AppFailure, FailureKind } from '../../shared/failure'

/** A call to the platform that did not do what it was for. Stays inside core: what leaves it is `failure`. */
export class WordbeeError extends Error {
  override readonly name = 'WordbeeError'
  constructor(
    readonly failure: AppFailure,
    readonly facts: {
      /** HTTP status, or null where there was no answer. */
      readonly status: number | null
      /** True only where the answer proves that the server did nothing (session lost, 429, never sent). */
      readonly nothingWasDone: boolean
      /** From `Retry-After`, milliseconds, or null. */
      readonly retryAfterMs?: number | null
    },
  ) {
    super(failure.kind)
  }
}

/** The failure of anything thrown inside core. What is not ours is a defect: `internal`. */
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

/** A failure with the server's words, cut to what fits beside a sentence. */
export function failureWithDetail(kind: FailureKind, words: string): AppFailure {
  const detail = words.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  const retry = retries[kind] ?? 'no'
  return detail === '' ? { kind, retry } : { kind, retry, detail: detail.slice(0, 300) }
}
