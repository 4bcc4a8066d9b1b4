import type { StoreApi } from 'zustand/vanilla'
import type { OpeningProgress, RefshelfApi } from '../../../shared/ipc/contract'
import type { Listing, SegmentedPlace } from '../../../shared/place'
import { callMain } from '../../lib/call-main'
import { withMember } from './places-state'
import { dropSegments, segmentsKey, setSegments, withOpening, type SegmentsState } from './segments-state'

/** Loads the segments of documents, jobs and Flex documents: once per session, and again on request. */
export interface SegmentsLoader {
  /** Expands or collapses a place. Collapsing cancels a search that is still running. */
  readonly toggleSegments: (place: SegmentedPlace) => Promise<void>
  readonly loadSegments: (place: SegmentedPlace) => Promise<void>
  readonly cancelSegments: (place: SegmentedPlace) => Promise<void>
  /** Approves the API calls of a search that needs approval. */
  readonly approveSegments: (place: SegmentedPlace) => Promise<void>
  /** Cancels every search. */
  readonly cancelAllSegments: () => void
  readonly applyOpening: (progress: OpeningProgress) => void
  /** Takes over the segments that a listing of this session found. */
  readonly applyListing: (listing: Listing) => void
}

export function createSegmentsLoader<State extends SegmentsState>(
  api: RefshelfApi,
  store: StoreApi<State>,
): SegmentsLoader {
  const update = (change: (state: SegmentsState) => SegmentsState) =>
    store.setState((state) => ({ ...state, ...change(state) }))
  const known = (place: SegmentedPlace) => store.getState().segments.get(segmentsKey(place))

  async function loadSegments(place: SegmentedPlace): Promise<void> {
    const key = segmentsKey(place)
    const requestId = crypto.randomUUID()
    update((state) => setSegments(state, key, { state: 'loading', requestId, opening: null }))
    const result = await callMain(api.listSegments({ requestId, place }))
    // The request may have been cancelled or repeated, or another connection was opened.
    const current = known(place)
    if (current?.state !== 'loading' || current.requestId !== requestId) return
    if (result.ok) update((state) => setSegments(state, key, { state: 'ready', list: result.value }))
    else if (result.failure.kind === 'stopped') update((state) => dropSegments(state, key))
    else update((state) => setSegments(state, key, { state: 'failed', failure: result.failure }))
  }

  async function cancelSegments(place: SegmentedPlace): Promise<void> {
    const current = known(place)
    if (current?.state !== 'loading') return
    update((state) => dropSegments(state, segmentsKey(place)))
    await callMain(api.cancelOpen({ requestId: current.requestId }))
  }

  return {
    loadSegments,
    cancelSegments,
    async toggleSegments(place) {
      const key = segmentsKey(place)
      const { openPlaces } = store.getState()
      const opens = !openPlaces.has(key)
      update((state) => ({ ...state, openPlaces: withMember(openPlaces, key, opens) }))
      if (!opens) await cancelSegments(place)
      else if (known(place)?.state !== 'ready') await loadSegments(place)
    },
    async approveSegments(place) {
      const current = known(place)
      if (current?.state !== 'loading' || current.opening === null) return
      const opening = { ...current.opening, needsApproval: false }
      update((state) => setSegments(state, segmentsKey(place), { ...current, opening }))
      await callMain(api.approveOpen({ requestId: current.requestId }))
    },
    cancelAllSegments() {
      for (const list of store.getState().segments.values()) {
        if (list.state === 'loading') void callMain(api.cancelOpen({ requestId: list.requestId }))
      }
    },
    applyOpening: (progress) => {
      const segments = withOpening(store.getState().segments, progress)
      if (segments !== null) update((state) => ({ ...state, segments }))
    },
    applyListing: ({ place, segments, segmentsExpected, mayHaveMore }) => {
      if (place.kind === 'project' || place.kind === 'segments') return
      const list = { segments, segmentsExpected, mayHaveMore }
      if (known(place)?.state !== 'loading')
        update((state) => setSegments(state, segmentsKey(place), { state: 'ready', list }))
    },
  }
}
