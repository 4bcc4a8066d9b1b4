import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { SegmentsRefresh } from '../../../shared/deletion'
import type { ListingPart, OpeningNews, RefshelfApi } from '../../../shared/ipc/contract'
import type { PlaceRequest } from '../../../shared/place'
import { safely } from '../../lib/safely'
import { nextSort, type Column } from './asset-order'
import {
  addOpening,
  addPart,
  approveOpening,
  beginSweep,
  endSweep,
  failSweep,
  initialBrowseState,
  refreshSegments,
  showRemembered,
  withView,
  type BrowseState,
} from './browse-state'
import { clearSelection, selectAll, selectedAssets, type Selection, type View } from './selection'

export interface BrowseStore extends StoreApi<BrowseState> {
  readonly open: (place: PlaceRequest) => Promise<void>
  readonly refresh: () => Promise<void>
  readonly cancel: () => Promise<void>
  readonly close: () => void
  readonly takePart: (part: ListingPart) => void
  readonly takeOpening: (news: OpeningNews) => void
  /** Pays for a place that asks whether it may cost so many calls. */
  readonly approve: () => Promise<void>
  readonly takeRefresh: (refresh: SegmentsRefresh) => void
  readonly sortBy: (column: Column) => void
  readonly search: (text: string) => void
  readonly select: (change: (selection: Selection, view: View) => Selection) => void
  readonly selectAll: () => void
  readonly selectNone: () => void
  /** What an action acts on now; nothing while the first sweep runs, because the set is not known yet. */
  readonly selected: () => readonly Asset[]
}

/** Files that can be acted on: those selected in a list that is whole. */
export function actionable(state: BrowseState): readonly Asset[] {
  return state.listing === null ? [] : selectedAssets(state.selection, state.view)
}

export function createBrowseStore(api: RefshelfApi): BrowseStore {
  const store = createStore<BrowseState>(() => initialBrowseState)
  const update = (change: (state: BrowseState) => BrowseState) => store.setState(change)
  const isCurrent = (requestId: string) => store.getState().sweep?.requestId === requestId

  async function cancel(): Promise<void> {
    const { sweep } = store.getState()
    if (sweep !== null) await safely(api.cancelOpen({ requestId: sweep.requestId }))
  }

  async function recall(place: PlaceRequest, requestId: string): Promise<void> {
    const known = await safely(api.recallPlace({ place }))
    if (!known.ok || known.value === null) return
    const listing = known.value
    update((state) => showRemembered(state, requestId, listing))
  }

  async function open(place: PlaceRequest): Promise<void> {
    void cancel()
    const requestId = crypto.randomUUID()
    update((state) => beginSweep(state, place, requestId))
    const opening = safely(api.openPlace({ requestId, place }))
    if (store.getState().listing === null) void recall(place, requestId)
    const result = await opening
    if (!isCurrent(requestId)) return
    update((state) => (result.ok ? endSweep(state, result.value) : failSweep(state, result.failure)))
  }

  return {
    ...store,
    open,
    cancel,
    refresh: async () => {
      const { place, sweep } = store.getState()
      if (place !== null && sweep === null) await open(place)
    },
    close: () => {
      void cancel()
      store.setState(initialBrowseState)
    },
    takePart: (part) => update((state) => addPart(state, part)),
    takeOpening: (news) => update((state) => addOpening(state, news)),
    approve: async () => {
      const { sweep } = store.getState()
      update(approveOpening)
      if (sweep !== null) await safely(api.approveOpen({ requestId: sweep.requestId }))
    },
    takeRefresh: (refresh) => update((state) => refreshSegments(state, refresh)),
    sortBy: (column) => update((state) => withView({ ...state, sort: nextSort(state.sort, column) })),
    search: (search) => update((state) => withView({ ...state, search })),
    select: (change) => update((state) => ({ ...state, selection: change(state.selection, state.view) })),
    selectAll: () => update((state) => ({ ...state, selection: selectAll(state.selection, state.view) })),
    selectNone: () => update((state) => ({ ...state, selection: clearSelection(state.selection) })),
    selected: () => actionable(store.getState()),
  }
}
