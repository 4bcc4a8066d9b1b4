import type { AppFailure } from '../../../shared/failure'
import type { OpeningProgress } from '../../../shared/ipc/contract'
import type { SegmentedPlace, SegmentList } from '../../../shared/place'

/** A list that is loading. */
export interface Loading {
  readonly state: 'loading'
  readonly requestId: string
  /** Progress and cost, once reported. */
  readonly opening: OpeningProgress | null
}

/** Loading state of the segments of a document, a job or a Flex document. */
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

/** The scope used to open a single segment of the place. */
export function scopeOf(place: SegmentedPlace): string {
  return place.kind === 'document' ? `pr${place.projectId}` : segmentsKey(place)
}

export function setSegments(state: SegmentsState, key: string, segments: Segments): SegmentsState {
  return { ...state, segments: new Map(state.segments).set(key, segments) }
}

/** Discards the segments of a place and collapses it. */
export function dropSegments(state: SegmentsState, key: string): SegmentsState {
  const segments = new Map(state.segments)
  segments.delete(key)
  const openPlaces = new Set(state.openPlaces)
  openPlaces.delete(key)
  return { ...state, segments, openPlaces }
}

/** Applies progress to the list that it belongs to, keeping a known cost. Null if it belongs to none of these lists. */
export function withOpening<Key, Other extends { readonly state: 'ready' | 'failed' }>(
  lists: ReadonlyMap<Key, Loading | Other>,
  progress: OpeningProgress,
): ReadonlyMap<Key, Loading | Other> | null {
  for (const [key, list] of lists) {
    if (list.state !== 'loading' || list.requestId !== progress.requestId) continue
    const cost = progress.cost ?? list.opening?.cost ?? null
    return new Map(lists).set(key, { ...list, opening: { ...progress, cost } })
  }
  return null
}
