import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppFailure } from '../../../shared/failure'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import type { BinNews, ListedCopy, SaveReport } from '../../../shared/recycle-bin'
import { folderText } from '../../../shared/order/folder-text'
import { safely } from '../../lib/safely'
import { chosenOf, nothingSelected, prune, type BinRows, type BinSelection } from './bin-selection'

/** What came of the last wish, beyond what the list shows. */
export type BinNotice =
  { readonly kind: 'saved'; readonly report: SaveReport } | { readonly kind: 'held'; readonly count: number }

export interface BinState {
  /** Null until the bin was read. */
  readonly copies: readonly ListedCopy[] | null
  readonly rows: BinRows
  readonly news: BinNews | null
  readonly search: string
  readonly selection: BinSelection
  readonly failure: AppFailure | null
  readonly notice: BinNotice | null
  /** Copies that the user is asked about; empty while there is no question. */
  readonly asking: BinRows
}

export interface BinStore extends StoreApi<BinState> {
  /** The screen is shown, or no longer: only then the list is kept fresh. */
  readonly open: () => void
  readonly close: () => void
  readonly start: () => Promise<void>
  readonly takeNews: (news: BinNews) => void
  readonly search: (text: string) => void
  readonly select: (change: (selection: BinSelection, rows: BinRows) => BinSelection) => void
  readonly restore: (copyIds: readonly string[]) => Promise<void>
  readonly stopRestore: () => Promise<void>
  readonly dismissRestore: () => Promise<void>
  readonly save: () => Promise<void>
  readonly askPurge: () => void
  readonly cancelPurge: () => void
  readonly purge: () => Promise<void>
  /** Address of a copy's picture, or null where it is shown as a glyph. */
  readonly previewOf: (copyId: string) => Promise<string | null>
  readonly dismiss: () => void
}

const initial: BinState = {
  copies: null,
  rows: [],
  news: null,
  search: '',
  selection: nothingSelected,
  failure: null,
  notice: null,
  asking: [],
}

function withRows(state: BinState): BinState {
  const wanted = state.search.trim().toLowerCase()
  const copies = state.copies ?? []
  const matches = ({ identity: { name, relativePath } }: ListedCopy): boolean =>
    name.toLowerCase().includes(wanted) || folderText(relativePath).toLowerCase().includes(wanted)
  return { ...state, rows: wanted === '' ? copies : copies.filter(matches) }
}

export function createBinStore(api: RefshelfApi): BinStore {
  const store = createStore<BinState>(() => initial)
  const get = store.getState
  let isShown = false
  let isLoading = false

  /** News that come while the list is read make it be read once more. */
  async function load(): Promise<void> {
    if (isLoading) return
    isLoading = true
    let read: number | null
    do {
      read = get().news?.revision ?? null
      const result = await safely(api.listBin())
      store.setState((state) => {
        if (!result.ok) return { ...state, failure: result.failure }
        const copies = result.value
        return withRows({ ...state, copies, failure: null, selection: prune(state.selection, copies) })
      })
    } while (isShown && read !== (get().news?.revision ?? null))
    isLoading = false
  }

  return {
    ...store,
    open: () => {
      isShown = true
      void load()
    },
    close: () => {
      isShown = false
    },
    ...createWishes(api, store, load),
    takeNews: (news) => {
      const before = get().news?.revision
      store.setState({ news })
      if (isShown && news.revision !== before) void load()
    },
    search: (search) => store.setState((state) => withRows({ ...state, search })),
    select: (change) => store.setState((state) => ({ selection: change(state.selection, state.rows) })),
    askPurge: () => store.setState({ asking: chosenOf(get().selection, get().rows) }),
    cancelPurge: () => store.setState({ asking: [] }),
    previewOf: async (copyId) => {
      const result = await safely(api.previewCopy({ copyId }))
      return result.ok ? result.value : null
    },
    dismiss: () => store.setState({ failure: null, notice: null }),
  }
}

/** What is asked of main, and what is shown of its answer. */
function createWishes(
  api: RefshelfApi,
  store: StoreApi<BinState>,
  load: () => Promise<void>,
): Pick<BinStore, 'start' | 'restore' | 'stopRestore' | 'dismissRestore' | 'save' | 'purge'> {
  const get = store.getState
  return {
    start: async () => {
      const result = await safely(api.readBin())
      if (result.ok && get().news === null) store.setState({ news: result.value })
    },
    restore: async (copyIds) => {
      if (copyIds.length === 0) return
      const result = await safely(api.restoreCopies({ copyIds }))
      store.setState({ failure: result.ok ? null : result.failure })
    },
    stopRestore: async () => {
      await safely(api.stopRestore())
    },
    dismissRestore: async () => {
      await safely(api.dismissRestore())
    },
    save: async () => {
      const copyIds = chosenOf(get().selection, get().rows).map(({ id }) => id)
      if (copyIds.length === 0) return
      const result = await safely(api.saveCopies({ copyIds }))
      if (!result.ok) store.setState({ failure: result.failure })
      else if (!result.value.cancelled) store.setState({ notice: { kind: 'saved', report: result.value } })
    },
    purge: async () => {
      const copyIds = get().asking.map(({ id }) => id)
      store.setState({ asking: [] })
      if (copyIds.length === 0) return
      const result = await safely(api.purgeCopies({ copyIds }))
      if (!result.ok) store.setState({ failure: result.failure })
      else
        store.setState({ notice: result.value.held > 0 ? { kind: 'held', count: result.value.held } : null })
      await load()
    },
  }
}
