import type { Clock } from '../ports'
import type { CallOptions } from '../wordbee/budget/call-options'
import type { CallReservation } from '../wordbee/budget/call-permit'
import type { DeletePermit } from '../wordbee/delete-permit'
import { failureWithDetail, WordbeeError } from '../wordbee/wordbee-error'
import type { DeletionClient } from './ports'
import type { Touched } from './snapshot'

/** After a wait of more than this for room, a DELETE is not sent: its file is listed first (docs/rules.md#p8). Milliseconds. */
const maxWaitMs = 60_000

/** The client as a job uses it: its calls stand in the lane of deletes, and none is asked for without room to verify it. */
export interface BudgetReservation {
  readonly client: DeletionClient
  /** Ends every wait for room. What was sent is answered; room that is promised stays for the closing listing. */
  readonly stopWaiting: () => void
  /** Gives back what the job did not use. */
  readonly release: () => void
}

export function createBudgetReservation(
  client: DeletionClient,
  clock: Clock,
  touched: Touched,
): BudgetReservation {
  const pool = new ReservationPool(client, touched)
  const stop = new AbortController()

  async function deleteAsset(
    permit: DeletePermit,
    share: Omit<CallOptions, 'priority'> = {},
  ): Promise<number> {
    const since = clock.elapsed()
    const reservation = await pool.forDelete(stop.signal).catch(notSent)
    if (clock.elapsed() - since > maxWaitMs) throw throttled()
    return client
      .deleteAsset(permit, { ...share, reservation: reservation, waiting: stop.signal })
      .catch(notSent)
  }

  return {
    client: {
      ...client,
      deleteAsset,
      listSegments: (context, ids, options) =>
        client.listSegments(context, ids, { ...options, priority: 'deletes', reservation: pool.listings }),
      listSegment: (context, id, share) =>
        client.listSegment(context, id, { ...share, priority: 'deletes', reservation: pool.listings }),
    },
    stopWaiting: () => stop.abort(),
    release: () => pool.release(),
  }
}

/** The promises that a job holds: a delete at a time, and the listings that the end of the job takes, and one more. */
class ReservationPool {
  /** Listings, out of whichever promise has some. */
  readonly listings: CallReservation
  private reservations: CallReservation[] = []
  private readonly closingCalls: number
  /** Listings that are held: fewer where the hour is so small that a promise was cut. */
  private share: number

  constructor(
    private readonly client: DeletionClient,
    touched: Touched,
  ) {
    this.closingCalls = client.countListings(touched.context, touched.segmentIds)
    this.share = this.closingCalls + 1
    this.listings = {
      takePermit: (purpose) => this.drawListing(purpose),
      remaining: () => ({ deletes: 0, listings: this.listingsLeft() }),
      release: () => undefined,
    }
  }

  /** A promise with a delete in it, and the closing listing beside it. One that was not used is used first. */
  async forDelete(signal: AbortSignal): Promise<CallReservation> {
    const spare = this.reservations.find((reservation) => reservation.remaining().deletes > 0)
    if (spare !== undefined && this.listingsLeft() >= Math.min(this.closingCalls, this.share)) return spare
    const missing = Math.max(0, this.share - this.listingsLeft())
    const reservation = await this.client.reserve({ deletes: 1, listings: missing }, signal)
    this.share = Math.min(this.share, this.share - missing + reservation.remaining().listings)
    this.reservations = [...this.reservations.filter(isOfUse), reservation]
    return reservation
  }

  release(): void {
    for (const reservation of this.reservations.splice(0)) reservation.release()
  }

  private listingsLeft(): number {
    return this.reservations.reduce((sum, reservation) => sum + reservation.remaining().listings, 0)
  }

  private drawListing(
    purpose: Parameters<CallReservation['takePermit']>[0],
  ): ReturnType<CallReservation['takePermit']> {
    for (const reservation of purpose === 'listing' ? this.reservations : []) {
      const permit = reservation.takePermit(purpose)
      if (permit !== null) return permit
    }
    return null
  }
}

function isOfUse(reservation: CallReservation): boolean {
  const { deletes, listings } = reservation.remaining()
  return deletes + listings > 0
}

function throttled(): WordbeeError {
  return new WordbeeError(failureWithDetail('throttled', ''), { status: null, nothingWasDone: true })
}

/** A wait that was ended is no answer: the file waits as it did before. */
function notSent(error: unknown): never {
  if (error instanceof WordbeeError && error.failure.kind === 'stopped' && error.facts.nothingWasDone) {
    throw throttled()
  }
  throw error
}
