import type { PlaceRequest } from '../../shared/place'

/** A key that is equal for two requests if and only if they open the same place; display names do not matter. */
export function placeKey(place: PlaceRequest): string {
  switch (place.kind) {
    case 'project':
      return `pr${String(place.projectId)}`
    case 'document':
      return `pr${String(place.projectId)}/${String(place.documentId)}`
    case 'job':
      return place.scope
    case 'flex':
      return `flex${place.flexId}`
    case 'segments':
      return `${place.scope}:${[...new Set(place.segmentIds)].sort((a, b) => a - b).join(',')}`
  }
}
