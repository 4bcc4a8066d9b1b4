import { Places, type PlacesPorts } from '../core/places/places'
import { broadcast } from './ipc/router'

/** Places whose news reach every window. */
export function createPlaces(ports: Pick<PlacesPorts, 'clock' | 'connection'>): Places {
  return new Places({
    ...ports,
    onPart: (part) => broadcast('watchListing', part),
    onOpening: (news) => broadcast('watchOpening', news),
  })
}
