import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Asset } from '../../../shared/asset'
import type { SegmentsRefresh } from '../../../shared/deletion'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { Column } from '../../../shared/view-preferences'
import { nextSort } from './asset-order'
import {
  closePlace,
  initialBrowseState,
  refreshSegments,
  takeProtection,
  withView,
  type BrowseState,
  type Look,
} from './browse-state'
import { createColumnsStore, type ColumnsStore } from './columns-store'
import { noFilters, type Filters } from './filters'
import type { Group, Grouping } from './groups'
import {
  clearSelection,
  groupKey,
  invertSelection,
  keepShown,
  positionOf,
  selectAll,
  selectedAssets,
  type Selection,
  type View,
} from './selection'
import { createBytesFinder } from './bytes-finder'
import { createSweeps, type Sweeps } from './sweeps'

export interface BrowseStore extends StoreApi<BrowseState>, Sweeps {
  readonly columns: ColumnsStore
  readonly refresh: () => Promise<void>
  readonly close: () => void
  readonly takeRefresh: (refresh: SegmentsRefresh) => void
  /** Which files are locked on this computer. */
  readonly takeProtection: (isProtected: BrowseState['isProtected']) => void
  /** Asks main what it knows of the files' bytes. */
  readonly findKnownBytes: () => Promise<void>
  readonly sortBy: (column: Column) => void
  readonly search: (text: string) => void
  readonly filterBy: (patch: Partial<Filters>) => void
  /** Shows all again: no filter, no search. */
  readonly showAll: () => void
  readonly groupBy: (grouping: Grouping) => void
  readonly openGroup: (group: Group, isOpen: boolean) => void
  readonly openAllGroups: (areOpen: boolean) => void
  readonly lookAs: (look: Look) => void
  readonly dismissChanges: () => void
  readonly select: (change: (selection: Selection, view: View) => Selection) => void
  readonly selectAll: () => void
  readonly selectNone: () => void
  readonly invertSelection: () => void
  readonly deselectHidden: () => void
  /** What an action acts on now; nothing while the first sweep runs, because the set is not known yet. */
  readonly selected: () => readonly Asset[]
}

const nothing: readonly Asset[] = []

/** Files that can be acted on: those selected in a list that is whole. The same array as long as they are the same. */
export function actionable(state: BrowseState): readonly Asset[] {
  return state.listing === null ? nothing : selectedAssets(state.selection, state.view)
}

/** A file that is shut away takes the keyboard with it to the head of its group. */
function closeGroups(state: BrowseState, closed: ReadonlySet<string>): BrowseState {
  const { selection, view, groups } = state
  const place = positionOf(view, selection.active)
  const shut = groups.find(
    ({ id, start, count }) => closed.has(id) && place >= start && place < start + count,
  )
  return {
    ...state,
    closed,
    selection: shut === undefined ? selection : { ...selection, active: groupKey(shut.id) },
  }
}

function openGroup(state: BrowseState, group: Group, isOpen: boolean): BrowseState {
  const closed = new Set(state.closed)
  if (isOpen) closed.delete(group.id)
  else closed.add(group.id)
  return closeGroups(state, closed)
}

export function createBrowseStore(api: RefshelfApi): BrowseStore {
  const store = createStore<BrowseState>(() => initialBrowseState)
  const update = (change: (state: BrowseState) => BrowseState) => store.setState(change)
  const sweeps = createSweeps(api, store)

  return {
    ...store,
    columns: createColumnsStore(api),
    ...sweeps,
    refresh: async () => {
      const { place, sweep } = store.getState()
      if (place !== null && sweep === null) await sweeps.open(place)
    },
    close: () => {
      void sweeps.cancel()
      update(closePlace)
    },
    takeRefresh: (refresh) => update((state) => refreshSegments(state, refresh)),
    findKnownBytes: createBytesFinder(api, store),
    takeProtection: (isProtected) => update((state) => takeProtection(state, isProtected)),
    sortBy: (column) => update((state) => withView({ ...state, sort: nextSort(state.sort, column) })),
    search: (search) => update((state) => withView({ ...state, search })),
    filterBy: (patch) => update((state) => withView({ ...state, filters: { ...state.filters, ...patch } })),
    showAll: () => update((state) => withView({ ...state, filters: noFilters, search: '' })),
    groupBy: (grouping) => update((state) => withView({ ...state, grouping, closed: new Set() })),
    openGroup: (group, isOpen) => update((state) => openGroup(state, group, isOpen)),
    openAllGroups: (areOpen) =>
      update((state) => closeGroups(state, new Set(areOpen ? [] : state.groups.map(({ id }) => id)))),
    lookAs: (look) => update((state) => ({ ...state, look })),
    dismissChanges: () => update((state) => ({ ...state, changes: null })),
    select: (change) => update((state) => ({ ...state, selection: change(state.selection, state.view) })),
    selectAll: () => update((state) => ({ ...state, selection: selectAll(state.selection, state.view) })),
    selectNone: () => update((state) => ({ ...state, selection: clearSelection(state.selection) })),
    invertSelection: () =>
      update((state) => ({ ...state, selection: invertSelection(state.selection, state.view) })),
    deselectHidden: () =>
      update((state) => ({ ...state, selection: keepShown(state.selection, state.view) })),
    selected: () => actionable(store.getState()),
  }
}
