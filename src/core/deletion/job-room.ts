import type { Clock } from '../ports'
import type { CallShare } from '../wordbee/budget/share'
import type { Reservation } from '../wordbee/budget/slot'
import type { DeletePermit } from '../wordbee/delete-permit'
import { withDetail, WordbeeError } from '../wordbee/wordbee-error'
import type { DeletionClient } from './ports'
import type { Touched } from './snapshot'

/** After a wait of more than this for room, a DELETE is not sent: its file is listed first (docs/rules.md#p8). Milliseconds. */
const freshMs = 60_000

/** The client as a job uses it: its calls stand in the lane of deletes, and none is asked for without room to verify it. */
export interface JobRoom {
  readonly client: DeletionClient
  /** Ends every wait for room. What was sent is answered; room that is promised stays for the closing listing. */
  readonly stopWaiting: () => void
  /** Gives back what the job did not use. */
  readonly release: () => void
}

export function createJobRoom(client: DeletionClient, clock: Clock, touched: Touched): JobRoom {
  const pool = new RoomPool(client, touched)
  const stop = new AbortController()

  async function deleteAsset(permit: DeletePermit, share: Omit<CallShare, 'lane'> = {}): Promise<number> {
    const since = clock.elapsed()
    const room = await pool.forDelete(stop.signal).catch(notSent)
    if (clock.elapsed() - since > freshMs) throw throttled()
    return client.deleteAsset(permit, { ...share, reservation: room, waiting: stop.signal }).catch(notSent)
  }

  return {
    client: {
      ...client,
      deleteAsset,
      listSegments: (context, ids, options) =>
        client.listSegments(context, ids, { ...options, lane: 'deletes', reservation: pool.listings }),
      listSegment: (context, id, share) =>
        client.listSegment(context, id, { ...share, lane: 'deletes', reservation: pool.listings }),
    },
    stopWaiting: () => stop.abort(),
    release: () => pool.release(),
  }
}

/** The promises that a job holds: a delete at a time, and the listings that the end of the job takes, and one more. */
class RoomPool {
  /** Listings, out of whichever promise has some. */
  readonly listings: Reservation
  private rooms: Reservation[] = []
  private readonly sweep: number
  /** Listings that are held: fewer where the hour is so small that a promise was cut. */
  private share: number

  constructor(
    private readonly client: DeletionClient,
    touched: Touched,
  ) {
    this.sweep = client.countListings(touched.context, touched.segmentIds)
    this.share = this.sweep + 1
    this.listings = {
      draw: (purpose) => this.drawListing(purpose),
      left: () => ({ deletes: 0, listings: this.listingsLeft() }),
      release: () => undefined,
    }
  }

  /** A promise with a delete in it, and the closing listing beside it. One that was not used is used first. */
  async forDelete(signal: AbortSignal): Promise<Reservation> {
    const spare = this.rooms.find((room) => room.left().deletes > 0)
    if (spare !== undefined && this.listingsLeft() >= Math.min(this.sweep, this.share)) return spare
    const missing = Math.max(0, this.share - this.listingsLeft())
    const room = await this.client.reserve({ deletes: 1, listings: missing }, signal)
    this.share = Math.min(this.share, this.share - missing + room.left().listings)
    this.rooms = [...this.rooms.filter(isOfUse), room]
    return room
  }

  release(): void {
    for (const room of this.rooms.splice(0)) room.release()
  }

  private listingsLeft(): number {
    return this.rooms.reduce((sum, room) => sum + room.left().listings, 0)
  }

  private drawListing(purpose: Parameters<Reservation['draw']>[0]): ReturnType<Reservation['draw']> {
    for (const room of purpose === 'listing' ? this.rooms : []) {
      const slot = room.draw(purpose)
      if (slot !== null) return slot
    }
    return null
  }
}

function isOfUse(room: Reservation): boolean {
  const { deletes, listings } = room.left()
  return deletes + listings > 0
}

function throttled(): WordbeeError {
  return new WordbeeError(withDetail('throttled', ''), { status: null, nothingWasDone: true })
}

/** A wait that was ended is no answer: the file waits as it did before. */
function notSent(error: unknown): never {
  if (error instanceof WordbeeError && error.failure.kind === 'stopped' && error.facts.nothingWasDone) {
    throw throttled()
  }
  throw error
}
