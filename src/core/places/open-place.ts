import type { AssetContext } from '../../shared/asset'
import type { Listing, PlaceCost, PlaceRequest } from '../../shared/place'
import { fail, succeed, type Result } from '../../shared/result'
import { parseScope } from '../assets/asset-key'
import type { Clock } from '../ports'
import type { WordbeeClient } from '../wordbee/client'
import type { ListOptions } from '../wordbee/list-segments'
import { toFailure } from '../wordbee/wordbee-error'
import { CallMeter, NotApprovedError } from './call-meter'
import { findSegments, type FindingClient } from './find-segments'

export type PlacesClient = FindingClient &
  Pick<WordbeeClient, 'listSegments' | 'countListings' | 'estimateWaitMs'>

export interface OpenPlace extends ListOptions {
  readonly client: PlacesClient
  readonly clock: Clock
  readonly place: PlaceRequest
  /** Told while segments are searched for. */
  readonly onFound?: (found: number, expected: number | null) => void
  /** Told before more calls are made than go without saying; false ends it as `stopped`. */
  readonly onCost: (cost: PlaceCost, asks: boolean) => Promise<boolean>
}

/** All assets of a place, in as few listings as the server allows. Failures: `scope-invalid`, `stopped` and the client's. */
export async function openPlace(request: OpenPlace): Promise<Result<Listing>> {
  const context = contextOf(request.place)
  if (context === null) return fail({ kind: 'scope-invalid', retry: 'no' })
  try {
    return succeed(await listPlace(request, context))
  } catch (error) {
    if (error instanceof NotApprovedError) return fail({ kind: 'stopped', retry: 'now' })
    return fail(toFailure(error))
  }
}

async function listPlace(request: OpenPlace, context: AssetContext): Promise<Listing> {
  const { client, clock, place, onCost } = request
  const meter = new CallMeter({ estimateWaitMs: (calls) => client.estimateWaitMs(calls), onCost })
  const callsAfter = (segments: number): number => listingsOf(client, context, segments)
  const found = await findSegments({ ...request, meter, callsAfter }, place)
  const ids = found.segments.map((segment) => segment.id)
  await meter.expect({ calls: client.countListings(context, ids), segments: ids.length })
  const listed =
    ids.length === 0 ? { assets: [], rejected: [] } : await client.listSegments(context, ids, request)
  return {
    place,
    context,
    ...found,
    rejectedSegments: listed.rejected,
    assets: listed.assets,
    listedAt: clock.now(),
  }
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
