import type { AppFailure } from '../../../shared/failure'
import type { CallPurpose } from '../../../shared/budget'
import type { CallUse, Priority } from './priority'
import type { CallReservation } from './call-permit'

/** How a call is counted, and what may end it. */
export interface CallOptions {
  readonly signal?: AbortSignal
  /** Ends the wait for quota or for the end of a throttle, but never a call that was sent. */
  readonly waitSignal?: AbortSignal
  /** `reads` by default; listings that verify deletes use `deletes`. */
  readonly priority?: Priority
  /** Quota that was reserved earlier; once it is used up, calls wait in the queue. */
  readonly reservation?: CallReservation
  /** Fails with `throttled` instead of waiting for quota or for the end of a throttle. */
  readonly atOnce?: boolean
  /**
   * Why the call must not be sent after all, or null. Checked right before every attempt, because conditions may have changed
   * while the call waited.
   */
  readonly refuse?: () => AppFailure | null
}

/** The options in the form that `ApiCall` takes. */
export function toCallFields(
  options: CallOptions,
  purpose: CallPurpose,
): Omit<CallOptions, 'priority'> & { readonly use: CallUse } {
  const { signal, waitSignal, reservation, atOnce, refuse } = options
  return {
    use: { priority: options.priority ?? 'reads', purpose },
    ...(signal === undefined ? {} : { signal }),
    ...(waitSignal === undefined ? {} : { waitSignal }),
    ...(reservation === undefined ? {} : { reservation }),
    ...(atOnce === undefined ? {} : { atOnce }),
    ...(refuse === undefined ? {} : { refuse }),
  }
}
