import type { StoreApi } from 'zustand/vanilla'
import type { OpeningNews, PackedPart, RefshelfApi } from '../../../shared/ipc/contract'
import { unpackAssets, unpackListing } from '../../../shared/ipc/pack-assets'
import type { PlaceRequest } from '../../../shared/place'
import { safely } from '../../lib/safely'
import { noteByName } from './listing-index'
import {
  addOpening,
  addPart,
  approveOpening,
  beginSweep,
  endSweep,
  failSweep,
  showRemembered,
  type BrowseState,
} from './browse-state'

/** Listing a place: begun, told of, paid for, ended. */
export interface Sweeps {
  readonly open: (place: PlaceRequest) => Promise<void>
  readonly cancel: () => Promise<void>
  /** Pays for a place that asks whether it may cost so many calls. */
  readonly approve: () => Promise<void>
  readonly takePart: (part: PackedPart) => void
  readonly takeOpening: (news: OpeningNews) => void
}

export function createSweeps(api: RefshelfApi, store: StoreApi<BrowseState>): Sweeps {
  const update = (change: (state: BrowseState) => BrowseState) => store.setState(change)
  const isCurrent = (requestId: string) => store.getState().sweep?.requestId === requestId

  async function cancel(): Promise<void> {
    const { sweep } = store.getState()
    if (sweep !== null) await safely(api.cancelOpen({ requestId: sweep.requestId }))
  }

  async function recall(place: PlaceRequest, requestId: string): Promise<void> {
    const known = await safely(api.recallPlace({ place }))
    if (!known.ok || known.value === null || !isCurrent(requestId)) return
    const listing = unpackListing(known.value)
    if (known.value.isByName) noteByName(listing.assets)
    update((state) => showRemembered(state, requestId, listing))
  }

  /** Parts and the answer cross by different ways: either may be the last to come. */
  function allParts(requestId: string, count: number): Promise<void> {
    const areThere = ({ sweep }: BrowseState) => sweep?.requestId !== requestId || sweep.parts.length >= count
    if (areThere(store.getState())) return Promise.resolve()
    return new Promise((resolve) => {
      const stop = store.subscribe((state) => {
        if (!areThere(state)) return
        stop()
        resolve()
      })
    })
  }

  return {
    cancel,
    async open(place) {
      void cancel()
      const requestId = crypto.randomUUID()
      update((state) => beginSweep(state, place, requestId))
      const opening = safely(api.openPlace({ requestId, place }))
      if (store.getState().listing === null) void recall(place, requestId)
      const result = await opening
      if (result.ok) await allParts(requestId, result.value.parts)
      if (!isCurrent(requestId)) return
      update((state) => (result.ok ? endSweep(state, result.value) : failSweep(state, result.failure)))
    },
    async approve() {
      const { sweep } = store.getState()
      update(approveOpening)
      if (sweep !== null) await safely(api.approveOpen({ requestId: sweep.requestId }))
    },
    takePart(part) {
      if (isCurrent(part.requestId))
        update((state) => addPart(state, { ...part, assets: unpackAssets(part.assets) }))
    },
    takeOpening: (news) => update((state) => addOpening(state, news)),
  }
}
