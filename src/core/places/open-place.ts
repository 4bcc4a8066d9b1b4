import type { AssetContext } from '../../shared/asset'
import type { Listing, PlaceRequest, Segment } from '../../shared/place'
import { fail, succeed, type Result } from '../../shared/result'
import { parseScope } from '../assets/asset-key'
import type { Clock } from '../ports'
import type { WordbeeClient } from '../wordbee/client'
import type { ListOptions } from '../wordbee/list-segments'
import { toFailure } from '../wordbee/wordbee-error'

export type PlacesClient = Pick<WordbeeClient, 'readSourceLanguage' | 'searchSegments' | 'listSegments'>

export interface OpenPlace extends ListOptions {
  readonly client: PlacesClient
  readonly clock: Clock
  readonly place: PlaceRequest
}

/** Used to ask for texts where a project does not tell its source language. */
const usualSourceLanguage = 'en'

/** All assets of a place, in as few listings as the server allows. Failures: `scope-invalid` and the client's. */
export async function openPlace(request: OpenPlace): Promise<Result<Listing>> {
  const context = contextOf(request.place)
  if (context === null) return fail({ kind: 'scope-invalid', retry: 'no' })
  try {
    const found = await findSegments(request)
    const ids = found.segments.map((segment) => segment.id)
    const listed =
      ids.length === 0
        ? { assets: [], rejected: [] }
        : await request.client.listSegments(context, ids, request)
    return succeed({
      place: request.place,
      context,
      segments: found.segments,
      segmentsExpected: found.expected !== null && found.expected > ids.length ? found.expected : null,
      rejectedSegments: listed.rejected,
      assets: listed.assets,
      listedAt: request.clock.now(),
    })
  } catch (error) {
    return fail(toFailure(error))
  }
}

function contextOf(place: PlaceRequest): AssetContext | null {
  if (place.kind === 'segments') return parseScope(place.scope)
  return { family: 'classic', scope: `pr${String(place.projectId)}` }
}

async function findSegments(
  request: OpenPlace,
): Promise<{ readonly segments: readonly Segment[]; readonly expected: number | null }> {
  const { place, client, signal } = request
  if (place.kind === 'segments') {
    const ids = [...new Set(place.segmentIds)]
    return { segments: ids.map((id) => ({ id, number: null, text: null })), expected: null }
  }
  return client.searchSegments({
    projectId: place.projectId,
    documentId: place.documentId,
    language: await readLanguage(client, place.projectId),
    expected: place.documentSegments,
    ...(signal === undefined ? {} : { signal }),
  })
}

/** Only texts depend on it: where the call is refused, the usual language is asked for and the segments still come. */
async function readLanguage(client: PlacesClient, projectId: number): Promise<string> {
  try {
    return (await client.readSourceLanguage(projectId)) ?? usualSourceLanguage
  } catch {
    return usualSourceLanguage
  }
}
