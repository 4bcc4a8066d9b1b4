import type { StoreApi } from 'zustand/vanilla'
import type { OpeningProgress, PackedPart, RefshelfApi } from '../../../shared/ipc/contract'
import { unpackAssets, unpackListing } from '../../../shared/ipc/pack-assets'
import type { PlaceRequest } from '../../../shared/place'
import { callMain } from '../../lib/call-main'
import { markSortedByName } from './listing-index'
import {
  addOpening,
  addListingPart,
  approveOpening,
  startLoading,
  finishLoading,
  failLoading,
  showRememberedListing,
  type BrowseState,
} from './browse-state'

/** Lists a place: starts, approves and cancels the listing, and applies its parts. */
export interface PlaceLoader {
  readonly openPlace: (place: PlaceRequest) => Promise<void>
  readonly cancelLoading: () => Promise<void>
  /** Approves the API calls of a place that needs approval. */
  readonly approveLoading: () => Promise<void>
  readonly applyPart: (part: PackedPart) => void
  readonly applyOpening: (progress: OpeningProgress) => void
}

export function createPlaceLoader(api: RefshelfApi, store: StoreApi<BrowseState>): PlaceLoader {
  const update = (change: (state: BrowseState) => BrowseState) => store.setState(change)
  const isCurrent = (requestId: string) => store.getState().loading?.requestId === requestId

  async function cancel(): Promise<void> {
    const { loading } = store.getState()
    if (loading !== null) await callMain(api.cancelOpen({ requestId: loading.requestId }))
  }

  async function showRecalled(place: PlaceRequest, requestId: string): Promise<void> {
    const recalled = await callMain(api.recallPlace({ place }))
    if (!recalled.ok || recalled.value === null || !isCurrent(requestId)) return
    const listing = unpackListing(recalled.value)
    if (recalled.value.isByName) markSortedByName(listing.assets)
    update((state) => showRememberedListing(state, requestId, listing))
  }

  /** Waits for all parts. They use another channel than the response, so either may arrive last. */
  function waitForParts(requestId: string, count: number): Promise<void> {
    const haveArrived = ({ loading }: BrowseState) =>
      loading?.requestId !== requestId || loading.parts.length >= count
    if (haveArrived(store.getState())) return Promise.resolve()
    return new Promise((resolve) => {
      const unsubscribe = store.subscribe((state) => {
        if (!haveArrived(state)) return
        unsubscribe()
        resolve()
      })
    })
  }

  return {
    cancelLoading: cancel,
    async openPlace(place) {
      void cancel()
      const requestId = crypto.randomUUID()
      update((state) => startLoading(state, place, requestId))
      const opening = callMain(api.openPlace({ requestId, place }))
      if (store.getState().listing === null) void showRecalled(place, requestId)
      const result = await opening
      if (result.ok) await waitForParts(requestId, result.value.parts)
      if (!isCurrent(requestId)) return
      update((state) => (result.ok ? finishLoading(state, result.value) : failLoading(state, result.failure)))
    },
    async approveLoading() {
      const { loading } = store.getState()
      update(approveOpening)
      if (loading !== null) await callMain(api.approveOpen({ requestId: loading.requestId }))
    },
    applyPart(part) {
      if (isCurrent(part.requestId))
        update((state) => addListingPart(state, { ...part, assets: unpackAssets(part.assets) }))
    },
    applyOpening: (progress) => update((state) => addOpening(state, progress)),
  }
}
