import type { OpenConnection } from '../core/connections/open-connection'
import { Places } from '../core/places/places'
import type { ListingPart, OpeningProgress } from '../shared/ipc/contract'
import type { Listing, PlaceRequest } from '../shared/place'
import type { ContractHarness } from './contract-harness'
import { accessTo } from './fixed-access'

/** Places on the connection of the harness. Parts of a listing go to `parts`, progress goes to `onOpening`. */
export function createPlaces(
  harness: ContractHarness,
  parts: ListingPart[] = [],
  onOpening: (progress: OpeningProgress) => void = () => undefined,
): Places {
  const open: OpenConnection = {
    connection: {
      id: 'a',
      name: 'Acme',
      color: 'blue',
      kind: 'server',
      key: 'session-only',
      host: 'h',
      accountId: 'a',
      readOnly: false,
    },
    client: harness.client,
    serverKey: 'h',
  }
  return new Places({
    clock: harness.clock,
    connections: accessTo(() => open),
    onPart: (part) => parts.push(part),
    onOpening,
  })
}

/** Opens a place and returns its listing. */
export async function openListing(harness: ContractHarness, place: PlaceRequest): Promise<Listing> {
  const result = await createPlaces(harness).openPlace('1', place)
  if (!result.ok) throw new Error(result.failure.kind)
  return result.value.listing
}
