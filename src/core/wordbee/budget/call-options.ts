import type { AppFailure } from '../../../shared/failure'
import type { CallPurpose } from '../../../shared/budget'
import type { CallUse, Priority } from './priority'
import type { CallReservation } from './call-permit'

/** How a caller wants its calls to be counted and ended. */
export interface CallOptions {
  readonly signal?: AbortSignal
  /** Ends the wait for room and for a pause of the server, and never a call that was sent. */
  readonly waiting?: AbortSignal
  /** By default `reads`; listings that verify deletes stand with these. */
  readonly priority?: Priority
  /** Room that was promised beforehand; when it is used up, calls wait in their lane. */
  readonly reservation?: CallReservation
  /** Fails with `throttled` where it would have to wait, for room or for a pause of the server. */
  readonly atOnce?: boolean
  /**
   * Why it must not be sent after all, or null. Asked before each sending, when it has waited for everything that it waits
   * for: what it was decided on may have changed by then.
   */
  readonly refuse?: () => AppFailure | null
}

/** The share as a call carries it. */
export function toCallFields(
  options: CallOptions,
  purpose: CallPurpose,
): Omit<CallOptions, 'priority'> & { readonly use: CallUse } {
  const { signal, waiting, reservation, atOnce, refuse } = options
  return {
    use: { priority: options.priority ?? 'reads', purpose },
    ...(signal === undefined ? {} : { signal }),
    ...(waiting === undefined ? {} : { waiting }),
    ...(reservation === undefined ? {} : { reservation }),
    ...(atOnce === undefined ? {} : { atOnce }),
    ...(refuse === undefined ? {} : { refuse }),
  }
}
