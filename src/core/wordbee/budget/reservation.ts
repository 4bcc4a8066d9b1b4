import type { CallPurpose } from '../../../shared/budget'
import type { Reservation, Slot } from './slot'

export interface ReservedCalls {
  readonly deletes: number
  readonly listings: number
}

/** The promise as two purses. `toSlot` makes room for one call of it; what comes back unspent goes through `onUnspent`. */
export function createReservation(
  reserved: ReservedCalls,
  ports: {
    readonly toSlot: (purpose: CallPurpose, onUnspent: () => void) => Slot
    readonly giveBack: (calls: number) => void
  },
): Reservation {
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
    draw: (purpose) => (take(purpose) ? ports.toSlot(purpose, () => putBack(purpose)) : null),
    left: () => ({ deletes, listings }),
    release() {
      if (!isOpen) return
      isOpen = false
      ports.giveBack(deletes + listings)
      deletes = 0
      listings = 0
    },
  }
}
