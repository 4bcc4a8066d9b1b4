import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { BinSnapshot, ListedCopy, SaveReport } from '../../../shared/recycle-bin'
import { foldText } from '../../../shared/order/fold-text'
import { folderText } from '../../../shared/order/folder-text'
import { callMain } from '../../lib/call-main'
import { noRows, type RowSelection } from '../../lib/row-selection'
import { chosenCopies, pruneBinSelection, type BinRows } from './bin-selection'

/** Result of the last action that the list itself does not show. */
export type BinNotice =
  { readonly kind: 'saved'; readonly report: SaveReport } | { readonly kind: 'held'; readonly count: number }

export interface BinState {
  /** Null until the bin is loaded. */
  readonly copies: readonly ListedCopy[] | null
  readonly rows: BinRows
  readonly snapshot: BinSnapshot | null
  readonly search: string
  readonly selection: RowSelection
  readonly failure: AppFailure | null
  readonly notice: BinNotice | null
}

export interface BinStore extends StoreApi<BinState> {
  /** The list is refreshed only while the screen is open. */
  readonly openScreen: () => void
  readonly closeScreen: () => void
  readonly loadSnapshot: () => Promise<void>
  readonly applySnapshot: (snapshot: BinSnapshot) => void
  readonly search: (text: string) => void
  readonly select: (change: (selection: RowSelection, rows: BinRows) => RowSelection) => void
  readonly restore: (copyIds: readonly string[]) => Promise<void>
  readonly stopRestore: () => Promise<void>
  readonly dismissRestore: () => Promise<void>
  readonly saveSelected: () => Promise<void>
  /** Deletes the selected copies. Main asks first. */
  readonly purgeSelected: () => Promise<void>
  /** Address of a copy's picture, or null if it is shown as an icon. */
  readonly loadPreview: (copyId: string) => Promise<string | null>
  readonly dismiss: () => void
}

const initialBin: BinState = {
  copies: null,
  rows: [],
  snapshot: null,
  search: '',
  selection: noRows,
  failure: null,
  notice: null,
}

function filterRows(state: BinState): BinState {
  const needle = foldText(state.search.trim())
  const copies = state.copies ?? []
  const matches = ({ identity: { name, relativePath } }: ListedCopy): boolean =>
    foldText(name).includes(needle) || foldText(folderText(relativePath)).includes(needle)
  return { ...state, rows: needle === '' ? copies : copies.filter(matches) }
}

export function createBinStore(api: RefshelfApi): BinStore {
  const store = createStore<BinState>(() => initialBin)
  const get = store.getState
  let isShown = false
  let isLoading = false

  /** Loads the list, and loads it again if the bin changed in between. */
  async function loadCopies(): Promise<void> {
    if (isLoading) return
    isLoading = true
    let revision: number | null
    do {
      revision = get().snapshot?.revision ?? null
      const result = await callMain(api.listBin())
      store.setState((state) => {
        if (!result.ok) return { ...state, failure: result.failure }
        const copies = result.value
        return filterRows({
          ...state,
          copies,
          failure: null,
          selection: pruneBinSelection(state.selection, copies),
        })
      })
    } while (isShown && revision !== (get().snapshot?.revision ?? null))
    isLoading = false
  }

  return {
    ...store,
    openScreen: () => {
      isShown = true
      void loadCopies()
    },
    closeScreen: () => {
      isShown = false
    },
    ...createBinActions(api, store, loadCopies),
    applySnapshot: (snapshot) => {
      const before = get().snapshot?.revision
      store.setState({ snapshot })
      if (isShown && snapshot.revision !== before) void loadCopies()
    },
    search: (search) => store.setState((state) => filterRows({ ...state, search })),
    select: (change) => store.setState((state) => ({ selection: change(state.selection, state.rows) })),
    loadPreview: async (copyId) => {
      const result = await callMain(api.previewCopy({ copyId }))
      return result.ok ? result.value : null
    },
    dismiss: () => store.setState({ failure: null, notice: null }),
  }
}

/** The actions that call main. */
function createBinActions(
  api: RefshelfApi,
  store: StoreApi<BinState>,
  load: () => Promise<void>,
): Pick<
  BinStore,
  'loadSnapshot' | 'restore' | 'stopRestore' | 'dismissRestore' | 'saveSelected' | 'purgeSelected'
> {
  const get = store.getState
  return {
    loadSnapshot: async () => {
      const result = await callMain(api.readBin())
      if (result.ok && get().snapshot === null) store.setState({ snapshot: result.value })
    },
    restore: async (copyIds) => {
      if (copyIds.length === 0) return
      const result = await callMain(api.restoreCopies({ copyIds }))
      store.setState({ failure: result.ok ? null : result.failure })
    },
    stopRestore: async () => {
      await callMain(api.stopRestore())
    },
    dismissRestore: async () => {
      await callMain(api.dismissRestore())
    },
    saveSelected: async () => {
      const copyIds = chosenCopies(get().selection, get().rows).map(({ id }) => id)
      if (copyIds.length === 0) return
      const result = await callMain(api.saveCopies({ copyIds }))
      if (!result.ok) store.setState({ failure: result.failure })
      else if (!result.value.cancelled) store.setState({ notice: { kind: 'saved', report: result.value } })
    },
    purgeSelected: async () => {
      const copyIds = chosenCopies(get().selection, get().rows).map(({ id }) => id)
      if (copyIds.length === 0) return
      const result = await callMain(api.purgeCopies({ copyIds }))
      if (!result.ok) store.setState({ failure: result.failure })
      else
        store.setState({
          notice: result.value.notRemoved > 0 ? { kind: 'held', count: result.value.notRemoved } : null,
        })
      await load()
    },
  }
}
