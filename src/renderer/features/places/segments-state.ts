import type { AppFailure } from '../../../shared/failure'
import type { OpeningProgress } from '../../../shared/ipc/contract'
import type { SegmentedPlace, SegmentList } from '../../../shared/place'

/** A list that is being read. */
export interface Loading {
  readonly state: 'loading'
  readonly requestId: string
  /** How far it is and what it costs, once told. */
  readonly opening: OpeningProgress | null
}

/** What is known of the segments of a document, a job or a Flex document. */
export type Segments =
  | Loading
  | { readonly state: 'ready'; readonly list: SegmentList }
  | { readonly state: 'failed'; readonly failure: AppFailure }

export interface SegmentsState {
  readonly segments: ReadonlyMap<string, Segments>
  /** Keys of the places that show their segments. */
  readonly openPlaces: ReadonlySet<string>
}

export const initialSegmentsState: SegmentsState = { segments: new Map(), openPlaces: new Set() }

/** Equal for two places exactly if they have the same segments. */
export function segmentsKey(place: SegmentedPlace): string {
  switch (place.kind) {
    case 'document':
      return `pr${place.projectId}/${place.documentId}`
    case 'job':
      return place.scope
    case 'flex':
      return `flex${place.flexId}`
  }
}

/** The scope that one segment of the place is opened by. */
export function scopeOf(place: SegmentedPlace): string {
  return place.kind === 'document' ? `pr${place.projectId}` : segmentsKey(place)
}

export function setSegments(state: SegmentsState, key: string, segments: Segments): SegmentsState {
  return { ...state, segments: new Map(state.segments).set(key, segments) }
}

/** Nothing is known of them any more, and they are not shown. */
export function dropSegments(state: SegmentsState, key: string): SegmentsState {
  const segments = new Map(state.segments)
  segments.delete(key)
  const openPlaces = new Set(state.openPlaces)
  openPlaces.delete(key)
  return { ...state, segments, openPlaces }
}

/** The list that the news are of; the price stays in sight while further pages come. Null: it is none of these. */
export function withOpening<Key, Other extends { readonly state: 'ready' | 'failed' }>(
  lists: ReadonlyMap<Key, Loading | Other>,
  progress: OpeningProgress,
): ReadonlyMap<Key, Loading | Other> | null {
  for (const [key, each] of lists) {
    if (each.state !== 'loading' || each.requestId !== progress.requestId) continue
    const cost = progress.cost ?? each.opening?.cost ?? null
    return new Map(lists).set(key, { ...each, opening: { ...progress, cost } })
  }
  return null
}
