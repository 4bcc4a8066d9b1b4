import { Places } from '../core/places/places'
import type { ListingPart, OpeningNews } from '../shared/ipc/contract'
import type { Listing, PlaceRequest } from '../shared/place'
import type { ContractBench } from './contract-bench'

/** Looking around on the bench's connection; what is told meanwhile goes into `parts` and to `onOpening`. */
export function placesOf(
  bench: ContractBench,
  parts: ListingPart[] = [],
  onOpening: (news: OpeningNews) => void = () => undefined,
): Places {
  const connection = { id: 'a', name: 'Acme', color: 'blue', kind: 'server', key: 'session-only' } as const
  const open = {
    connection: { ...connection, host: 'h', accountId: 'a', readOnly: false },
    client: bench.client,
    serverKey: 'h',
  }
  return new Places({
    ...{ clock: bench.clock, connection: () => open },
    onPart: (part) => parts.push(part),
    onOpening,
  })
}

/** The listing of a place that opens. */
export async function opened(bench: ContractBench, place: PlaceRequest): Promise<Listing> {
  const result = await placesOf(bench).open('1', place)
  if (!result.ok) throw new Error(result.failure.kind)
  return result.value.listing
}
