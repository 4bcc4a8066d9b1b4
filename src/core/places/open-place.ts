import type { AssetContext } from '../../shared/asset'
import type { Listing, PlaceCost, PlaceRequest } from '../../shared/place'
import { fail, succeed, type Result } from '../../shared/result'
import { parseScope } from '../assets/asset-key'
import type { Clock } from '../ports'
import type { WordbeeClient } from '../wordbee/client'
import { SegmentIdQueue } from '../wordbee/segment-id-queue'
import type { ListOptions } from '../wordbee/list-segments'
import { toFailure } from '../wordbee/wordbee-error'
import { CallCounter, NotApprovedError } from './call-counter'
import { findSegments, type SegmentFinderClient } from './find-segments'

export type PlacesClient = SegmentFinderClient &
  Pick<WordbeeClient, 'listFound' | 'countListings' | 'estimateWaitMs'>

export interface OpenPlaceRequest extends ListOptions {
  readonly client: PlacesClient
  readonly clock: Clock
  readonly place: PlaceRequest
  /** Told while segments are searched for. */
  readonly onFound?: (found: number, expected: number | null) => void
  /** Told before more calls are made than go without saying; false ends it as `stopped`. */
  readonly onCost: (cost: PlaceCost, asks: boolean) => Promise<boolean>
}

/** All assets of a place, in as few listings as the server allows. Failures: `scope-invalid`, `stopped` and the client's. */
export async function openPlace(request: OpenPlaceRequest): Promise<Result<Listing>> {
  const context = contextOf(request.place)
  if (context === null) return fail({ kind: 'scope-invalid', retry: 'no' })
  try {
    return succeed(await listPlace(request, context))
  } catch (error) {
    if (error instanceof NotApprovedError) return fail({ kind: 'stopped', retry: 'now' })
    return fail(toFailure(error))
  }
}

/** The listing begins while the search goes on, and takes no more calls for it; whichever fails first ends both. */
async function listPlace(request: OpenPlaceRequest, context: AssetContext): Promise<Listing> {
  const { client, clock, place } = request
  const ids = new SegmentIdQueue(() => counter.count())
  const abort = abortedWith(request.signal)
  const { signal } = abort
  const counter = createCounter(request, ids)
  const callsAfter = (segments: number): number =>
    Math.max(0, listingsOf(client, context, segments) - ids.taken())
  let cause: unknown = null
  const end = (error: unknown): void => {
    cause ??= error
    ids.abort()
    abort.abort()
  }
  const listing = client.listFound(context, ids, { ...request, signal })
  listing.catch(end)
  try {
    const onIds = (some: readonly number[], expected: number | null): void => ids.addIds(some, expected ?? 0)
    const found = await findSegments({ ...request, signal, counter, callsAfter, onIds }, place)
    const all = found.segments.map((segment) => segment.id)
    const calls = Math.max(0, client.countListings(context, all) - ids.taken())
    await counter.expect({ calls, segments: all.length })
    ids.addIds(all)
    ids.close()
    const { assets, rejected: rejectedSegments } = await listing
    return { place, context, ...found, rejectedSegments, assets, listedAt: clock.now() }
  } catch (error) {
    end(error)
    throw cause
  }
}

/** While the user is asked, nothing is listed either. */
function createCounter({ client, onCost }: OpenPlaceRequest, ids: SegmentIdQueue): CallCounter {
  return new CallCounter({
    estimateWaitMs: (calls) => client.estimateWaitMs(calls),
    async onCost(cost, asks) {
      ids.pause(asks)
      const isApproved = await onCost(cost, asks)
      ids.pause(false)
      return isApproved
    },
  })
}

/** A controller of one's own that also ends when the signal does. */
function abortedWith(signal: AbortSignal | undefined): AbortController {
  const own = new AbortController()
  if (signal?.aborted === true) own.abort()
  signal?.addEventListener('abort', () => own.abort(), { once: true })
  return own
}

/** Ids as long as today's, since those to come are not known. */
const sample = Array.from({ length: 1_000 }, (_, index) => 10_000_000 + index)

function listingsOf(client: PlacesClient, context: AssetContext, segments: number): number {
  return Math.ceil((segments * client.countListings(context, sample)) / sample.length)
}

/** What names the place to the asset calls, or null where the scope is none. */
export function contextOf(place: PlaceRequest): AssetContext | null {
  switch (place.kind) {
    case 'segments':
    case 'job':
      return parseScope(place.scope)
    case 'flex':
      return parseScope(`flex${place.flexId}`)
    case 'project':
    case 'document':
      return { family: 'classic', scope: `pr${String(place.projectId)}` }
  }
}
