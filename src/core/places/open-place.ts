import type { AssetContext } from '../../shared/asset'
import { projectContext } from '../../shared/asset-context'
import type { Listing, PlaceCost, PlaceRequest } from '../../shared/place'
import { fail, succeed, type Result } from '../../shared/result'
import { parseScope } from '../assets/asset-key'
import { linkAbort } from '../lib/link-abort'
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
  /** Called during the search for segments. */
  readonly onFound?: (found: number, expected: number | null) => void
  /** Called before a larger number of calls is made; resolving with false ends the opening as `stopped`. */
  readonly onCost: (cost: PlaceCost, needsApproval: boolean) => Promise<boolean>
}

/** Lists all assets of a place in as few calls as the server allows. Failures: `scope-invalid`, `stopped` and the client's. */
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

/** Lists assets while the search is running, without extra calls. The first failure of either ends both. */
async function listPlace(request: OpenPlaceRequest, context: AssetContext): Promise<Listing> {
  const { client, clock, place } = request
  const ids = new SegmentIdQueue(() => counter.count())
  const { signal, abort } = linkAbort(request.signal)
  const counter = createCounter(request, ids)
  const remainingCalls = (segments: number): number =>
    Math.max(0, estimateListings(client, context, segments) - ids.batchCount())
  let cause: unknown = null
  const abortBoth = (error: unknown): void => {
    cause ??= error
    ids.abort()
    abort()
  }
  const listing = client.listFound(context, ids, { ...request, signal })
  listing.catch(abortBoth)
  try {
    const onIds = (foundIds: readonly number[], expected: number | null): void =>
      ids.addIds(foundIds, expected ?? 0)
    const found = await findSegments({ ...request, signal, counter, remainingCalls, onIds }, place)
    const allIds = found.segments.map((segment) => segment.id)
    const calls = Math.max(0, client.countListings(context, allIds) - ids.batchCount())
    await counter.confirmCost({ calls, segments: allIds.length })
    ids.addIds(allIds)
    ids.close()
    const { assets, rejected: rejectedSegments } = await listing
    return { place, context, ...found, rejectedSegments, assets, listedAt: clock.now() }
  } catch (error) {
    abortBoth(error)
    throw cause
  } finally {
    abort()
  }
}

/** A counter that pauses the listing while the user decides on the cost. */
function createCounter({ client, onCost }: OpenPlaceRequest, ids: SegmentIdQueue): CallCounter {
  return new CallCounter({
    estimateWaitMs: (calls) => client.estimateWaitMs(calls),
    async onCost(cost, needsApproval) {
      ids.pause(needsApproval)
      const isApproved = await onCost(cost, needsApproval)
      ids.pause(false)
      return isApproved
    },
  })
}

/** Ids of a typical length, to estimate the calls for ids that are not known yet. */
const sampleIds = Array.from({ length: 1_000 }, (_, index) => 10_000_000 + index)

function estimateListings(client: PlacesClient, context: AssetContext, segments: number): number {
  return Math.ceil((segments * client.countListings(context, sampleIds)) / sampleIds.length)
}

/** The context of a place for the asset calls, or null if its scope is invalid. */
export function contextOf(place: PlaceRequest): AssetContext | null {
  switch (place.kind) {
    case 'segments':
    case 'job':
      return parseScope(place.scope)
    case 'flex':
      return parseScope(`flex${place.flexId}`)
    case 'project':
    case 'document':
      return projectContext(place.projectId)
  }
}
