import type { Clock } from '../ports'
import { createStopLimits } from '../stop-limits'
import type { CallOptions } from '../wordbee/budget/call-options'
import type { CallReservation } from '../wordbee/budget/call-permit'
import type { DeletePermit } from '../wordbee/delete-permit'
import { failureWithDetail, WordbeeError } from '../wordbee/wordbee-error'
import type { DeletionClient } from './ports'
import type { Touched } from './snapshot'

/** A DELETE that waited longer than this for quota is not sent; its file is listed again first (docs/rules.md#p8). */
const maxWaitMs = 60_000

/** Deletes reserved beyond the next one while the hour has room, because each reservation is recorded on disk. */
const deletesAhead = 15

/** A run's access to the client. Its calls have the priority of deletes, and no DELETE is sent without quota to verify it. */
export interface BudgetReservation {
  readonly client: DeletionClient
  /** Cancels every wait for quota. Calls in flight finish, and the quota of the closing listing stays reserved. */
  readonly stopWaiting: () => void
  /** Limits how long calls in flight are waited for, because the user stops or the app quits (`StopLimits`). */
  readonly hurry: () => void
  /** Returns the unused quota. */
  readonly release: () => void
}

export function createBudgetReservation(
  client: DeletionClient,
  clock: Clock,
  touched: Touched,
): BudgetReservation {
  const pool = new ReservationPool(client, touched)
  const stop = new AbortController()
  const limits = createStopLimits(clock)
  const { answer, proof } = limits

  async function deleteAsset(
    permit: DeletePermit,
    options: Omit<CallOptions, 'priority'> = {},
  ): Promise<number> {
    const since = clock.elapsed()
    const reservation = await pool.reserveForDelete(stop.signal).catch(rethrowCancelledAsThrottled)
    if (clock.elapsed() - since > maxWaitMs) throw throttled()
    const stopping: Pick<CallOptions, 'waitSignal' | 'signal'> = { waitSignal: stop.signal, signal: answer }
    const callOptions = { ...options, ...stopping, reservation }
    return client.deleteAsset(permit, callOptions).catch(rethrowCancelledAsThrottled)
  }

  const listing = { priority: 'deletes', reservation: pool.listings, signal: proof } as const
  return {
    client: {
      ...client,
      deleteAsset,
      listSegments: (context, ids, options) => client.listSegments(context, ids, { ...options, ...listing }),
      listSegment: (context, id, options) => client.listSegment(context, id, { ...options, ...listing }),
    },
    stopWaiting: () => stop.abort(),
    hurry: () => limits.begin(),
    release() {
      limits.end()
      pool.release()
    },
  }
}

/** The reservations of a run: the next deletes, the calls of the closing listing, and one more listing. */
class ReservationPool {
  /** Takes permits for listings from any reservation that has some. */
  readonly listings: CallReservation
  private reservations: CallReservation[] = []
  private readonly closingCalls: number
  /** Listings to keep reserved; fewer if the hourly allowance is too small to reserve all. */
  private targetListings: number

  constructor(
    private readonly client: DeletionClient,
    touched: Touched,
  ) {
    this.closingCalls = client.countListings(touched.context, touched.segmentIds)
    this.targetListings = this.closingCalls + 1
    this.listings = {
      takePermit: (purpose) => this.takeListingPermit(purpose),
      remaining: () => ({ deletes: 0, listings: this.listingsLeft() }),
      release: () => undefined,
    }
  }

  /** A reservation for one delete, with the closing listing reserved as well. Reuses an unused one first. */
  async reserveForDelete(signal: AbortSignal): Promise<CallReservation> {
    const unused = this.reservations.find((reservation) => reservation.remaining().deletes > 0)
    if (unused !== undefined && this.listingsLeft() >= Math.min(this.closingCalls, this.targetListings))
      return unused
    const missing = Math.max(0, this.targetListings - this.listingsLeft())
    const reservation = await this.client.reserve(
      { deletes: 1, listings: missing, more: deletesAhead },
      signal,
    )
    const reservedListings = this.targetListings - missing + reservation.remaining().listings
    this.targetListings = Math.min(this.targetListings, reservedListings)
    this.reservations = [...this.reservations.filter(hasRemaining), reservation]
    return reservation
  }

  release(): void {
    for (const reservation of this.reservations.splice(0)) reservation.release()
  }

  private listingsLeft(): number {
    return this.reservations.reduce((sum, reservation) => sum + reservation.remaining().listings, 0)
  }

  private takeListingPermit(
    purpose: Parameters<CallReservation['takePermit']>[0],
  ): ReturnType<CallReservation['takePermit']> {
    for (const reservation of purpose === 'listing' ? this.reservations : []) {
      const permit = reservation.takePermit(purpose)
      if (permit !== null) return permit
    }
    return null
  }
}

function hasRemaining(reservation: CallReservation): boolean {
  const { deletes, listings } = reservation.remaining()
  return deletes + listings > 0
}

function throttled(): WordbeeError {
  return new WordbeeError(failureWithDetail('throttled', ''), { status: null, nothingWasDone: true })
}

/** Reports a cancelled wait as a throttle, so that the file keeps waiting. Rethrows any other error. */
function rethrowCancelledAsThrottled(error: unknown): never {
  if (error instanceof WordbeeError && error.failure.kind === 'stopped' && error.facts.nothingWasDone) {
    throw throttled()
  }
  throw error
}
