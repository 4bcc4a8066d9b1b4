import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RefshelfApi } from '../../../shared/ipc/contract'
import { defaultPreferences, type ColumnChoice, type ViewPreferences } from '../../../shared/view-preferences'
import { callMain } from '../../lib/call-main'
import { defaultColumns } from './asset-columns'

export interface ColumnsStore extends StoreApi<ViewPreferences> {
  readonly loadColumns: () => Promise<void>
  readonly change: (change: (columns: readonly ColumnChoice[]) => readonly ColumnChoice[]) => void
  /** Back to the usual columns, which fit themselves to the room. */
  readonly reset: () => void
}

/** Which columns the table has: kept by main, for all lists of this computer. */
export function createColumnsStore(api: RefshelfApi): ColumnsStore {
  const store = createStore<ViewPreferences>(() => defaultPreferences)
  let isChanged = false

  function saveColumns(columns: readonly ColumnChoice[] | null) {
    isChanged = true
    store.setState({ columns })
    // At once: the window may be closed the next moment. Main puts what comes quickly together.
    void callMain(api.saveViewPreferences(store.getState()))
  }

  return {
    ...store,
    loadColumns: async () => {
      const result = await callMain(api.readViewPreferences())
      // What the user changed meanwhile is newer.
      if (result.ok && !isChanged) store.setState(result.value)
    },
    change: (change) => saveColumns(change(store.getState().columns ?? defaultColumns)),
    reset: () => saveColumns(null),
  }
}
