import { Places } from '../core/places/places'
import type { ListingPart, OpeningProgress } from '../shared/ipc/contract'
import type { Listing, PlaceRequest } from '../shared/place'
import type { ContractHarness } from './contract-harness'

/** Looking around on the bench's connection; what is told meanwhile goes into `parts` and to `onOpening`. */
export function createPlaces(
  harness: ContractHarness,
  parts: ListingPart[] = [],
  onOpening: (news: OpeningProgress) => void = () => undefined,
): Places {
  const connection = { id: 'a', name: 'Acme', color: 'blue', kind: 'server', key: 'session-only' } as const
  const open = {
    connection: { ...connection, host: 'h', accountId: 'a', readOnly: false },
    client: harness.client,
    serverKey: 'h',
  }
  return new Places({
    ...{ clock: harness.clock, connection: () => open },
    onPart: (part) => parts.push(part),
    onOpening,
  })
}

/** The listing of a place that opens. */
export async function openListing(harness: ContractHarness, place: PlaceRequest): Promise<Listing> {
  const result = await createPlaces(harness).openPlace('1', place)
  if (!result.ok) throw new Error(result.failure.kind)
  return result.value.listing
}
