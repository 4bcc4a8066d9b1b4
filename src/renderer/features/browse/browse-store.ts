import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { SegmentsRefresh } from '../../../shared/deletion'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { Column } from '../../../shared/view-preferences'
import { nextSort } from './asset-order'
import {
  closePlace,
  initialBrowseState,
  applySegmentsRefresh,
  applyProtection,
  withView,
  type BrowseState,
  type ViewMode,
} from './browse-state'
import { createColumnsStore, type ColumnsStore } from './columns-store'
import { noFilters, type Filters } from './filters'
import type { Group, Grouping } from './groups'
import {
  clearSelection,
  groupKey,
  invertSelection,
  deselectHidden,
  positionOf,
  selectAll,
  selectedAssets,
  type Selection,
  type View,
} from './selection'
import { createKnownBytesLoader } from './known-bytes-loader'
import { createPlaceLoader, type PlaceLoader } from './place-loader'

export interface BrowseStore extends StoreApi<BrowseState>, PlaceLoader {
  readonly columns: ColumnsStore
  readonly refresh: () => Promise<void>
  readonly closePlace: () => void
  readonly applyRefresh: (refresh: SegmentsRefresh) => void
  /** Sets which files are locked on this computer. */
  readonly applyProtection: (isProtected: BrowseState['isProtected']) => void
  /** Loads from main the known hashes of files. */
  readonly loadKnownBytes: () => Promise<void>
  readonly sortBy: (column: Column) => void
  readonly search: (text: string) => void
  readonly filterBy: (patch: Partial<Filters>) => void
  /** Clears all filters and the search. */
  readonly showAll: () => void
  readonly groupBy: (grouping: Grouping) => void
  readonly setGroupOpen: (group: Group, isOpen: boolean) => void
  readonly setAllGroupsOpen: (areOpen: boolean) => void
  readonly setViewMode: (viewMode: ViewMode) => void
  readonly dismissChanges: () => void
  readonly select: (change: (selection: Selection, view: View) => Selection) => void
  readonly selectAll: () => void
  readonly selectNone: () => void
  readonly invertSelection: () => void
  readonly deselectHidden: () => void
  /** The files that actions apply to; none during the first listing, because it is still incomplete. */
  readonly selected: () => readonly Asset[]
}

const noAssets: readonly Asset[] = []

/** The selected files of a complete listing. Returns the same array as long as the files are the same. */
export function actionableAssets(state: BrowseState): readonly Asset[] {
  return state.listing === null ? noAssets : selectedAssets(state.selection, state.view)
}

/** Closes groups. If the active file is in one of them, its header becomes active. */
function closeGroups(state: BrowseState, closed: ReadonlySet<string>): BrowseState {
  const { selection, view, groups } = state
  const index = positionOf(view, selection.active)
  const closedGroup = groups.find(
    ({ id, start, count }) => closed.has(id) && index >= start && index < start + count,
  )
  return {
    ...state,
    closed,
    selection: closedGroup === undefined ? selection : { ...selection, active: groupKey(closedGroup.id) },
  }
}

function setGroupOpen(state: BrowseState, group: Group, isOpen: boolean): BrowseState {
  const closed = new Set(state.closed)
  if (isOpen) closed.delete(group.id)
  else closed.add(group.id)
  return closeGroups(state, closed)
}

export function createBrowseStore(api: RefshelfApi): BrowseStore {
  const store = createStore<BrowseState>(() => initialBrowseState)
  const update = (change: (state: BrowseState) => BrowseState) => store.setState(change)
  const loader = createPlaceLoader(api, store)

  return {
    ...store,
    columns: createColumnsStore(api),
    ...loader,
    refresh: async () => {
      const { place, loading } = store.getState()
      if (place !== null && loading === null) await loader.openPlace(place)
    },
    closePlace: () => {
      void loader.cancelLoading()
      update(closePlace)
    },
    applyRefresh: (refresh) => update((state) => applySegmentsRefresh(state, refresh)),
    loadKnownBytes: createKnownBytesLoader(api, store),
    applyProtection: (isProtected) => update((state) => applyProtection(state, isProtected)),
    sortBy: (column) => update((state) => withView({ ...state, sort: nextSort(state.sort, column) })),
    search: (search) => update((state) => withView({ ...state, search })),
    filterBy: (patch) => update((state) => withView({ ...state, filters: { ...state.filters, ...patch } })),
    showAll: () => update((state) => withView({ ...state, filters: noFilters, search: '' })),
    groupBy: (grouping) => update((state) => withView({ ...state, grouping, closed: new Set() })),
    setGroupOpen: (group, isOpen) => update((state) => setGroupOpen(state, group, isOpen)),
    setAllGroupsOpen: (areOpen) =>
      update((state) => closeGroups(state, new Set(areOpen ? [] : state.groups.map(({ id }) => id)))),
    setViewMode: (viewMode) => update((state) => ({ ...state, viewMode })),
    dismissChanges: () => update((state) => ({ ...state, changes: null })),
    select: (change) => update((state) => ({ ...state, selection: change(state.selection, state.view) })),
    selectAll: () => update((state) => ({ ...state, selection: selectAll(state.selection, state.view) })),
    selectNone: () => update((state) => ({ ...state, selection: clearSelection(state.selection) })),
    invertSelection: () =>
      update((state) => ({ ...state, selection: invertSelection(state.selection, state.view) })),
    deselectHidden: () =>
      update((state) => ({ ...state, selection: deselectHidden(state.selection, state.view) })),
    selected: () => actionableAssets(store.getState()),
  }
}
