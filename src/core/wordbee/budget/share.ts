import type { AppFailure } from '../../../shared/failure'
import type { CallPurpose } from '../../../shared/budget'
import type { CallUse, Lane } from './lane'
import type { Reservation } from './slot'

/** How a caller wants its calls to be counted and ended. */
export interface CallShare {
  readonly signal?: AbortSignal
  /** Ends the wait for room and for a pause of the server, and never a call that was sent. */
  readonly waiting?: AbortSignal
  /** By default `reads`; listings that verify deletes stand with these. */
  readonly lane?: Lane
  /** Room that was promised beforehand; when it is used up, calls wait in their lane. */
  readonly reservation?: Reservation
  /** Fails with `throttled` where it would have to wait, for room or for a pause of the server. */
  readonly atOnce?: boolean
  /**
   * Why it must not be sent after all, or null. Asked before each sending, when it has waited for everything that it waits
   * for: what it was decided on may have changed by then.
   */
  readonly refuse?: () => AppFailure | null
}

/** The share as a call carries it. */
export function shareOf(
  share: CallShare,
  purpose: CallPurpose,
): Omit<CallShare, 'lane'> & { readonly use: CallUse } {
  const { signal, waiting, reservation, atOnce, refuse } = share
  return {
    use: { lane: share.lane ?? 'reads', purpose },
    ...(signal === undefined ? {} : { signal }),
    ...(waiting === undefined ? {} : { waiting }),
    ...(reservation === undefined ? {} : { reservation }),
    ...(atOnce === undefined ? {} : { atOnce }),
    ...(refuse === undefined ? {} : { refuse }),
  }
}
