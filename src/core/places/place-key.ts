import type { PlaceRequest } from '../../shared/place'

/** A text that is equal for two requests exactly if they open the same place, whatever names they show it by. */
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
