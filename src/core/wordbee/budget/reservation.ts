import type { CallPurpose } from '../../../shared/budget'
import type { CallReservation, CallPermit } from './call-permit'

export interface ReservedCalls {
  readonly deletes: number
  readonly listings: number
  /** Further deletes, as far as they fit now and leave much of the hour free. They are not waited for. */
  readonly more?: number
}

/** A reservation with separate quotas for deletes and listings. An unused permit returns its quota through `onUnspent`. */
export function createReservation(
  reserved: Omit<ReservedCalls, 'more'>,
  ports: {
    /** `upcoming`: reserved calls for the same purpose that may follow. */
    readonly toPermit: (purpose: CallPurpose, onUnspent: () => void, upcoming: () => number) => CallPermit
    readonly giveBack: (calls: number) => void
  },
): CallReservation {
  let { deletes, listings } = reserved
  let isOpen = true

  function putBack(purpose: CallPurpose): void {
    if (!isOpen) ports.giveBack(1)
    else if (purpose === 'delete') deletes += 1
    else listings += 1
  }

  function take(purpose: CallPurpose): boolean {
    if (purpose === 'delete' && deletes > 0) deletes -= 1
    else if (purpose === 'listing' && listings > 0) listings -= 1
    else return false
    return true
  }

  return {
    takePermit: (purpose) => {
      const upcoming = (): number => (purpose === 'delete' ? deletes : 0)
      return take(purpose) ? ports.toPermit(purpose, () => putBack(purpose), upcoming) : null
    },
    remaining: () => ({ deletes, listings }),
    release() {
      if (!isOpen) return
      isOpen = false
      ports.giveBack(deletes + listings)
      deletes = 0
      listings = 0
    },
  }
}
