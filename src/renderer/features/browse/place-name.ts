import type { PlaceRequest } from '../../../shared/place'
import { t } from '../../lib/intl'

/** How an open place is called: what it lies in, and its own name. */
export interface PlaceName {
  readonly parent: string
  readonly name: string
}

export function placeName(place: PlaceRequest): PlaceName {
  if (place.kind === 'segments') {
    const [first] = place.segmentIds
    const name =
      place.segmentIds.length === 1 && first !== undefined
        ? t('place.oneSegment', { id: String(first) })
        : t('place.someSegments', { count: place.segmentIds.length })
    return { parent: place.scope, name }
  }
  const parts = place.documentName.split('\\').filter((part) => part !== '')
  const name = parts.pop() ?? place.documentName
  return { parent: [place.projectName, ...parts].join(' / '), name }
}
