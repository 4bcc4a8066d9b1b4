import { linkAbort } from '../lib/link-abort'
import type { Clock } from '../ports'
import type { CallOptions } from './budget/call-options'
import { WordbeeError } from './wordbee-error'

/** Pause before each retry after a transient failure, in ms: at most 4 attempts (docs/threat-model.md#retries). */
const delaysMs = [300, 1_000, 3_000]

/** Longest `Retry-After` of a 5xx that is honoured, in ms; the user may wait for the response. */
const maxRetryAfterMs = 30_000

/** How often a read is repeated after a transient failure. */
export const maxRetries = delaysMs.length

/**
 * Waits before the next attempt (from 0 on), longer each time, and at least the `Retry-After` of the server. Either signal ends
 * the wait; the next attempt then finds that it was stopped.
 */
export async function pauseBeforeRetry(
  clock: Pick<Clock, 'sleep'>,
  retry: number,
  { error, call }: { readonly error: unknown; readonly call: Pick<CallOptions, 'signal' | 'waitSignal'> },
): Promise<void> {
  const retryAfterMs = error instanceof WordbeeError ? (error.facts.retryAfterMs ?? 0) : 0
  const ms = Math.max(delaysMs[retry] ?? 0, Math.min(retryAfterMs, maxRetryAfterMs))
  const over = linkAbort(call.signal, call.waitSignal)
  await clock.sleep(ms, over.signal)
  over.abort()
}
