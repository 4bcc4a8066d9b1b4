import type { PlaceRequest } from '../../shared/place'
import { t } from './intl'

/** Name of a place, and of what contains it. */
export interface PlaceName {
  readonly parent: string
  readonly name: string
}

export function placeName(place: PlaceRequest): PlaceName {
  switch (place.kind) {
    case 'segments':
      return segmentsName(place)
    case 'project':
      return { parent: place.projectName, name: t('place.wholeProject') }
    case 'job':
      return { parent: [place.projectName, place.scope].filter(Boolean).join(' / '), name: place.jobName }
    case 'document':
    case 'flex':
      return documentName(place.documentName, place.projectName ?? t('flex.title'))
  }
}

function segmentsName(place: Extract<PlaceRequest, { kind: 'segments' }>): PlaceName {
  const [first] = place.segmentIds
  const name =
    place.segmentIds.length === 1 && first !== undefined
      ? t('place.oneSegment', { id: String(first) })
      : t('count.segments', { count: place.segmentIds.length })
  return { parent: place.scope, name }
}

function documentName(fullName: string, parent: string): PlaceName {
  const parts = fullName.split('\\').filter((part) => part !== '')
  const name = parts.pop() ?? fullName
  return { parent: [parent, ...parts].join(' / '), name }
}
